import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Service } from '../../src/contracts/catalogue.js';
import type { WorkflowRun } from '../../src/contracts/github.js';
import type { Build, Job } from '../../src/contracts/ports/jenkins.js';
import type { PushedRun } from '../../src/contracts/pushed-run.js';
import type { Condition } from '../../src/contracts/subscription.js';
import { createBoard } from '../../src/http/webhooks/board.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createRegistry } from '../../src/registry/index.js';
import { openDatabase } from '../../src/store/index.js';
import { createWatcher } from '../../src/subscriptions/watcher.js';
import { recordingLog } from '../fakes/log.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const NOW = Date.parse('2026-11-23T09:00Z');
const FAILS: Condition = {
  all: [
    { field: 'service', value: 'checkout' },
    { field: 'status', value: 'failed' },
  ],
};
const CHECKOUT: Service = {
  ...{ name: 'checkout', tenant: 'default', aliases: [], spoken: [] },
  ...{ repository: 'shop/checkout', jenkinsJob: 'shop/checkout' },
};

const FREESTYLE: Job = {
  ...{ ref: { path: 'shop/checkout' }, url: 'https://jenkins.test/', kind: 'job', buildable: true },
  ...{ parameters: [], marked: false, children: [], inQueue: false },
};

function aRun(change: Partial<PushedRun> = {}): PushedRun {
  return {
    ...{
      system: 'github',
      attempt: 1,
      state: 'failed',
      at: NOW + 1_000,
      source: 'shop/checkout',
      name: 'CI',
    },
    ...{ branch: 'main', sha: 'abcdef0123456789', author: 'kim', url: 'https://github.test/runs/1' },
    ...change,
  };
}

const workflowRun = ({ state, at, attempt, url }: PushedRun): WorkflowRun => ({
  ...{
    id: 1,
    number: 1,
    workflow: 'CI',
    title: 'CI',
    event: 'push',
    branch: 'main',
    sha: 'abcdef0123456789',
  },
  ...{ actor: 'kim', createdAt: NOW, startedAt: NOW, updatedAt: at, state, attempt, url },
});

/** Watchers over a real ledger; what GitHub says is played. */
async function watching(condition: Condition = FAILS) {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-subscriptions-'));
  const clock = new StoppedClock(NOW);
  const ledger = createLedger(await openDatabase({ home: folder }), clock);
  onTestFinished(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });
  const log = recordingLog();
  const board = createBoard(log);
  const github: { runs: readonly WorkflowRun[] } = { runs: [] };
  const people = { known: true };
  const parts = {
    store: ledger,
    catalogue: { services: () => [CHECKOUT] },
    identity: {
      resolve: ({ id }: { id: string }) =>
        Promise.resolve({ id, display: id, tenant: 'default', admin: false, guest: false, ...people }),
    },
    github: { runs: () => Promise.resolve(github.runs) },
    pushes: board,
    registry: createRegistry([]),
    sandbox: { on: false },
    clock,
    log,
  };
  const made = await ledger.addSubscription({
    ...{ id: 'event:1', tenant: 'default', condition, locale: 'en', createdAt: NOW },
    conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
    owner: { person: 'ada', actor: { platform: 'slack', id: 'ada' } },
  });
  const polled = async (...runs: PushedRun[]): Promise<void> => {
    github.runs = runs.map(workflowRun);
    await createWatcher(parts).look();
  };
  const messages = async () =>
    (await ledger.undelivered('slack', 100)).map(({ key, revision, reply }) => [key, revision, reply.title]);
  return { ledger, board, parts, polled, messages, people, id: made?.id ?? '' };
}

/** Sleeps until it is woken: nothing is looked at again. */
const asleep = {
  now: () => NOW,
  sleep: (_: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      if (signal?.aborted === true) resolve();
      signal?.addEventListener('abort', () => resolve());
    }),
};

const KEY = 'subscription:event:1:https://github.test/runs/1';

const build = (change: Partial<Build>): Build => ({
  ...{ ref: { job: { path: 'shop/checkout' }, number: 7 }, url: 'https://jenkins.test/7/', state: 'failed' },
  ...{ startedAt: NOW, durationMs: 2_000, displayName: '#7', parameters: {}, causes: [], artifacts: [] },
  ...{ branch: 'main', authors: [{ name: 'Mina Kim', id: 'mina' }, { name: 'Bob' }] },
  ...change,
});

describe('who a Jenkins build is by', () => {
  const BY_MINA: Condition = { all: [FAILS, { field: 'author', value: 'mina' }] };
  const NOT_BOB: Condition = { all: [FAILS, { not: { field: 'author', value: 'bob' } }] };
  const looked = async (condition: Condition, one: Build) => {
    const it = await watching(condition);
    const jenkins = { job: () => Promise.resolve(FREESTYLE), builds: () => Promise.resolve([one]) };
    await createWatcher({ ...it.parts, github: undefined, jenkins }).look();
    return it.ledger.undelivered('slack', 100);
  };

  it('is read where builds are asked for: each author counts, by name and by id', async () => {
    const [message] = await looked(BY_MINA, build({}));
    expect(JSON.stringify(message?.reply.blocks[0])).toContain('{"label":"Author","value":"Mina Kim, Bob"}');
    expect(await looked(NOT_BOB, build({}))).toEqual([]);
    expect(await looked(BY_MINA, build({ authors: [] }))).toEqual([]);
    expect(await looked(NOT_BOB, build({ authors: [] }))).toHaveLength(1);
  });

  it('is waited for where a webhook does not say it, but never with what was told before', async () => {
    const it = await watching(NOT_BOB);
    const heard = aRun({ system: 'jenkins', url: 'https://jenkins.test/7/' });
    const { author: _unsaid, ...anonymous } = heard;
    await pushed(it, anonymous);
    expect(await it.messages()).toEqual([]);
    await pushed(it, { ...heard, authors: ['kim'] });
    await pushed(it, { ...anonymous, state: 'succeeded', attempt: 2, at: NOW + 5_000 });
    expect(await it.messages()).toMatchObject([[expect.any(String), 2, 'checkout: the pipeline succeeded']]);
  });
});

/** Told by a webhook, and until that was served. */
async function pushed({ board, parts }: Awaited<ReturnType<typeof watching>>, run: PushedRun): Promise<void> {
  const watcher = createWatcher({ ...parts, github: undefined, clock: asleep });
  watcher.start();
  const heard = new Promise<void>((resolve) => void board.subscribe(() => resolve()));
  board.tell(run);
  await heard;
  await watcher.stop();
}

describe('subscriptions are served', () => {
  it('by one message a run, edited in place, each state once however often it is heard', async () => {
    const { polled, messages } = await watching();
    await polled(aRun({ state: 'running' }));
    expect(await messages()).toEqual([]);
    await polled(aRun());
    await polled(aRun());
    expect(await messages()).toEqual([[KEY, 1, 'checkout: the pipeline failed']]);
    await polled(aRun({ state: 'running', attempt: 2, at: NOW + 2_000 }));
    await polled(aRun({ state: 'succeeded', attempt: 2, at: NOW + 3_000 }));
    // An overtaken state is no news.
    await polled(aRun({ state: 'running', attempt: 2, at: NOW + 2_000 }));
    await polled(aRun());
    expect(await messages()).toEqual([[KEY, 3, 'checkout: the pipeline succeeded']]);
  });

  it('by several processes at once, told once', async () => {
    const { polled, messages } = await watching();
    await Promise.all([polled(aRun()), polled(aRun()), polled(aRun())]);
    expect(await messages()).toEqual([[KEY, 1, 'checkout: the pipeline failed']]);
  });

  it('when a webhook tells, without waiting for the next look', async () => {
    const { board, parts, messages, ledger } = await watching();
    const watcher = createWatcher({ ...parts, github: undefined, clock: asleep });
    watcher.start();
    const told = new Promise<void>((resolve) => void ledger.onReply(() => resolve()));
    board.tell(aRun());
    await told;
    await watcher.stop();
    expect(await messages()).toEqual([[KEY, 1, 'checkout: the pipeline failed']]);
  });

  it('no more once deleted, though a run of it was told before', async () => {
    const { polled, messages, ledger, id } = await watching();
    await polled(aRun());
    await ledger.removeSubscription(id, NOW);
    await polled(aRun({ state: 'succeeded', attempt: 2, at: NOW + 3_000 }));
    expect(await messages()).toEqual([[KEY, 1, 'checkout: the pipeline failed']]);
  });

  it('not while their owner may not read', async () => {
    const { polled, messages, people } = await watching();
    people.known = false;
    await polled(aRun());
    expect(await messages()).toEqual([]);
  });

  it('not of what ended before they were made', async () => {
    const { polled, messages } = await watching();
    await polled(aRun({ at: NOW - 1_001 }));
    expect(await messages()).toEqual([]);
  });

  it.each<[string, Condition, number]>([
    ['failed tests are a failure', { field: 'status', value: 'failed' }, 1],
    ['another branch', { field: 'branch', value: 'dev' }, 0],
    ['a branch in other letters, as git tells them apart', { field: 'branch', value: 'Main' }, 0],
    ['not another branch', { not: { field: 'branch', value: 'dev' } }, 1],
    ['author, any case', { field: 'author', value: '@KIM' }, 1],
    ['not the author', { all: [FAILS, { not: { field: 'author', value: 'kim' } }] }, 0],
    [
      'either',
      {
        any: [
          { field: 'branch', value: 'dev' },
          { field: 'author', value: 'kim' },
        ],
      },
      1,
    ],
    ['another service', { field: 'service', value: 'cart' }, 0],
    ['success', { field: 'status', value: 'succeeded' }, 0],
  ])('filters: %s', async (_, condition, count) => {
    const { polled, messages } = await watching(condition);
    await polled(aRun({ state: 'unstable' }));
    expect(await messages()).toHaveLength(count);
  });
});
