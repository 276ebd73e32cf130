import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import { textOf } from '../pipeline/rig.js';
import { aSchedule, ownedBy, plainDigest, scheduling } from './rig.js';

const titles = (posts: readonly { readonly reply: { readonly title: string } }[]) =>
  posts.map(({ reply }) => reply.title);

describe('a configured schedule', () => {
  it('posts a digest to its conversation when its slot comes, and once', async () => {
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.configureSchedules([aSchedule()], Date.parse('2026-11-20T01:00Z'));
    await scheduler.tick();
    expect(await posts()).toEqual([]);
    at('2026-11-21T00:00:02Z');
    await scheduler.tick();
    await scheduler.tick();
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    expect(post).toMatchObject({
      key: `schedule:config:morning:${Date.parse('2026-11-21T00:00Z')}`,
      conversation: { platform: 'slack', id: 'C1' },
      final: true,
      reply: { title: 'digest of the last 86400s', visibility: 'conversation' },
    });
    expect(await ledger.slots('config:morning', 0)).toEqual([
      { nominal: Date.parse('2026-11-21T00:00Z'), state: 'posted' },
    ]);
  });

  it('tells of what happened since the last one, at most of a week', async () => {
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule({ cron: '0 9 * * 1,2' }));
    at('2026-11-23T00:00:00Z');
    await scheduler.tick();
    at('2026-11-24T00:00:00Z');
    await scheduler.tick();
    expect(titles(await posts()).sort()).toEqual(['digest of the last 86400s', 'digest of the last 86400s']);
    at('2026-12-28T00:00:00Z');
    await scheduler.tick();
    expect(titles(await posts())).toContain('digest of the last 604800s');
  });

  it('posts the latest of the slots that it slept through, and says that it is late and what was missed', async () => {
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule());
    at('2026-11-23T03:00Z');
    await scheduler.tick();
    const [post, ...more] = await posts();
    expect(more).toEqual([]);
    expect(post === undefined ? '' : textOf(post.reply)).toBe(
      [
        'digest of the last 86400s',
        'This was due Mon 23 Nov, 09:00; I was not running then.',
        'Missed while I was not running: Sat 21 Nov, 09:00 and Sun 22 Nov, 09:00.',
      ].join('\n'),
    );
    expect((await ledger.slots('config:morning', 0)).map(({ state }) => state)).toEqual([
      'missed',
      'missed',
      'posted',
    ]);
  });

  it('that skips what was missed posts nothing late, and the next one says so, once, in Korean', async () => {
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule({ missed: 'skip', locale: 'ko' }));
    at('2026-11-22T03:00Z');
    await scheduler.tick();
    expect(await posts()).toEqual([]);
    at('2026-11-23T00:00Z');
    await scheduler.tick();
    at('2026-11-24T00:00Z');
    await scheduler.tick();
    const texts = (await posts()).map(({ reply }) => textOf(reply)).sort((a, b) => b.length - a.length);
    expect(texts[0]).toContain('꺼져 있는 동안 빠진 요약: 11월 21일 (토) 09:00, 11월 22일 (일) 09:00.');
    expect(texts[1]).not.toContain('빠진');
  });

  it('is one post however many schedulers look at once', async () => {
    const { ledger, scheduler, another, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule());
    at('2026-11-21T00:00:02Z');
    const all = [scheduler, ...Array.from({ length: 5 }, () => another())];
    await Promise.all(all.map((each) => each.tick()));
    expect(await posts()).toHaveLength(1);
    expect((await posts())[0]?.revision).toBe(1);
  });

  it('posts an outage as what it is', async () => {
    const down = plainDigest(() =>
      Promise.reject(new PortError('unreachable', 'no route', { cluster: 'lab' })),
    );
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z', down);
    await ledger.addSchedule(aSchedule());
    at('2026-11-21T00:00:02Z');
    await scheduler.tick();
    expect((await posts())[0]?.reply).toMatchObject({
      code: 'unreachable',
      title: 'I can’t reach lab.',
      visibility: 'conversation',
    });
  });

  it('posts no digest of everything when its environment is gone', async () => {
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule({ slots: { environment: 'qa' } }));
    at('2026-11-21T00:00:02Z');
    await scheduler.tick();
    expect((await posts())[0]?.reply.code).toBe('unknown_environment');
  });

  it('keeps number, pause and what it owes when the file changes around it, and goes with its entry', async () => {
    const { ledger, clock } = await scheduling('2026-11-20T01:00Z');
    await ledger.configureSchedules([aSchedule(), aSchedule({ id: 'config:evening' })], clock.now());
    await ledger.pauseSchedule('config:evening', 7);
    await ledger.configureSchedules([aSchedule({ id: 'config:evening', slots: { environment: 'dev' } })], 99);
    const evening = { id: 'config:evening', number: 2, pausedAt: 7, slots: { environment: 'dev' } };
    expect(await ledger.schedules()).toMatchObject([{ ...evening, settledUntil: aSchedule().createdAt }]);
    const later = clock.now() + 5;
    await ledger.configureSchedules([aSchedule({ id: 'config:evening', cron: '0 8 * * *' })], later);
    expect(await ledger.schedules()).toMatchObject([{ number: 2, settledUntil: later }]);
  });
});

describe('between reading and settling', () => {
  it.each([
    ['paused', 'pauseSchedule'],
    ['removed', 'removeSchedule'],
  ] as const)('one that is %s meanwhile posts nothing', async (_what, act) => {
    let meanwhile: () => Promise<unknown> = () => Promise.resolve();
    const slow = plainDigest(async () => {
      await meanwhile();
    });
    const { ledger, scheduler, at, posts } = await scheduling('2026-11-20T01:00Z', slow);
    meanwhile = () => ledger[act]('config:morning', 1);
    await ledger.addSchedule(aSchedule());
    at('2026-11-21T00:00:02Z');
    await scheduler.tick();
    expect(await posts()).toEqual([]);
    expect(await ledger.slots('config:morning', 0)).toEqual([]);
  });

  it('a pause owes nothing afterwards', async () => {
    const { ledger, scheduler, at, posts, clock } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule());
    await ledger.pauseSchedule('config:morning', clock.now());
    at('2026-11-22T03:00Z');
    await scheduler.tick();
    await ledger.resumeSchedule('config:morning', clock.now());
    await scheduler.tick();
    expect(await posts()).toEqual([]);
    at('2026-11-23T00:00Z');
    await scheduler.tick();
    expect((await posts()).map(({ reply }) => reply.blocks)).toEqual([[]]);
  });
});

describe('the owner of a schedule', () => {
  it('who is no longer known gets it paused, with a last word in its conversation', async () => {
    const { ledger, scheduler, at, posts, people } = await scheduling('2026-11-20T01:00Z');
    await ledger.addSchedule(aSchedule({ id: 'event:1', owner: ownedBy('eve') }));
    people.set('eve', false);
    at('2026-11-21T00:00:02Z');
    await scheduler.tick();
    expect(titles(await posts())).toEqual(['Schedule 1 is paused: eve may no longer read this.']);
    at('2026-11-22T00:00:02Z');
    await scheduler.tick();
    expect(await posts()).toHaveLength(1);
    expect((await ledger.schedules())[0]?.pausedAt).not.toBeNull();
  });
});
