import type { Clock } from '../../src/contracts/ports/clock.js';
import type { IdentityStore } from '../../src/contracts/ports/identity.js';
import type { Ledger } from '../../src/contracts/ports/ledger.js';
import { ENDED, type Operation } from '../../src/contracts/operation.js';
import { replySchema } from '../../src/contracts/reply.js';
import type { AnySkill, SkillPorts } from '../../src/contracts/skill.js';
import { createCancel, type CancelOperation } from '../../src/operations/cancel.js';
import type { OperationsDeps } from '../../src/operations/deps.js';
import { createRecovery, type Recovery } from '../../src/operations/recovery.js';
import { createRunner, type Runner } from '../../src/operations/runner.js';
import { recordingLog } from './log.js';
import { Life } from './mortal.js';
import { NO_PIPELINES } from './no-pipelines.js';

/** Steps of the tests act on a world of their own; nothing may reach for a real port. */
const NO_PORTS: SkillPorts = {
  get kubernetes(): never {
    throw new Error('no test step uses Kubernetes');
  },
  catalogue: {
    environments: () => [],
    environment: () => undefined,
    services: () => [],
    service: () => undefined,
    names: () => ({ services: [], environments: [] }),
    refresh: () => Promise.resolve(),
  },
  get history(): never {
    throw new Error('no test step uses the history');
  },
  registry: { skills: () => [] },
  ...NO_PIPELINES,
};

export interface WorkerDeps {
  readonly ledger: Ledger & IdentityStore;
  readonly clock: Clock;
  readonly skills: readonly AnySkill[];
  readonly more?: Partial<OperationsDeps>;
}

/** One process that runs operations: runner, recovery and cancel over one ledger, with a queue that delivers at once. */
export interface Worker {
  readonly life: Life;
  readonly runner: Runner;
  readonly recovery: Recovery;
  readonly cancel: CancelOperation;
  readonly ledger: Ledger;
  readonly log: ReturnType<typeof recordingLog>;
  /** Recovers and works until the operation has ended or the process was killed. */
  finish(operationId: string): Promise<void>;
}

export function startWorker(given: WorkerDeps, life = new Life()): Worker {
  const { skills, more } = given;
  const ledger = life.reach(given.ledger, ['onReply']);
  const clock: Clock = {
    now: () => given.clock.now(),
    sleep: async (ms, signal) => {
      await given.clock.sleep(ms, signal);
      if (life.ended) await new Promise<never>(() => undefined);
    },
  };
  const log = recordingLog();
  const deps: OperationsDeps = {
    ledger,
    clock,
    log,
    skill: (id) => skills.find((skill) => skill.id === id),
    ports: NO_PORTS,
    authorize: () => Promise.resolve(undefined),
    replan: (operation) => Promise.resolve(operation.plan),
    decorate: (reply, operation) => replySchema.parse({ ...reply, operation: operation.number }),
    world: () => null,
    ...more,
  };
  const runner = createRunner(deps);
  const jobs: Promise<void>[] = [];
  const enqueue = async (id: string): Promise<void> => void jobs.push(runner.run(id));
  const recovery = createRecovery({ ...deps, runner, enqueue });
  const cancel = createCancel({ ...deps, runner, enqueue });
  return {
    life,
    runner,
    recovery,
    cancel,
    ledger,
    log,
    finish: async (operationId) => {
      for (let round = 0; round < 500 && !life.ended; round += 1) {
        const work = async (): Promise<void> => {
          await recovery.recover();
          await Promise.all(jobs.splice(0));
        };
        await Promise.race([work(), life.over]);
        const operation = await given.ledger.operationById(operationId);
        if (life.ended || operation === undefined || ENDED.has(operation.status)) return;
        await given.clock.sleep(30_000);
      }
    },
  };
}

/** The operation as the ledger has it; it must exist. */
export async function theOperation(ledger: Ledger, id: string): Promise<Operation> {
  const operation = await ledger.operationById(id);
  if (operation === undefined) throw new Error(`no operation ${id}`);
  return operation;
}
