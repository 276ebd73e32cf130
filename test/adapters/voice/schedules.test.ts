import { describe, expect, it } from 'vitest';
import { startVoiceRig } from './rig.js';

type Rig = Awaited<ReturnType<typeof startVoiceRig>>;

const WORDS = [
  {
    locale: 'en',
    make: 'schedule a digest of production every weekday at nine',
    phrase: 'confirm schedule',
    prompt: 'Say confirm schedule to go on.',
    yes: 'yes',
    list: 'list schedules',
    remove: 'delete schedule one',
  },
  {
    locale: 'ko',
    make: '평일 아홉 시마다 운영 요약 예약해 줘',
    phrase: '예약 진행',
    prompt: '진행하려면 예약 진행이라고 말해 주세요.',
    yes: '네',
    list: '예약 목록',
    remove: '예약 일 번 삭제해 줘',
  },
] as const;

const schedules = (rig: Rig) => rig.ledger().schedules('default');

describe.each(WORDS)('a schedule by voice, in $locale', (words) => {
  const { locale } = words;

  it('is read back, confirmed by its phrase, posted to the linked chat, and deleted', async () => {
    const rig = await startVoiceRig();
    const asked = await rig.say(words.make, { locale });
    expect(asked.say).toContain(words.prompt);
    expect(asked.expects).toBe('confirm');
    expect(await schedules(rig)).toEqual([]);
    await rig.say(words.phrase, { locale });
    expect(await schedules(rig)).toMatchObject([
      { cron: '0 9 * * 1-5', conversation: { platform: 'terminal', id: 'main' } },
    ]);
    expect((await rig.say(words.remove, { locale })).expects).toBe('confirm');
    await rig.say(words.phrase, { locale });
    expect(await schedules(rig)).toEqual([]);
  });

  it.each([
    ['a bare yes', words.yes, {}],
    ['the phrase while the bot speaks', words.phrase, { speaking: true }],
    ['the phrase that the recogniser doubts', words.phrase, { confidence: 0.3 }],
    ['the phrase in another session', words.phrase, { session: 's-2' }],
    ['the phrase from its own mouth', words.prompt, { speaking: true }],
  ])('is not made by %s', async (_what, text, how) => {
    const rig = await startVoiceRig();
    await rig.say(words.make, { locale });
    await rig.say(text, { locale, ...how });
    expect(await schedules(rig)).toEqual([]);
  });
});
