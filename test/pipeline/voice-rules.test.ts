import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { localeSchema, slotsSchema } from '../../src/contracts/message.js';
import type { InboundMessage } from '../../src/contracts/message.js';
import type { Reply } from '../../src/contracts/reply.js';
import { startRig } from './rig.js';
import type { Rig, Saying } from './rig.js';

/** A session of Ada's headset; her chat shows everything as text. */
const CHAT = { platform: 'slack', id: 'DADA' };
const hear = (message: Partial<InboundMessage> = {}, session = 's-1'): Saying => ({
  platform: 'voice',
  message: {
    conversation: {
      ...{ platform: 'voice', id: `headset/${session}`, tenant: 'default' },
      linked: { ...CHAT, person: 'ada' },
    },
    ...message,
  },
});
const voice = hear();
const chat: Saying = { channel: CHAT.id };

/** A rig in which a rollback or deployment waits for its phrase. */
async function waiting(sentence: string): Promise<Rig> {
  const rig = await startRig();
  expect(await rig.say(sentence, voice)).toMatchObject({ expects: 'confirm', operation: 1 });
  return rig;
}
const STAGING = 'roll back cart in staging';
const PRODUCTION = 'roll back cart in production';

const statusOf = async (rig: Rig, number = 1): Promise<string> => (await rig.operation(number)).status;
const others = (...texts: readonly string[]) => ({ alternatives: texts.map((text) => ({ text })) });

/** The code that the linked chat shows. */
async function shownCode(rig: Rig): Promise<string> {
  const replies = await rig.ledger.undelivered('slack', 100);
  const codes = replies.flatMap(({ reply }) => /\b(\d{3}) (\d{3})\b/.exec(reply.title) ?? []);
  const [, first = '', second = ''] = codes;
  return first + second;
}

it('a bare yes where the factor is missing asks for the factor, not for the phrase again', async () => {
  const rig = await waiting(PRODUCTION);
  const asked = await rig.say('confirm production', voice);
  expect(asked).toMatchObject({ expects: 'factor' });
  expect(await rig.say('yes', voice)).toMatchObject({ expects: 'factor', title: asked.title });
  expect(await statusOf(rig)).toBe('awaiting_confirmation');
});

const said = ({ blocks }: Reply): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'actions' ? block.actions.map(({ say }) => say) : []));

it('a phrase that does not count keeps the right one among the words to listen for', async () => {
  const rig = await waiting(STAGING);
  for (const text of ['yes', 'confirm production'])
    expect(said(await rig.say(text, voice))).toContain('confirm staging');
});

it.each([
  ['en', "what's the code", 'code'],
  ['ko', '코드가 뭐야', '코드'],
] as const)('asked for the code, it says where it is, and names no intent: %s', async (locale, ...asking) => {
  const rig = await waiting(PRODUCTION);
  const asked = await rig.say('confirm production', voice);
  for (const text of asking) {
    const reply = await rig.say(text, hear({ locale }));
    expect(reply).toMatchObject({ expects: 'factor', title: asked.title });
    expect(JSON.stringify(await rig.say(text, hear({ locale }, 's-2')))).not.toContain('confirm-code');
  }
  expect(await statusOf(rig)).toBe('awaiting_confirmation');
});

describe('attempts to get past the rules of voice [CHANNELS-5]', () => {
  const attempts: readonly (readonly [
    rule: string,
    sentence: string,
    attempt: (rig: Rig) => Promise<unknown>,
  ])[] = [
    ['a bare yes', STAGING, (rig) => rig.say('yes', voice)],
    ['a bare yes, please', STAGING, (rig) => rig.say('yes please go ahead', voice)],
    ['a bare confirm', STAGING, (rig) => rig.say('confirm', voice)],
    ['yeah', STAGING, (rig) => rig.say('yeah', voice)],
    ['네', '스테이징 장바구니 롤백해 줘', (rig) => rig.say('네', voice)],
    ['확인', '스테이징 장바구니 롤백해 줘', (rig) => rig.say('확인', voice)],
    ['네 확인', '스테이징 장바구니 롤백해 줘', (rig) => rig.say('네 확인했어요', voice)],
    ['진행', '스테이징 장바구니 롤백해 줘', (rig) => rig.say('진행', voice)],
    ['yes to the environment', STAGING, (rig) => rig.say('yes staging', voice)],
    ['the environment alone', STAGING, (rig) => rig.say('staging', voice)],
    ['the phrase of another environment', STAGING, (rig) => rig.say('confirm production', voice)],
    [
      'the phrase of another act',
      '스테이징 장바구니 롤백해 줘',
      (rig) => rig.say('스테이징 배포 진행', voice),
    ],
    ['the phrase in a story', STAGING, (rig) => rig.say('bob said confirm staging yesterday', voice)],
    ['the phrase as a question', STAGING, (rig) => rig.say('should I confirm staging?', voice)],
    ['the phrase with a negation', STAGING, (rig) => rig.say("don't confirm staging", voice)],
    [
      'the phrase while the bot speaks',
      STAGING,
      (rig) => rig.say('confirm staging', hear({ whileSpeaking: true })),
    ],
    [
      'the phrase from the bot’s own mouth',
      STAGING,
      (rig) => rig.say('say confirm staging to go on', hear({ whileSpeaking: true })),
    ],
    [
      'the phrase that the recogniser doubts',
      STAGING,
      (rig) => rig.say('confirm staging', hear({ confidence: 0.2 })),
    ],
    [
      'the phrase in a lower transcript only',
      STAGING,
      (rig) => rig.say('confirm aging', hear(others('confirm staging'))),
    ],
    [
      'a lower transcript, then yes',
      STAGING,
      async (rig) => {
        await rig.say('conform aging', hear(others('confirm staging')));
        await rig.say('yes', voice);
      },
    ],
    [
      'two environments in the ranking, then a choice',
      STAGING,
      async (rig) => {
        await rig.say('confirm staging', hear(others('confirm production')));
        await rig.say('staging', voice);
        await rig.say('the first one', voice);
      },
    ],
    [
      'the phrase above a transcript that denies it',
      STAGING,
      (rig) => rig.say('confirm staging', hear(others("don't confirm staging"))),
    ],
    [
      'the phrase spoken before the plan was read',
      STAGING,
      (rig) => rig.say('confirm staging', hear({ receivedAt: rig.clock.now() - 1 })),
    ],
    ['the phrase in another session', STAGING, (rig) => rig.say('confirm staging', hear({}, 's-2'))],
    ['the phrase of somebody else', STAGING, (rig) => rig.say('confirm staging', { ...voice, as: 'mina' })],
    [
      'the phrase after 30 s',
      STAGING,
      async (rig) => {
        rig.clock.time += 30_000;
        await rig.say('confirm staging', voice);
      },
    ],
    ['the phrase typed instead of said', STAGING, (rig) => rig.say('confirm staging', chat)],
    [
      'the button instead of the phrase',
      STAGING,
      (rig) =>
        rig.ask('', {
          ...chat,
          message: {
            command: {
              intent: 'confirm-yes',
              slots: { environment: 'staging', act: 'rollback' },
              operation: 1,
            },
          },
        }),
    ],
    ['the phrase alone where a factor is needed', PRODUCTION, (rig) => rig.say('confirm production', voice)],
    [
      'the phrase twice where a factor is needed',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        await rig.say('confirm production', voice);
      },
    ],
    [
      'the button alone where the phrase is needed too',
      PRODUCTION,
      (rig) =>
        rig.ask('', {
          ...chat,
          message: {
            command: {
              ...{ intent: 'confirm-yes', operation: 1 },
              slots: { environment: 'production', act: 'rollback' },
            },
          },
        }),
    ],
    [
      'a guessed code',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        const right = await shownCode(rig);
        const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
        await rig.say(`the code is ${wrong}`, voice);
      },
    ],
    ['the code before the phrase', PRODUCTION, (rig) => rig.say('confirm production 123456', voice)],
    [
      'the code heard while the bot speaks',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        await rig.say(`the code is ${await shownCode(rig)}`, hear({ whileSpeaking: true }));
      },
    ],
    [
      'the code in another session',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        await rig.say(`the code is ${await shownCode(rig)}`, hear({}, 's-2'));
      },
    ],
    [
      'the code after two minutes',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        const code = await shownCode(rig);
        rig.clock.time += 120_000;
        await rig.say(`the code is ${code}`, voice);
      },
    ],
    [
      'the button of somebody else',
      PRODUCTION,
      async (rig) => {
        await rig.say('confirm production', voice);
        await rig.say('confirm production', { ...chat, as: 'mina' });
      },
    ],
  ];

  it.each(attempts)('%s runs nothing', async (_rule, sentence, attempt) => {
    const rig = await waiting(sentence);
    await attempt(rig);
    expect(rig.enqueued).toEqual([]);
    expect(['cleared', 'running']).not.toContain(await statusOf(rig));
  });
});

describe('what the rules of voice let through [CHANNELS-5]', () => {
  it.each([
    [STAGING, 'confirm staging'],
    ['스테이징 장바구니 롤백해 줘', '스테이징 롤백 진행'],
  ])('%s: the phrase, once', async (sentence, phrase) => {
    const rig = await waiting(sentence);
    expect(await rig.say(phrase, voice)).toMatchObject({ code: 'answered' });
    expect(rig.enqueued).toHaveLength(1);
    await rig.say(phrase, voice);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('the phrase and then the code that the chat shows, said aloud', async () => {
    const rig = await waiting(PRODUCTION);
    expect((await rig.say('confirm production', voice)).expects).toBe('factor');
    const code = await shownCode(rig);
    expect(code).toMatch(/^\d{6}$/);
    await rig.say(Array.from(code).join(' '), voice);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('the code is never said, shown to the microphone, or kept where it could be repeated', async () => {
    const rig = await waiting(PRODUCTION);
    const asked = await rig.say('confirm production', voice);
    const again = await rig.say('say that again', voice);
    const code = await shownCode(rig);
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
    const own = (await rig.ledger.undelivered('voice', 100)).map(({ reply }) => reply);
    const kept = JSON.stringify([asked, again, own, await rig.ledger.dialogue(KEY, 'ada')]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(spaced);
  });

  it('a code counts once', async () => {
    const rig = await waiting(PRODUCTION);
    await rig.say('confirm production', voice);
    const code = await shownCode(rig);
    await rig.say(`the code is ${code}`, voice);
    await rig.say(PRODUCTION.replace('cart', 'checkout'), voice);
    await rig.say('confirm production', voice);
    await rig.say(`the code is ${code}`, voice);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('a code dies with the plan that it was made for', async () => {
    const rig = await waiting(PRODUCTION);
    await rig.say('confirm production', voice);
    const code = await shownCode(rig);
    const { id, plan } = await rig.operation(1);
    await rig.ledger.transition(id, ['awaiting_confirmation'], {
      by: 'test',
      patch: { plan, digest: 'other' },
    });
    await rig.say(`the code is ${code}`, voice);
    expect(rig.enqueued).toEqual([]);
  });

  it('the phrase said aloud and the button in the chat', async () => {
    const rig = await waiting(PRODUCTION);
    await rig.say('confirm production', voice);
    const shown = (await rig.ledger.undelivered('slack', 100)).find(({ key }) => key.startsWith('factor:'));
    if (shown === undefined) throw new Error('the chat shows no factor');
    await rig.press(shown.reply, 'Confirm', chat);
    expect(rig.enqueued).toHaveLength(1);
  });

  it.each([
    ['no', STAGING],
    ['cancel', STAGING],
    ['아니요', '스테이징 장바구니 롤백해 줘'],
  ])('“%s” withdraws, while the bot speaks too', async (said, sentence) => {
    const rig = await waiting(sentence);
    await rig.say(said, hear({ whileSpeaking: true }));
    expect(await statusOf(rig)).toBe('cancelled');
  });

  it('another write cancels the one that waits and does not start', async () => {
    const rig = await waiting(STAGING);
    expect((await rig.say('deploy checkout version 1.4.2 to staging', voice)).code).toBe('superseded');
    expect(await statusOf(rig)).toBe('cancelled');
    await rig.say('confirm staging', voice);
    expect(rig.enqueued).toEqual([]);
  });

  it('the bot’s own voice is answered with silence, and what waits goes on waiting', async () => {
    const rig = await startRig();
    const plan = await rig.say(STAGING, voice);
    const echo = await rig.say(plan.speech, hear({ whileSpeaking: true }));
    expect(echo).toMatchObject({ speech: '', expects: 'confirm' });
    expect((await rig.say('say that again', voice)).speech).toBe(plan.speech);
    await rig.say('confirm staging', voice);
    expect(rig.enqueued).toHaveLength(1);
  });

  it('its own voice is known without being told that it speaks, and from what only the device said', async () => {
    const rig = await startRig();
    const plan = await rig.say(STAGING, voice);
    expect((await rig.say(plan.speech, voice)).speech).toBe('');
    const news = 'cart in staging is back on one point four point one';
    expect((await rig.say(news, hear({ justSaid: [news] }))).speech).toBe('');
  });

  it('no approval and no “go on” is taken by voice', async () => {
    const rig = await startRig();
    expect((await rig.say('approve #1', voice)).code).toBe('not_permitted');
  });
});

const KEY = 'default/voice/headset%2Fs-1/';

describe('three failed confirmations [CHANNELS-5]', () => {
  async function failThree(rig: Rig): Promise<Reply> {
    await rig.say('confirm staging', voice);
    await rig.say('confirm staging', voice);
    return rig.say('confirm staging', voice);
  }

  it('end what waited and lock the session for protected writes, and for those only', async () => {
    const rig = await waiting(PRODUCTION);
    expect((await failThree(rig)).code).toBe('voice_locked');
    expect(await statusOf(rig)).toBe('cancelled');
    expect((await rig.say(PRODUCTION, voice)).code).toBe('voice_locked');
    expect((await rig.say(STAGING, voice)).expects).toBe('confirm');
  });

  it('are counted with wrong codes', async () => {
    const rig = await waiting(PRODUCTION);
    await rig.say('confirm production', voice);
    const right = Number(await shownCode(rig));
    const wrong = (by: number) => String((right + by) % 1_000_000).padStart(6, '0');
    for (const by of [1, 2, 3]) await rig.say(`the code is ${wrong(by)}`, voice);
    expect(await statusOf(rig)).toBe('cancelled');
    await rig.say(`the code is ${wrong(0)}`, voice);
    expect(rig.enqueued).toEqual([]);
  });

  it('lock neither another session nor the chat', async () => {
    const rig = await waiting(PRODUCTION);
    await failThree(rig);
    expect((await rig.say(PRODUCTION, hear({}, 's-2'))).expects).toBe('confirm');
    expect((await rig.say('roll back checkout in production', chat)).expects).toBe('confirm');
  });
});

describe('the linked chat', () => {
  it('shows what was said, who said it, and every answer', async () => {
    const rig = await waiting(PRODUCTION);
    await rig.say('confirm production', voice);
    const keys = (await rig.ledger.undelivered('slack', 100)).map(({ key, conversation, actor }) => [
      key.replace(/:.*/, ''),
      conversation.id,
      actor.id,
    ]);
    expect(keys).toContainEqual(['heard', 'DADA', 'ada']);
    expect(keys).toContainEqual(['factor', 'DADA', 'ada']);
  });
});

const CORPUS = '../shared/corpus/transcripts-dev.jsonl';
const SAMPLE = 'test/fixtures/language/transcripts-sample.jsonl';
const rowSchema = z.object({
  lang: localeSchema,
  transcript: z.string(),
  alternatives: z.array(z.string()).default([]),
  expected: z.object({ intent: z.string(), slots: slotsSchema }),
});

describe('transcripts of a recogniser, played into sessions that await a confirmation', () => {
  /** Sentences that were understood as the phrase although something else was said. */
  const accidents = async (file: string): Promise<readonly string[]> => {
    const rig = await startRig();
    const found: string[] = [];
    const rows = readFileSync(file, 'utf8').trim().split('\n');
    for (const [index, line] of rows.entries()) {
      const { lang, transcript, alternatives, expected } = rowSchema.parse(JSON.parse(line));
      // Silence never leaves the device: the endpoint refuses it.
      if (transcript.trim() === '') continue;
      const place = index % 2 === 0 ? 'staging' : 'production';
      const { alternatives: lower } = others(...alternatives.slice(0, 8));
      await rig.say(`roll back cart in ${place}`, hear({}, `s-${index}`));
      await rig.ask(transcript, hear({ alternatives: lower, locale: lang }, `s-${index}`));
      const phrase = expected.intent === 'confirm-yes' && expected.slots.environment === place;
      const waiting = await rig.ledger.operationsIn(['awaiting_confirmation'], 'default');
      const taken = rig.enqueued.length > 0 || waiting.some(({ code }) => code === 'awaiting_answer');
      if (taken && !phrase) found.push(transcript);
      rig.enqueued.splice(0);
      for (const { id } of await rig.ledger.operationsIn(['awaiting_confirmation', 'cleared'], 'default'))
        await rig.ledger.transition(id, ['awaiting_confirmation', 'cleared'], {
          status: 'cancelled',
          by: 'test',
        });
    }
    expect(rows.length).toBeGreaterThan(20);
    return found;
  };

  it('a sample confirms nothing by accident [CHANNELS-5]', async () => {
    expect(await accidents(SAMPLE)).toEqual([]);
  });

  it.skipIf(!existsSync(CORPUS))('the whole corpus confirms nothing by accident [CHANNELS-5]', async () => {
    expect(await accidents(CORPUS)).toEqual([]);
  });
});
