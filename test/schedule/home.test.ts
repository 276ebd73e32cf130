import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/contracts/message.js';
import { createHost } from '../../src/pipeline/host.js';
import { schedulesHome } from '../../src/pipeline/schedules/home.js';
import { createScheduleBook } from '../../src/schedule/book.js';
import { scheduleSentence } from '../../src/language/index.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { startRig } from '../pipeline/rig.js';
import { createShop } from '../pipeline/shop.js';
import { plainDigest } from './rig.js';

async function homes() {
  const rig = await startRig({ schedules: true, skills: [...createShop().skills, plainDigest()] });
  const { ledger } = rig;
  const clock = new ManualClock(rig.clock.now());
  const deps = { ...rig.deps, clock };
  const schedules = createScheduleBook({ ...deps, store: ledger, timezone: 'Asia/Seoul' });
  const host = createHost({
    ...{ ...deps, schedules, pipeline: rig.pipeline },
    subscriptions: { subscribe: () => () => undefined },
    news: () => Promise.resolve({ items: [], cursor: '' }),
  });
  const make = (id: string, cron: string, change: { zone?: string; where?: string } = {}) =>
    ledger.addSchedule({
      ...{ id, cron, tenant: 'default', timezone: change.zone ?? 'Asia/Seoul', missed: 'latest' },
      ...{ intent: 'digest', slots: { environment: 'production' }, locale: 'en', owner: null },
      conversation: { platform: 'slack', id: change.where ?? 'C0OPS', tenant: 'default' },
      createdAt: clock.now(),
    });
  const shown = async (locale: Locale) => {
    clock.advance(10_000); // What is shared between those who look at the same moment is read anew.
    const { sections = [] } = await host.home({ platform: 'slack', id: 'ada' }, locale);
    return sections.map(({ title, reply }) => ({
      title,
      said: reply.title,
      lines: reply.blocks.flatMap((block) => (block.kind === 'text' ? block.text.split('\n') : [])),
    }));
  };
  return { make, shown, ledger, clock, schedules };
}

describe('schedules on a home page', () => {
  it('show what is posted next, where, and when in their own time zone; paused ones come last', async () => {
    const { make, shown, ledger, clock, schedules } = await homes();
    const paused = await make('a', '0 9 * * *');
    await make('b', '0 9 1 1 *', { zone: 'America/New_York' });
    await make('c', '30 9 * * 1-5', { where: 'D0ADA' });
    await ledger.pauseSchedule(paused.id, clock.now());
    const [section] = await shown('en');
    expect(section).toMatchObject({ title: 'Schedules', said: '3 schedules' });
    expect(section?.lines).toEqual([
      expect.stringMatching(
        /^3 · digest of production in a direct message, every weekday at 09:30 \(Asia\/Seoul\): next on .*09:30$/,
      ),
      expect.stringMatching(/^2 · .* in <#C0OPS>, .* \(America\/New_York\): next on .*1 Jan, 09:00$/),
      expect.stringMatching(/^1 · .* every day at 09:00 \(Asia\/Seoul\): paused$/),
      expect.stringContaining('“pause schedule 3”'),
    ]);
    const elsewhere = await schedulesHome(schedules, { tenant: 'default', locale: 'en', platform: 'teams' });
    expect(JSON.stringify(elsewhere.reply.blocks)).toContain('in slack:C0OPS,');
  });

  it('say in Korean what to say, too', async () => {
    const { make, shown } = await homes();
    await make('a', '0 9 * * 1-5');
    const [section] = await shown('ko');
    expect(section).toMatchObject({ title: '예약', said: '예약 1개' });
    expect(section?.lines[0]).toMatch(
      /^1번 · production 요약, <#C0OPS>, 평일 09:00 \(Asia\/Seoul\): 다음은 .*09:00$/,
    );
  });

  it.each(['en', 'ko'] as const)('give sentences that are understood: %s', async (locale) => {
    const { make, shown } = await homes();
    await make('a', '0 9 * * *');
    const [section] = await shown(locale);
    const sentences = Array.from(
      section?.lines.at(-1)?.matchAll(/“([^”]+)”/g) ?? [],
      ([, said = '']) => said,
    );
    expect(sentences.map(scheduleSentence)).toEqual(
      ['pause', 'resume', 'run', 'delete'].map((act) => ({ act, number: 1 })),
    );
  });

  it('count what does not fit, and name the way to the first one where there is none', async () => {
    const { make, shown } = await homes();
    const [empty] = await shown('en');
    expect(empty?.said).toContain('Say “schedule a digest');
    expect(empty?.lines).toEqual([]);
    for (const hour of [1, 2, 3, 4, 5, 6, 7]) await make(`s${hour}`, `0 ${hour} * * *`);
    const [section] = await shown('en');
    expect(section?.lines).toHaveLength(7);
    expect(section?.lines[5]).toBe('2 more: say “list schedules”.');
  });
});
