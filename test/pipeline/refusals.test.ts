import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import type { PortErrorCode } from '../../src/contracts/errors.js';
import type { OutcomeCode } from '../../src/contracts/outcome.js';
import { actionsOf, startRig, textOf } from './rig.js';
import type { Rig, Saying } from './rig.js';

interface Case {
  readonly when: string;
  readonly code: OutcomeCode;
  readonly en: readonly [said: string, title: string];
  readonly ko: readonly [said: string, title: string];
  readonly given?: (rig: Rig) => void;
  readonly saying?: Saying;
}
const slow = (code: PortErrorCode) => (rig: Rig) => {
  rig.shop.failure = new PortError(code, 'the words of the server', { cluster: 'lab' });
};
const deployEn = 'deploy checkout 1.4.2 to staging';
const deployKo = '체크아웃 1.4.2 스테이징에 배포해 줘';

const CASES: readonly Case[] = [
  {
    when: 'a service is unknown',
    code: 'unknown_service',
    en: ['deploy warehouse 1.4.2 to staging', 'I don’t know a service called “warehouse”.'],
    ko: ['warehouse 1.4.2 스테이징에 배포해 줘', '“warehouse” 서비스를 몰라요.'],
  },
  {
    when: 'talk is no request',
    code: 'not_understood',
    en: ['the weather is nice', 'I didn’t get that.'],
    ko: ['날씨가 참 좋네요', '잘 못 알아들었어요.'],
  },
  {
    when: 'something is negated',
    code: 'negated',
    en: ["don't deploy checkout 1.4.2 to staging", 'OK, I leave it as it is.'],
    ko: ['체크아웃 1.4.2 스테이징에 배포하지 마', '네, 그대로 둘게요.'],
  },
  {
    when: 'two services are named',
    code: 'many_targets',
    en: ['deploy checkout and cart 1.4.2 to staging', 'One service and one environment at a time, please.'],
    ko: ['체크아웃이랑 장바구니 1.4.2 스테이징에 배포해 줘', '한 번에 한 서비스, 한 환경만 말해 주세요.'],
  },
  {
    when: 'there is no skill for it',
    code: 'unsupported',
    en: ['who is on call for checkout', 'I can’t do that.'],
    ko: ['체크아웃 당직 누구야', '그건 제가 할 수 없어요.'],
  },
  {
    when: 'nothing is pending',
    code: 'nothing_pending',
    en: ['confirm production', 'Nothing is waiting for that.'],
    ko: ['운영 배포 진행', '그 답을 기다리는 작업이 없어요.'],
  },
  {
    when: 'there is nothing to say no to',
    code: 'nothing_pending',
    en: ['no', 'Nothing is waiting for that.'],
    ko: ['아니요', '그 답을 기다리는 작업이 없어요.'],
  },
  {
    when: 'an operation is unknown',
    code: 'unknown_operation',
    en: ['cancel #77', 'There is no operation #77.'],
    ko: ['77번 취소해 줘', '#77 작업은 없어요.'],
  },
  {
    when: 'the text is too long',
    code: 'too_long',
    en: [`deploy ${'x'.repeat(2_000)}`, 'That is too long for me: at most 2000 characters.'],
    ko: [`배포 ${'가'.repeat(2_000)}`, '너무 길어요. 2000자까지 읽을 수 있어요.'],
  },
  {
    when: 'a person is unknown',
    code: 'unknown_person',
    en: [deployEn, 'I don’t know you yet, zoe.'],
    ko: [deployKo, 'zoe 님은 아직 제가 모르는 분이에요.'],
    saying: { as: 'zoe' },
  },
  {
    when: 'a person may not write there',
    code: 'not_permitted',
    en: ['deploy checkout 1.4.2 to production', 'Bob may not do this in production.'],
    ko: ['체크아웃 1.4.2 운영에 배포해 줘', 'Bob 님은 production에서 이 일을 할 수 없어요.'],
    saying: { as: 'bob' },
  },
  {
    when: 'it runs already',
    code: 'unchanged_version',
    en: [deployEn, 'checkout in staging runs 1.4.2 already.'],
    ko: [deployKo, 'staging의 checkout은 이미 1.4.2 버전이에요.'],
    given: ({ shop }) => shop.versions.set('checkout staging', '1.4.2'),
  },
  {
    when: 'the cluster can’t be reached',
    code: 'unreachable',
    en: [deployEn, 'I can’t reach lab.'],
    ko: [deployKo, 'lab에 연결할 수 없어요.'],
    given: slow('unreachable'),
  },
  {
    when: 'the cluster is slow',
    code: 'timeout',
    en: [deployEn, 'lab did not answer in time.'],
    ko: [deployKo, 'lab이 제때 답하지 않았어요.'],
    given: slow('timeout'),
  },
  {
    when: 'credentials expired',
    code: 'credentials_expired',
    en: [deployEn, 'My credentials for lab are no longer accepted.'],
    ko: [deployKo, 'lab이 제 인증 정보를 더는 받지 않아요.'],
    given: slow('credentials_expired'),
  },
  {
    when: 'the account may not',
    code: 'forbidden',
    en: [deployEn, 'lab does not allow my account to do this.'],
    ko: [deployKo, 'lab에서 제 계정에 그 권한이 없어요.'],
    given: slow('forbidden'),
  },
  {
    when: 'the object is not there',
    code: 'not_found',
    en: [deployEn, 'The cluster says it does not exist.'],
    ko: [deployKo, '클러스터에 없다고 해요.'],
    given: slow('not_found'),
  },
  {
    when: 'somebody else changed it',
    code: 'conflict',
    en: [deployEn, 'Somebody else changed it at the same moment.'],
    ko: [deployKo, '같은 순간에 다른 사람이 바꿨어요.'],
    given: slow('conflict'),
  },
  {
    when: 'the history is gone',
    code: 'gone',
    en: [deployEn, 'The cluster no longer has that part of its history.'],
    ko: [deployKo, '클러스터에 그 기록이 더는 없어요.'],
    given: slow('gone'),
  },
  {
    when: 'the object is invalid',
    code: 'invalid_object',
    en: [deployEn, 'The cluster calls the change invalid.'],
    ko: [deployKo, '클러스터가 잘못된 변경이라고 해요.'],
    given: slow('invalid_object'),
  },
  {
    when: 'the cluster asks to slow down',
    code: 'rate_limited',
    en: [deployEn, 'The cluster asks me to slow down.'],
    ko: [deployKo, '클러스터에 요청이 너무 많이 몰렸어요.'],
    given: slow('rate_limited'),
  },
  {
    when: 'GitHub asks to wait',
    code: 'rate_limited',
    en: [deployEn, 'GitHub asks me to wait 12 min.'],
    ko: [deployKo, 'GitHub이 12분 기다려 달라고 해요.'],
    given: ({ shop }) => {
      shop.failure = new PortError('rate_limited', 'limited', { system: 'GitHub', wait: 12 });
    },
  },
  {
    when: 'the cluster has an error',
    code: 'server_error',
    en: [deployEn, 'The cluster had an error of its own.'],
    ko: [deployKo, '클러스터 안에서 오류가 났어요.'],
    given: slow('server_error'),
  },
  {
    when: 'a skill has a bug',
    code: 'internal_error',
    en: [deployEn, 'Something went wrong inside me.'],
    ko: [deployKo, '내부 오류가 났어요.'],
    given: ({ shop }) => {
      shop.failure = new TypeError('x is undefined');
    },
  },
];

describe('one clear reply when', () => {
  describe.each(CASES)('$when', ({ code, en, ko, given, saying }) => {
    it.each([
      ['English', 'en', en],
      ['Korean', 'ko', ko],
    ] as const)('in %s', async (_name, locale, [said, title]) => {
      const rig = await startRig();
      given?.(rig);
      const reply = await rig.say(said, saying);
      expect(reply).toMatchObject({ code, locale, title, visibility: 'asker', sandbox: false });
      expect(reply.speech).not.toBe('');
      expect(textOf(reply)).not.toMatch(/[{}]/);
      expect(rig.enqueued).toEqual([]);
    });
  });
});

describe('a question about which command was meant', () => {
  it('offers what the bot can do, with all that was said for it, and a yes is enough', async () => {
    const rig = await startRig();
    const reply = await rig.say('override freeze deploy checkout 1.4.2 to staging');
    expect(reply.title).toBe('Did you mean deploy checkout 1.4.2 to staging?');
    expect(rig.enqueued).toEqual([]);
    await rig.say('yes');
    expect(rig.enqueued).toHaveLength(1);
  });

  it('asks about a slip in a verb instead of acting', async () => {
    const rig = await startRig();
    const reply = await rig.say('deplyo checkout 1.4.2 to staging');
    expect(reply.title).toBe('Did you mean deploy checkout 1.4.2 to staging?');
    expect(rig.enqueued).toEqual([]);
  });
});

describe('a refusal', () => {
  it('names the nearest service, and never takes it for what was said', async () => {
    const rig = await startRig();
    const reply = await rig.say('', {
      message: {
        command: {
          intent: 'deploy',
          slots: { service: 'chekout', version: '1.4.2', environment: 'staging' },
        },
      },
    });
    expect(textOf(reply)).toContain('Did you mean checkout?');
    expect(rig.enqueued).toEqual([]);
  });

  it('of an unknown environment lists those there are', async () => {
    const rig = await startRig();
    const reply = await rig.say('', {
      message: {
        command: { intent: 'deploy', slots: { service: 'checkout', version: '1.4.2', environment: 'qa' } },
      },
    });
    expect(reply).toMatchObject({
      code: 'unknown_environment',
      title: 'I don’t know an environment called “qa”.',
    });
    expect(textOf(reply)).toContain('I know staging, dev and production.');
  });

  it('of a malformed version shows how versions look', async () => {
    const rig = await startRig();
    const reply = await rig.say('', {
      message: {
        command: {
          intent: 'deploy',
          slots: { service: 'checkout', version: 'one; rm -rf', environment: 'staging' },
        },
      },
    });
    expect(reply.code).toBe('malformed_version');
    expect(textOf(reply)).toContain('1.4.2, v2.0.0-rc1 or latest');
  });

  it.each(['deploy checkout main-3f2a9c1 to staging', 'checkout main-3f2a9c1로 staging에 배포해줘'])(
    'of %s says which word is no version, instead of asking as if none had been said',
    async (sentence) => {
      const rig = await startRig();
      const reply = await rig.say(sentence);
      expect([reply.code, reply.title]).toEqual([
        'malformed_version',
        expect.stringContaining('“main-3f2a9c1”'),
      ]);
    },
  );

  it('gives the kubectl command, and quotes the server', async () => {
    const rig = await startRig();
    slow('forbidden')(rig);
    const reply = await rig.say(deployEn);
    expect(textOf(reply)).toContain('the words of the server');
    expect(reply.blocks.find(({ kind }) => kind === 'code')).toEqual({
      kind: 'code',
      text: 'kubectl -n shop-staging set image deployment/checkout checkout=registry/checkout:1.4.2',
    });
  });

  it('for a bug gives a reference that the log has, and nothing of its insides', async () => {
    const rig = await startRig();
    rig.shop.failure = new TypeError('secret internals');
    const reply = await rig.say(deployEn);
    const [line] = rig.log.lines.filter(({ level }) => level === 'error');
    expect(textOf(reply)).toContain(String(line?.fields.reference));
    expect(JSON.stringify(reply)).not.toContain('secret internals');
  });

  it('is in the audit trail of the ledger only as a refusal, with no operation', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production', { as: 'bob' });
    expect(await rig.ledger.operationByNumber('default', 1)).toBeUndefined();
  });

  it('of unsupported names what it can do', async () => {
    const rig = await startRig();
    expect(textOf(await rig.say('who is on call for checkout'))).toContain(
      'I can do: deploy, roll back, status and help.',
    );
  });

  it('an unknown person still gets help', async () => {
    const rig = await startRig();
    expect((await rig.say('help', { as: 'zoe' })).title).toBe('deploy, rollback, status, help');
  });

  it('a right code makes a person known, a wrong one does not', async () => {
    const rig = await startRig();
    expect((await rig.say('the code is 123456')).title).toBe('Good to know you, Ada.');
    expect((await rig.say('the code is 999999', { as: 'zoe' })).title).toBe('That code is wrong or too old.');
  });
});

describe('a question', () => {
  it('for a missing slot offers choices, and a bare answer completes the command', async () => {
    const rig = await startRig();
    const question = await rig.say('deploy checkout 1.4.2');
    expect(question).toMatchObject({
      code: 'awaiting_answer',
      expects: 'choice',
      slot: 'environment',
      tone: 'question',
    });
    expect(actionsOf(question).map(({ say }) => say)).toEqual(['staging', 'dev', 'production']);
    expect(await rig.say('staging')).toMatchObject({ code: 'answered', operation: 1 });
  });

  it('is answered by pressing a choice', async () => {
    const rig = await startRig();
    const question = await rig.say('deploy checkout 1.4.2');
    expect(await rig.press(question, 'production')).toMatchObject({ expects: 'confirm', operation: 1 });
  });

  it.each([
    ['chat', {}, 5 * 60_000],
    ['voice', { platform: 'voice' }, 30_000],
  ] as const)('in %s stays open for its time, and no longer', async (_source, saying, window) => {
    const rig = await startRig();
    await rig.say('deploy checkout version 1.4.2', saying);
    rig.clock.time += window;
    expect((await rig.say('staging', saying)).code).toBe('not_understood');
    await rig.say('deploy checkout version 1.4.2', saying);
    rig.clock.time += window - 1;
    expect((await rig.say('staging', saying)).operation).toBe(1);
  });

  it.each([
    ['somebody else', { as: 'mina' }],
    ['the asker elsewhere', { channel: 'other' }],
  ])('is not answered by %s', async (_who, saying) => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2');
    await rig.say('staging', saying);
    expect(rig.enqueued).toEqual([]);
  });

  it('in Korean is answered in Korean, by an answer without letters of its own', async () => {
    const rig = await startRig();
    expect((await rig.say('체크아웃 1.4.2 배포해 줘')).title).toBe('어느 환경인가요?');
    expect((await rig.say('staging')).locale).toBe('ko');
  });

  it('about a slip is asked, never acted on', async () => {
    const rig = await startRig();
    const question = await rig.say('deploy chekout 1.4.2 to staging');
    expect(actionsOf(question).map(({ label }) => label)).toEqual(['checkout']);
    expect(rig.enqueued).toEqual([]);
  });
});

describe('talk', () => {
  it('that nobody addressed to the bot gets no answer', async () => {
    const rig = await startRig();
    expect(await rig.ask('lunch?', { message: { addressed: false } })).toBeUndefined();
    expect(await rig.ask(deployEn, { message: { addressed: false } })).toBeUndefined();
    expect(rig.enqueued).toEqual([]);
    expect(await rig.ledger.undelivered('slack', 10)).toEqual([]);
  });

  it('not addressed, but answering the bot, is heard', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2');
    expect(await rig.ask('staging', { message: { addressed: false } })).toMatchObject({
      operation: { number: 1 },
    });
  });

  it.each([
    ['hello', 'Hello! Tell me what to do'],
    ['thanks', 'You’re welcome.'],
    ['안녕', '안녕하세요!'],
    ['고마워', '천만에요.'],
  ])('"%s" is met kindly', async (said, title) => {
    const rig = await startRig();
    expect((await rig.say(said)).title).toContain(title);
  });

  it('"say that again" repeats the last answer here, to this person', async () => {
    const rig = await startRig();
    const first = await rig.say('status of checkout in staging');
    expect((await rig.say('say that again')).title).toBe(first.title);
    expect((await rig.say('say that again', { as: 'mina' })).title).toBe('I haven’t said anything here yet.');
  });

  it('a button of an older operation can’t act on what a newer one left', async () => {
    const rig = await startRig();
    await rig.say(deployEn);
    await rig.say('deploy checkout 1.4.3 to staging');
    const command = {
      intent: 'rollback',
      slots: { service: 'checkout', environment: 'staging' },
      operation: 1,
    };
    const reply = await rig.say('', { message: { command } });
    expect(reply.title).toContain('Too late for #1. #2: ');
    expect(rig.enqueued).toHaveLength(2);
  });
});
