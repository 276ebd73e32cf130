import { describe, expect, it } from 'vitest';
import { startRig, textOf } from '../pipeline/rig.js';

const SCRIPTS = {
  en: [
    ['list subscriptions', /no subscriptions/],
    ["notify this channel when checkout's pipeline fails", /service is checkout and it fails\?/],
    ['yes', /Subscription 1:/],
    ['list subscriptions', /One subscription/],
    ['delete subscription 2', /no subscription 2/],
    ['delete subscription 1', /Delete subscription 1/],
    ['yes', /Subscription 1 is deleted/],
  ],
  ko: [
    ['알림 목록', /알림이 없어요/],
    ['체크아웃 파이프라인이 실패하면 이 채널에 알려줘', /서비스 checkout 그리고 실패/],
    ['알림 진행', /알림 1번/],
    ['알림 목록', /알림 1개/],
    ['알림 2 삭제', /2번은 없어요/],
    ['알림 1 삭제', /삭제할까요\?/],
    ['삭제 진행', /알림 1번을 삭제했어요/],
  ],
} as const;
const MAKE = "notify this channel when checkout's pipeline fails";

describe('subscriptions by conversation', () => {
  it.each(['en', 'ko'] as const)('are made, listed and deleted, each after its yes: %s', async (locale) => {
    const { say, ledger } = await startRig({ schedules: true });
    const after: number[] = [];
    for (const [text, expected] of SCRIPTS[locale]) {
      expect(`${text}: ${textOf(await say(text, { message: { locale } }))}`).toMatch(expected);
      after.push((await ledger.subscriptions()).length);
    }
    expect(after).toEqual([0, 0, 1, 1, 1, 1, 0]);
    expect(await ledger.operationByNumber('default', 1)).toBeUndefined();
  });

  it.each(['confirm production', 'confirm staging'])(
    '“%s” is for a write, and makes nothing',
    async (phrase) => {
      const { say, ledger } = await startRig({ schedules: true });
      await say(MAKE);
      await say(phrase).catch(() => undefined);
      expect(await ledger.subscriptions()).toEqual([]);
      await say('yes');
      expect(await ledger.subscriptions()).toHaveLength(1);
    },
  );

  it('a no makes nothing', async () => {
    const { say, ledger } = await startRig({ schedules: true });
    await say(MAKE);
    await say('no');
    await say('yes').catch(() => undefined);
    expect(await ledger.subscriptions()).toEqual([]);
  });

  it('are of the conversation that they were made in', async () => {
    const { say, ledger } = await startRig({ schedules: true });
    await say(MAKE);
    await say('yes');
    expect(textOf(await say('list subscriptions', { channel: 'other' }))).toMatch(/no subscriptions/);
    expect(textOf(await say('delete subscription 1', { channel: 'other' }))).toMatch(/no subscription 1/);
    expect(await ledger.subscriptions()).toHaveLength(1);
  });

  it.each(['bob', 'nobody'])('are deleted neither by somebody else nor by a stranger: %s', async (as) => {
    const { say, ledger } = await startRig({ schedules: true });
    await say(MAKE);
    await say('yes');
    await say('delete subscription 1', { as });
    await say('yes', { as });
    expect(await ledger.subscriptions()).toHaveLength(1);
  });

  it('strangers make none', async () => {
    const { say, ledger } = await startRig({ schedules: true });
    await say(MAKE, { as: 'nobody' });
    await say('yes', { as: 'nobody' });
    expect(await ledger.subscriptions()).toEqual([]);
  });

  it('what is not understood is named, never left out', async () => {
    const { say, ledger } = await startRig({ schedules: true });
    expect(textOf(await say("notify this channel when chekout's pipeline fails"))).toMatch(/“chekout”/);
    await say('yes').catch(() => undefined);
    expect(await ledger.subscriptions()).toEqual([]);
  });

  it('are at most twenty in one conversation', async () => {
    const { say, ledger } = await startRig({ schedules: true });
    for (let made = 0; made < 20; made++) {
      await say(MAKE);
      await say('yes');
    }
    expect(textOf(await say(MAKE))).toMatch(/as many as it may/);
    expect(await ledger.subscriptions()).toHaveLength(20);
  });
});
