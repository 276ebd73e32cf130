import { describe, expect, it } from 'vitest';
import { startVoiceRig } from './rig.js';

type Rig = Awaited<ReturnType<typeof startVoiceRig>>;

/** The one-time code that the linked chat shows. */
async function code(rig: Rig): Promise<string> {
  const find = () =>
    rig.chat().flatMap(({ reply }) => /\b(\d{3}) (\d{3})\b/.exec(reply.title)?.slice(1).join('') ?? []);
  await expect.poll(find).not.toEqual([]);
  return find().at(-1) ?? '';
}

/** Asks for news until the operation has ended. */
async function ending(rig: Rig): Promise<string> {
  for (let after: string | undefined; ;) {
    const { news, cursor } = await rig.news(after === undefined ? {} : { after });
    after = cursor;
    const last = news.find(({ final }) => final);
    if (last !== undefined) return last.say;
  }
}

describe('a whole incident by voice, over HTTP [CHANNELS-5]', () => {
  it.each([
    {
      locale: 'en',
      broken: "what's broken in production",
      more: 'say more',
      rollback: 'roll back payments',
      where: 'production',
      readBack:
        'Sandbox: Roll payments api in production back from two point three point zero to two point two point four? Say confirm production to go on.',
      phrase: 'confirm production',
      tell: (digits: string) => `the code is ${digits}`,
      done: /payments api in production is back on two point two point four/,
    },
    {
      locale: 'ko',
      broken: '운영 뭐가 문제야',
      more: '더 말해 줘',
      rollback: '결제 롤백해 줘',
      where: '운영',
      readBack:
        '샌드박스: 운영 결제를 이 점 삼 점 영에서 이 점 이 점 사로 롤백할까요? 진행하려면 운영 롤백 진행이라고 말해 주세요.',
      phrase: '운영 롤백 진행',
      tell: (digits: string) => `코드는 ${digits}`,
      done: /운영 결제를 이 점 이 점 사로 되돌렸어요/,
    },
  ])('in $locale, from what is broken to the verified rollback', async (words) => {
    const rig = await startVoiceRig();
    const { locale } = words;
    const found = await rig.say(words.broken, { locale });
    expect(found.say).not.toBe('');
    expect(found.expects).toBe('more');
    expect((await rig.say(words.more, { locale })).say).not.toBe(found.say);
    const asked = await rig.say(words.rollback, { locale });
    expect(asked.expects).toBe('slot:environment');
    expect(asked.vocabulary).toContain(words.where);
    const plan = await rig.say(words.where, { locale });
    expect(plan.say).toBe(words.readBack);
    expect((await rig.say(words.phrase, { locale })).expects).toBe('factor');
    await rig.say(words.tell(await code(rig)), { locale });
    expect(await ending(rig)).toMatch(words.done);
    const titles = rig.chat().map(({ reply }) => reply.title);
    expect(titles.some((title) => title.includes(words.broken))).toBe(true);
  });
});

describe('transcripts delivered again, out of order and across a restart [CHANNELS-6]', () => {
  it('make one operation with one answer, and its news survive', async () => {
    const rig = await startVoiceRig();
    const plan = await rig.say('scale cart to two in staging', { id: 'e-1' });
    const confirmed = await rig.say('confirm staging', { id: 'e-2' });
    expect(await ending(rig)).toContain('two');
    await rig.stopBot();
    await rig.startBot();
    expect(await rig.say('scale cart to two in staging', { id: 'e-1' })).toMatchObject({
      say: plan.say,
      operation: { number: 1 },
    });
    expect((await rig.say('confirm staging', { id: 'e-2' })).say).toBe(confirmed.say);
    expect(await ending(rig)).toContain('two');
    expect(await rig.ledger().operationByNumber('default', 2)).toBeUndefined();
  });

  it('a phrase that arrives before its command confirms nothing', async () => {
    const rig = await startVoiceRig();
    await rig.say('confirm staging', { id: 'e-2' });
    const plan = await rig.say('scale cart to two in staging', { id: 'e-1' });
    expect(plan.expects).toBe('confirm');
    await rig.say('confirm staging', { id: 'e-2' });
    expect((await rig.ledger().operationByNumber('default', 1))?.status).toBe('awaiting_confirmation');
  });
});
