import type { LinkTemplates } from '../contracts/links.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import type { SkillPorts } from '../contracts/skill.js';
import { createCancel } from '../operations/cancel.js';
import type { OperationsDeps } from '../operations/deps.js';
import { continueInterrupted } from '../operations/interrupted.js';
import { createRecovery } from '../operations/recovery.js';
import { createRunner } from '../operations/runner.js';
import type { PolicySource } from '../policy/index.js';
import { decorate } from '../registry/decorate.js';
import type { Registry } from '../registry/index.js';
import { createWorkerChecks } from '../worker/index.js';

export interface OperationsParts {
  readonly ledger: Ledger;
  readonly queue: QueuePort;
  readonly registry: Registry;
  readonly identity: IdentityPort;
  readonly ports: SkillPorts;
  readonly policyFacts: PolicySource;
  readonly links: LinkTemplates;
  readonly sandbox: { readonly on: boolean; readonly worldId: string | null };
  readonly clock: Clock;
  readonly log: Log;
}
interface Asked {
  readonly operationId: string;
  readonly person: string;
}

/** The part of the bot that runs operations. */
export interface Operations {
  readonly cancel: (request: Asked) => Promise<unknown>;
  readonly continueInterrupted: (request: Asked) => Promise<void>;
  running(): number;
  resume(): void;
  stop(): Promise<void>;
}

/** How long "stop" waits for where things stand: a step's request and a pause take seconds. */
const STOP_MS = 10_000;
/** Operations that run at once in this process. */
const CONCURRENCY = 8;

export async function startOperations(parts: OperationsParts): Promise<Operations> {
  const { ledger, queue, registry, identity, ports, policyFacts, links, sandbox, clock, log } = parts;
  const skill = (id: string) => registry.skill(id);
  const deps: OperationsDeps = {
    ...{ ledger, skill, ports, clock, log },
    ...createWorkerChecks({ skill, identity, ports, policyFacts, clock, log }),
    decorate: (draft, operation) =>
      decorate(draft, { operation, sandbox: sandbox.on, directory: registry, links }),
    world: () => sandbox.worldId,
  };
  const runner = createRunner(deps);
  const enqueue = (id: string) => queue.enqueue(id);
  const cancel = createCancel({ ...deps, runner, enqueue });
  const recovery = createRecovery({ ...deps, runner, enqueue });
  let running = 0;
  await queue.process(async (id) => {
    running += 1;
    await runner.run(id).finally(() => (running -= 1));
  }, CONCURRENCY);
  return {
    cancel: (request) => cancel({ ...request, waitMs: STOP_MS }),
    continueInterrupted: async ({ operationId, person }) => {
      const cleared = await continueInterrupted(deps, operationId, person);
      if (cleared !== undefined) await enqueue(cleared.id);
    },
    running: () => running,
    resume: () => {
      recovery.start();
      recovery.recover().catch((error: unknown) => log.warn({ error }, 'recovery could not finish yet'));
    },
    stop: async () => {
      await recovery.stop();
      await runner.stop();
    },
  };
}
