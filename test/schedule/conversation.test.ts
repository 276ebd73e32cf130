import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/contracts/reply.js';
import { startRig, textOf } from '../pipeline/rig.js';
import { createShop } from '../pipeline/shop.js';
import { plainDigest } from './rig.js';

const talk = () => startRig({ schedules: true, skills: [...createShop().skills, plainDigest()] });
const rowsOf = ({ blocks }: Reply): readonly (readonly string[])[] =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));

/** The same conversation in both languages: what is said, and what its answer must tell. */
const SCRIPTS = {
  en: [
    ['list schedules', /Nothing is scheduled/],
    ['schedule a digest of production every weekday at 9', /every weekday at 09:00/],
    ['yes', /[Ss]chedule 1/],
    ['pause schedule 1', /[Ss]chedule 1 is paused/],
    ['resume schedule 1', /1 .*(resumed|again|goes on)/],
    ['run schedule 1 now', /[Pp]osted/],
    ['delete schedule 1', /\?/],
    ['yes', /deleted/],
    ['pause schedule 1', /There is no schedule 1/],
  ],
  ko: [
    ['예약 목록', /예약이 없어요/],
    ['평일 9시에 운영 요약 올려 줘', /평일 09:00/],
    ['예약 진행', /예약 1번/],
    ['스케줄 1 멈춰', /예약 1번을 멈췄어요/],
    ['예약 1번 다시 시작', /예약 1번을 다시 시작했어요/],
    ['예약 1번 지금 실행해 줘', /올렸어요/],
    ['1번 예약 삭제해 줘', /삭제할까요\?/],
    ['삭제 진행', /삭제했어요/],
    ['스케줄 1 멈춰', /예약이 없어요|1번은 없어요/],
  ],
} as const;

describe('schedules by conversation', () => {
  it.each(['en', 'ko'] as const)('are made, listed, paused, resumed, run and deleted: %s', async (locale) => {
    const { say, ledger, clock } = await talk();
    const after: string[] = [];
    for (const [text, expected] of SCRIPTS[locale]) {
      clock.time += 1_000;
      const reply = await say(text, { message: { locale } });
      expect(`${text}: ${textOf(reply)}`).toMatch(expected);
      const [schedule] = await ledger.schedules('default');
      after.push(schedule === undefined ? '-' : schedule.pausedAt === null ? 'live' : 'paused');
    }
    // Nothing changes before its yes; no operation was made, and none was cancelled.
    expect(after).toEqual(['-', '-', 'live', 'paused', 'live', 'live', 'live', '-', '-']);
    expect(await ledger.operationByNumber('default', 1)).toBeUndefined();
  });

  it('"pause schedule 1" never touches operation 1, whatever else is going on', async () => {
    const { say, ledger, cancelled, outage } = await talk();
    await say('deploy checkout 1.4.2 to staging');
    for (const text of ['pause schedule 1', 'cancel schedule 1', '스케줄 1 멈춰', '1번 예약 취소해 줘'])
      await say(text);
    outage.ledger = true;
    for (const text of ['pause schedule 1', '스케줄 1 멈춰']) await say(text);
    outage.ledger = false;
    expect(cancelled).toEqual([]);
    expect(await ledger.operationByNumber('default', 1)).toMatchObject({ status: 'cleared' });
  });

  it.each([
    ['schedule a digest of checkout and cart in production every weekday at 9', 'yes', 'list schedules'],
    ['평일 9시에 운영 체크아웃이랑 장바구니 요약 올려 줘', '예약 진행', '예약 목록'],
  ])('may be of a set of services: %s', async (text, yes, list) => {
    const { say, ledger } = await talk();
    await say(text);
    await say(yes);
    expect(await ledger.schedules('default')).toMatchObject([
      { slots: { services: 'checkout,cart', environment: 'production' }, cron: '0 9 * * 1-5' },
    ]);
    expect(
      rowsOf(await say(list))
        .flat()
        .join(' '),
    ).toMatch(/checkout(,| and) cart.*(weekday|평일)/);
  });

  it.each([
    ['schedule a digest of production every weekday at 9:30 am New York time', 'yes', 'America/New_York'],
    ['schedule a digest of production every weekday at 9:30 eastern time', 'yes', 'America/New_York'],
    ['schedule a digest of production at 09:30 UTC every weekday', 'yes', 'Etc/UTC'],
    ['평일 런던 시간으로 9시 30분에 운영 요약 올려 줘', '예약 진행', 'Europe/London'],
    ['schedule a digest of production every weekday at 9:30 am', 'yes', 'Asia/Seoul'],
  ])('keep the time zone that is said, and name it before they are made: %s', async (text, yes, timezone) => {
    const { say, ledger } = await talk();
    expect((await say(text)).title).toContain(timezone);
    await say(yes);
    expect(await ledger.schedules('default')).toMatchObject([
      { timezone, cron: '30 9 * * 1-5', slots: { environment: 'production' } },
    ]);
  });

  it.each([
    ['schedule a digest every day at 9 EST', /which time zone “EST” is/],
    ['schedule a digest every day at 9 atlantis time', /which time zone “atlantis time” is/],
    ['매일 9시 PST에 요약 올려 줘', /“PST”만으로는/],
    ['매일 아틀란티스 시간으로 9시에 요약 올려 줘', /“아틀란티스 시간으로”만으로는/],
  ])('ask whose clock is meant where a name has several: %s', async (text, expected) => {
    const { say, ledger } = await talk();
    expect((await say(text)).title).toMatch(expected);
    await say('yes');
    expect(await ledger.schedules('default')).toEqual([]);
  });

  it.each([
    ['en', 'yes', 'delete schedule 1', 'confirm delete'],
    ['ko', '예약 진행', '예약 1번 삭제해 줘', '삭제 진행'],
  ] as const)('are deleted by words that mean it: %s', async (locale, yes, ending, phrase) => {
    const { say, ledger } = await talk();
    const message = { locale };
    await say(locale === 'en' ? 'schedule a digest every day at 9' : '매일 9시에 요약 올려 줘', { message });
    await say(yes, { message });
    const asked = await say(ending, { message });
    expect(textOf(asked)).toContain(`“${phrase}”`);
    expect(asked.speech).toContain(phrase);
    expect(await ledger.schedules('default')).toHaveLength(1);
    await say(phrase, { message });
    expect(await ledger.schedules('default')).toEqual([]);
  });

  it.each(['confirm schedule', '예약 진행'])(
    'a “%s” that nothing waits for is told so, and asks for nothing new',
    async (text) => {
      const { say } = await talk();
      expect(await say(text)).toMatchObject({ code: 'nothing_pending' });
    },
  );

  it.each([
    ['delete schedule 1', 'nobody'],
    ['pause schedule 1', 'bob'],
  ])('of somebody else are left alone: %s', async (text, as) => {
    const { say, ledger } = await talk();
    await say('schedule a digest every day at 9');
    await say('yes');
    await say(text, { as });
    await say('yes', { as });
    expect(await ledger.schedules('default')).toMatchObject([{ pausedAt: null }]);
  });

  it.each([
    ['schedule a digest every day', /What time|At what time|time of day/i],
    ['schedule a digest every day at 25', /25/],
    ['schedule a digest */5 * * * *', /15 minutes/],
    ['schedule a digest 0 9 31 2 *', /never|no such day/i],
    ['schedule deploy checkout 1.4.2 to production every day at 9', /[Oo]nly digests/],
    ['매일 요약 올려 줘', /몇 시/],
  ])('what can be none is refused with what would be right: %s', async (text, expected) => {
    const { say, ledger } = await talk();
    expect(textOf(await say(text))).toMatch(expected);
    await say('yes');
    expect(await ledger.schedules('default')).toEqual([]);
  });

  it('are posted out of turn once, however often the message comes', async () => {
    const { say, ledger } = await talk();
    await say('schedule a digest every day at 9');
    await say('yes');
    await say('run schedule 1 now', { eventId: 'again' });
    await say('run schedule 1 now', { eventId: 'again' }).catch(() => undefined);
    const posts = await ledger.undelivered('slack', 100);
    expect(posts.filter(({ key }) => key.startsWith('schedule:'))).toHaveLength(1);
  });

  it.each([
    [
      'en',
      /^2 schedules\. Next is schedule 2, a digest of staging, on .+\.$/,
      ['pause schedule 2', 'pause schedule 1'],
      /Nothing is posted/,
    ],
    [
      'ko',
      /^예약 2개예요\. 다음은 예약 2번, staging 요약이고 .+에 올려요\.$/,
      ['예약 2번 멈춰', '예약 1번 멈춰'],
      /멈춰 있어서/,
    ],
  ] as const)(
    'the list says aloud which comes next, and more when asked: %s',
    async (locale, next, pause, paused) => {
      const { say } = await talk();
      const message = { locale };
      for (const [place, hour] of [
        ['production', 23],
        ['staging', 22],
      ] as const) {
        await say(`schedule a digest of ${place} every day at ${hour}`);
        await say('yes');
      }
      const listing = locale === 'en' ? 'list schedules' : '예약 목록';
      expect((await say(listing, { message })).speech).toMatch(next);
      expect(textOf(await say(locale === 'en' ? 'say more' : '더 자세히', { message }))).toContain(
        'production',
      );
      for (const each of pause) await say(each, { message });
      expect((await say(listing, { message })).speech).toMatch(paused);
    },
  );
});
