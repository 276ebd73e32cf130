import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { LIVE_FOR_MS, MOST_LIVE, MOST_LIVE_HERE, type LiveAnswerDraft } from '../../src/contracts/live.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { PushedRun } from '../../src/contracts/pushed-run.js';
import { replySchema, type ReplyDraft } from '../../src/contracts/reply.js';
import { readSkill, type ReadAnswer } from '../../src/contracts/skill.js';
import { createBoard } from '../../src/http/webhooks/board.js';
import { createFollower, type FollowerParts } from '../../src/live/follower.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createNews } from '../../src/outbox/news.js';
import { openDatabase } from '../../src/store/index.js';
import { recordingLog } from '../fakes/log.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';
import { noCluster } from '../fakes/no-cluster.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const NOW = Date.parse('2026-11-23T09:00:00Z');
const PAUSE = 5_000;
const SECOND = 1_000;
const C1 = { platform: 'slack', id: 'C1', tenant: 'default' };

const CHECKOUT: Service = {
  ...{ name: 'checkout', tenant: 'default', aliases: [], spoken: [] },
  ...{ repository: 'shop/checkout', jenkinsJob: 'shop/checkout' },
};

const draft = (title: string): ReplyDraft => {
  return { code: 'answered', locale: 'en', tone: 'info', title, blocks: [], speech: title };
};

/** What is read next: a title, over or going on; an error; or nothing for now. */
type Seen = { readonly title: string; readonly over?: true } | Error | Promise<never>;

/** Followers over a real ledger; what the skill reads is played, one after the other, the last for good. */
async function following(seen: readonly Seen[], change: { readonly clock?: Clock } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-live-'));
  const clock = new StoppedClock(NOW);
  const ledger = createLedger(await openDatabase({ home: folder }), change.clock ?? clock);
  onTestFinished(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });
  const left = [...seen];
  const asked: string[] = [];
  let begin: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => (begin = resolve));
  const look = (how: string) => async (): Promise<ReadAnswer> => {
    asked.push(how);
    begin();
    const next = left.length > 1 ? left.shift() : left[0];
    if (next === undefined || next instanceof Error) throw next ?? new Error('nothing is played');
    const { title, over } = await next;
    if (over === true) return draft(title);
    return { ...draft(title), ongoing: { mark: title, pause: PAUSE, again: look('again') } };
  };
  const phrases = { summary: 's', cues: ['stand'], examples: [], replies: {}, speech: {} };
  const skill = readSkill({
    ...{ id: 'stand', effect: 'read', permission: 'read', ports: [] },
    parameters: z.object({ service: z.string().optional() }),
    phrases: { en: phrases, ko: phrases },
    read: look('anew'),
  });
  const log = recordingLog();
  const people = { known: true };
  const board = createBoard(log);
  const catalogue = {
    ...{ environments: () => [], environment: () => undefined, services: () => [CHECKOUT] },
    ...{ service: () => CHECKOUT, names: () => ({ services: [], environments: [] }) },
    refresh: () => Promise.resolve(),
  };
  const parts: FollowerParts = {
    ...{ store: ledger, registry: { skill: () => skill, skills: () => [skill] }, catalogue, pushes: board },
    ports: {
      ...{ kubernetes: noCluster, registry: { skills: () => [] }, ...NO_PIPELINES },
      ...{ catalogue, history: NO_HISTORY },
    },
    identity: {
      resolve: ({ id }) =>
        Promise.resolve({ id, display: id, tenant: 'default', admin: false, guest: false, ...people }),
    },
    sandbox: { on: false, worldId: null },
    clock: change.clock ?? clock,
    log,
  };
  const begun = async (key: string, with_: Partial<LiveAnswerDraft> = {}) => {
    const live = aLive(key, { at: clock.now(), begunAt: clock.now(), lookAt: clock.now() + PAUSE, ...with_ });
    const { conversation, actor, reply } = live;
    const entry = { key, conversation, actor, reply, final: true };
    await ledger.finishEvent(key, { reply, operationId: null }, { reply: entry, live });
  };
  const looked = async (after = PAUSE): Promise<void> => {
    clock.time += after;
    await createFollower(parts).look();
  };
  const messages = async () => {
    const entries = await ledger.undelivered('slack', 200);
    return entries.map(({ key, revision, final, reply }) => [
      key,
      revision,
      final,
      reply.title,
      noteOf(reply),
    ]);
  };
  return { ledger, parts, people, board, clock, log, asked, reading, begun, looked, messages };
}

const NO_HISTORY: FollowerParts['ports']['history'] = {
  ...{ byNumber: () => Promise.resolve(undefined), running: () => Promise.resolve([]) },
  ...{ recent: () => Promise.resolve([]), holder: () => Promise.resolve(undefined) },
  ...{ kept: () => Promise.resolve([]), healthyVersions: () => Promise.resolve([]) },
};

function noteOf({ blocks }: ReplyDraft): string {
  return blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])).join('|');
}

function aLive(key: string, change: Partial<LiveAnswerDraft>): LiveAnswerDraft {
  return {
    ...{ key, tenant: 'default', intent: 'stand', slots: { service: 'checkout' }, person: 'ada' },
    ...{
      actor: { platform: 'slack', id: 'ada' },
      conversation: C1,
      locale: 'en',
      source: 'chat',
      world: null,
    },
    ...{
      reply: replySchema.parse(draft('first')),
      mark: 'first',
      at: NOW,
      begunAt: NOW,
      lookAt: NOW + PAUSE,
    },
    ...change,
  };
}

describe('a live answer', () => {
  it('is edited in place while what it tells of goes on, and says when that is over', async () => {
    const it = await following([{ title: 'first' }, { title: 'tests' }, { title: 'passed', over: true }]);
    await it.begun('event:1');
    expect(await it.messages()).toEqual([['event:1', 1, false, 'first', '']]);
    const follower = createFollower(it.parts);
    const look = async () => {
      it.clock.time += PAUSE;
      await follower.look();
      return it.messages();
    };
    // Nothing changed: no edit.
    expect(await look()).toEqual([['event:1', 1, false, 'first', '']]);
    expect(await look()).toEqual([['event:1', 2, false, 'tests', 'Not settled yet, as of 09:00:10 UTC.']]);
    expect(await look()).toEqual([['event:1', 3, true, 'passed', 'Settled, as of 09:00:15 UTC.']]);
    // What an earlier look found is known to the next.
    expect(it.asked).toEqual(['anew', 'again', 'again']);
    expect(await it.ledger.liveAnswers()).toEqual([]);
    await look();
    expect(it.asked).toHaveLength(3);
  });

  it('is not looked at before its time, and shown again after a minute: how long ago things were has changed', async () => {
    const it = await following([{ title: 'first' }]);
    await it.begun('event:1');
    await it.looked(PAUSE - 1);
    expect(it.asked).toEqual([]);
    await it.looked(60 * SECOND);
    expect(await it.messages()).toMatchObject([
      ['event:1', 2, false, 'first', 'Not settled yet, as of 09:01:04 UTC.'],
    ]);
  });

  it('is looked at less often the longer it goes on, and let go after half an hour with where it stands', async () => {
    const it = await following([{ title: 'first' }]);
    await it.begun('event:1');
    const pause = async () => ((await it.ledger.liveAnswers())[0]?.lookAt ?? 0) - it.clock.now();
    await it.looked();
    expect(await pause()).toBe(PAUSE);
    await it.looked(3 * 60 * SECOND);
    expect(await pause()).toBe(2 * PAUSE);
    await it.looked(8 * 60 * SECOND);
    expect(await pause()).toBe(4 * PAUSE);
    await it.looked(LIVE_FOR_MS);
    const [message] = await it.messages();
    expect(message?.slice(2)).toEqual([
      ...[true, 'first', 'Not settled after 30 minutes, as of 09:41:05 UTC. Ask again to see it go on.'],
    ]);
    expect(await it.ledger.liveAnswers()).toEqual([]);
  });

  it('outlives a restart: whoever comes next goes on, or ends it where it was left too long', async () => {
    const it = await following([{ title: 'tests' }]);
    await it.begun('event:1');
    await it.looked();
    await it.looked();
    expect(it.asked).toEqual(['anew', 'anew']);
    expect(await it.messages()).toMatchObject([['event:1', 2, false, 'tests', expect.any(String)]]);
    await it.looked(5 * LIVE_FOR_MS);
    expect((await it.messages())[0]?.slice(1, 4)).toEqual([3, true, 'tests']);
  });

  it('that a process died over is taken up by the next, and told once by two that look at once', async () => {
    const it = await following([{ title: 'tests' }]);
    await it.begun('event:1');
    const [live] = await it.ledger.liveAnswers();
    expect(await it.ledger.claimLive({ key: 'event:1', lookAt: live?.lookAt ?? 0 }, NOW + 20_000)).toBe(true);
    await it.looked();
    expect(it.asked).toEqual([]);
    it.clock.time = NOW + 20_000;
    await Promise.all([createFollower(it.parts).look(), createFollower(it.parts).look()]);
    expect(it.asked).toHaveLength(1);
    expect(await it.messages()).toMatchObject([['event:1', 2, false, 'tests', expect.any(String)]]);
  });

  it('is read once for all who asked the same', async () => {
    const it = await following([{ title: 'tests' }]);
    const bob = { person: 'bob', actor: { platform: 'slack', id: 'bob' } };
    await it.begun('event:1');
    await it.begun('event:2', bob);
    await it.begun('event:3', { ...bob, slots: { service: 'cart' } });
    await it.looked();
    expect(it.asked).toHaveLength(2);
    expect((await it.messages()).map(([key, revision]) => [key, revision])).toEqual(
      ['event:1', 'event:2', 'event:3'].map((key) => [key, 2]),
    );
  });

  it('gives way to the same question of the same person, which no voice is told of', async () => {
    const it = await following([{ title: 'tests' }, { title: 'passed', over: true }]);
    await it.begun('event:1');
    it.clock.time += SECOND;
    await it.begun('event:2');
    await it.looked();
    expect(await it.messages()).toEqual([
      ['event:1', 2, true, 'first', 'As of 09:00:00 UTC; it was asked for again since.'],
      ['event:2', 2, false, 'tests', 'Not settled yet, as of 09:00:06 UTC.'],
    ]);
    const news = async () =>
      (await createNews(it.ledger)(C1, undefined)).items.map(({ reply }) => reply.title);
    expect(await news()).toEqual([]);
    await it.looked();
    expect(await news()).toEqual(['passed']);
  });

  it('is one of few: the oldest of a conversation gives way, and what is too much in all is answered as it stands', async () => {
    const it = await following([{ title: 'tests' }]);
    const other = (index: number) => ({ slots: { service: `service-${index}` } });
    for (let index = 0; index <= MOST_LIVE_HERE; index++) {
      it.clock.time++;
      await it.begun(`event:${index}`, other(index));
    }
    await it.looked();
    const ended = (await it.messages()).filter(([, , final]) => final === true);
    expect(ended).toEqual([
      ['event:0', 2, true, 'first', 'As of 09:00:00 UTC; newer answers here are followed instead.'],
    ]);
    for (let index = 0; index < MOST_LIVE; index++)
      await it.begun(`event:more-${index}`, { ...other(index), conversation: { ...C1, id: `D${index}` } });
    expect(await it.ledger.liveAnswers()).toHaveLength(MOST_LIVE);
    const full = (await it.messages()).filter(([key]) => key === `event:more-${MOST_LIVE - 1}`);
    expect(full).toEqual([[`event:more-${MOST_LIVE - 1}`, 1, true, 'first', '']]);
  });

  it('keeps the last that was known while nothing can be read, and is let go in the end', async () => {
    const it = await following([{ title: 'tests' }, new PortError('ledger_down', 'no'), new Error('a bug')]);
    await it.begun('event:1');
    const follower = createFollower(it.parts);
    for (let index = 0; index < 3; index++) {
      it.clock.time += 20 * SECOND;
      await follower.look();
    }
    expect(await it.messages()).toMatchObject([
      ['event:1', 2, false, 'tests', 'Not settled yet, as of 09:00:20 UTC.'],
    ]);
    it.clock.time += LIVE_FOR_MS;
    await follower.look();
    expect(await it.messages()).toMatchObject([
      ['event:1', 3, true, 'tests', 'As of 09:00:20 UTC; it is not followed any longer.'],
    ]);
  });

  it.each<[string, Partial<LiveAnswerDraft>, boolean]>([
    ['its asker may not read any longer', {}, false],
    ['it tells of a world that is gone', { world: 'another' }, true],
  ])('is let go when %s', async (_, with_, known) => {
    const it = await following([{ title: 'tests' }]);
    it.people.known = known;
    await it.begun('event:1', with_);
    await it.looked();
    expect(it.asked).toEqual([]);
    expect(await it.messages()).toMatchObject([
      ['event:1', 2, true, 'first', 'As of 09:00:00 UTC; it is not followed any longer.'],
    ]);
  });
});

describe('the follower', () => {
  const run = (change: Partial<PushedRun> = {}): PushedRun => ({
    ...{ system: 'github', attempt: 1, state: 'running', at: NOW, source: 'shop/checkout', name: 'CI' },
    ...{ url: 'https://github.test/runs/1', ...change },
  });

  it('looks when a webhook tells that something moved, long before it would have', async () => {
    const clock = new ManualClock(NOW);
    const it = await following([{ title: 'first' }, { title: 'moved', over: true }], { clock });
    await it.begun('event:1', { lookAt: NOW });
    const follower = createFollower(it.parts);
    follower.start();
    await clock.asleepFor(PAUSE);
    expect(it.asked).toEqual(['anew']);
    clock.advance(2 * SECOND);
    const told = new Promise<void>((resolve) => void it.ledger.onReply(() => resolve()));
    it.board.tell(run({ source: 'shop/other', url: 'https://github.test/runs/2' }));
    it.board.tell(run());
    await told;
    await follower.stop();
    expect(it.asked).toEqual(['anew', 'again']);
    expect((await it.messages())[0]?.slice(1, 4)).toEqual([2, true, 'moved']);
  });

  it('ends at once, though a source never answers, and leaves no timer behind', async () => {
    const clock = new ManualClock(NOW);
    const it = await following([new Promise<never>(() => undefined)], { clock });
    await it.begun('event:1', { lookAt: NOW });
    const follower = createFollower(it.parts);
    follower.start();
    await it.reading;
    await follower.stop();
    expect(clock.sleeping()).toEqual([]);
    expect(await it.messages()).toMatchObject([['event:1', 1, false, 'first', '']]);
    expect(await it.ledger.liveAnswers()).toHaveLength(1);
  });
});
