import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { IdentityStore } from '../../src/contracts/ports/identity.js';
import type { Ledger, OperationDraft } from '../../src/contracts/ports/ledger.js';
import type { Operation } from '../../src/contracts/operation.js';
import { createLedger } from '../../src/operations/ledger.js';
import type { OperationsDeps } from '../../src/operations/deps.js';
import { planDigest } from '../../src/registry/digest.js';
import { openDatabase } from '../../src/store/index.js';
import { aDraft, aReply, NOON } from '../fakes/drafts.js';
import { Life } from '../fakes/mortal.js';
import { deployInto, planFor, StepWorld } from '../fakes/step-world.js';
import { VirtualClock } from '../fakes/virtual-clock.js';
import { startWorker, theOperation, type Worker } from '../fakes/worker.js';

export const clock = new VirtualClock(NOON);

/** The ledger of the test file that calls it: a file in a folder of its own. */
export function ledgerOfThisFile(): () => Ledger & IdentityStore {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-operations-'));
  let ledger: (Ledger & IdentityStore) | undefined;
  beforeAll(async () => {
    ledger = createLedger(await openDatabase({ home: folder }), clock);
  });
  afterAll(async () => {
    await ledger?.close();
    rmSync(folder, { recursive: true });
  });
  return () => {
    if (ledger === undefined) throw new Error('the ledger is opened before the first test');
    return ledger;
  };
}

export interface Scene {
  readonly world: StepWorld;
  readonly operation: Operation;
  readonly targets: readonly string[];
  /** A new process over the same ledger and world. */
  process(life?: Life, more?: Partial<OperationsDeps>, over?: Ledger & IdentityStore): Worker;
  now(): Promise<Operation>;
  /** Another operation on the same world, on the given targets. */
  also(change: Partial<OperationDraft>, targets?: readonly string[]): Promise<Operation>;
}

export interface SceneOptions {
  readonly waves?: number;
  readonly pausable?: boolean;
  readonly draft?: Partial<OperationDraft>;
}

let names = 0;

/** A cleared operation that puts version 2 on targets that nothing else uses. */
export async function scene(ledger: Ledger & IdentityStore, options: SceneOptions = {}): Promise<Scene> {
  const { waves = 1, pausable = true } = options;
  const targets = Array.from({ length: waves }, () => `service-${(names += 1)}`);
  const world = new StepWorld(clock, targets);
  const also = async (change: Partial<OperationDraft>, on = targets): Promise<Operation> => {
    const plan = { ...planFor(on), skill: change.skill ?? 'deploy' };
    // A platform of its own, so that its replies are found without reading everybody's.
    const conversation = { platform: `chat-${(names += 1)}`, id: 'room', tenant: 'default' };
    const times = { createdAt: clock.now(), clearedAt: clock.now() };
    const draft = aDraft({ plan, conversation, ...times, ...change });
    const digest = planDigest(draft.slots, plan);
    const { operation } = await ledger.createOperation({ ...draft, digest }, (number) =>
      aReply(`#${number}`),
    );
    return operation;
  };
  const operation = await also(options.draft ?? {});
  return {
    world,
    operation,
    targets,
    also,
    now: () => theOperation(ledger, operation.id),
    process: (life = new Life(), more = {}, over = ledger) => {
      const deploy = deployInto(life.reach(world), clock, { pausable });
      // As a real plan does, it rests on what the world is: after the first effect it would be another one.
      const replan: OperationsDeps['replan'] = ({ plan }) =>
        Promise.resolve({ ...plan, from: world.workloads.get(targets[0] ?? '')?.version ?? '' });
      const skills = [deploy, { ...deploy, id: 'resume' }];
      return startWorker({ ledger: over, clock, skills, more: { replan, ...more } }, life);
    },
  };
}

/** The newest reply about an operation that waits to be delivered; `suffix` for a message of its own. */
export async function waiting(ledger: Ledger, { id, conversation }: Operation, suffix = '') {
  const entries = await ledger.undelivered(conversation.platform, 100);
  const entry = entries.find(({ key }) => key === `op:${id}${suffix}`);
  if (entry === undefined) return undefined;
  const { final, revision, reply } = entry;
  return { final, revision, title: reply.title, code: reply.code, blocks: reply.blocks };
}
