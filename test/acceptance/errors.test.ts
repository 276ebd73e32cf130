import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { always, EFFECT, EVERYTHING, heal, plant, READ, refusal, REHEARSAL, type Fault } from './faults.js';
import { botOn, botWith, type Bot } from './stage/bot.js';
import type { Ended } from './stage/processes.js';
import { sandboxStage, type SandboxStage } from './stage/sandbox.js';
import { createNamespaces, given, imageOf, NAMESPACES } from './stage/stage.js';
import { workload } from './stage/workload.js';

const LOCALES = ['en', 'ko'] as const;
const { staging, production } = NAMESPACES;
const DEPLOYMENTS = `/apis/apps/v1/namespaces/${staging}/deployments`;
/** Where an answer names kubectl it is the whole command, with the file that has the context. */
const restartByHand = (kubeconfig: string): string =>
  `kubectl --kubeconfig ${kubeconfig} --context sandbox -n ${staging} rollout restart deployment/alpha`;
const DETAILS = { name: 'alpha', group: 'apps', kind: 'deployments' };
const BUSY = 'Operation cannot be fulfilled on deployments.apps "alpha": the object has been modified';

/** One thing that goes wrong, and what is said: each text must occur. The Korean and the English answer end alike. */
interface Case {
  readonly name: string;
  readonly say: string;
  readonly faults?: readonly Fault[];
  readonly exit: number;
  readonly en: readonly string[];
  readonly ko: readonly string[];
  /** Whether the command that does the same by hand must be given. */
  readonly byHand?: boolean;
}

const MISUNDERSTANDINGS: readonly Case[] = [
  {
    name: 'unknown service',
    say: 'deploy warehouse 1.4.2 to staging',
    exit: 3,
    en: ['I don’t know a service called “warehouse”.', 'I know alpha, payments-api, payments-web and twin.'],
    ko: ['“warehouse” 서비스를 몰라요.', '제가 아는 서비스: alpha, payments-api, payments-web, twin.'],
  },
  {
    name: 'unknown environment',
    say: 'deploy alpha 1.4.2 to qa',
    exit: 3,
    en: ['I don’t know an environment called “qa”.', 'I know staging, production, hybrid and locked.'],
    ko: ['“qa” 환경을 몰라요.', '제가 아는 환경: staging, production, hybrid, locked.'],
  },
  {
    name: 'malformed version',
    say: 'deploy alpha 1..4 to staging',
    exit: 3,
    en: ['“1..4” is not a version I can read.', 'A version looks like 1.4.2, v2.0.0-rc1 or latest.'],
    ko: ['“1..4”', '버전'],
  },
  {
    name: 'missing version',
    say: 'deploy alpha to staging',
    exit: 10,
    en: ['Which version of alpha?'],
    ko: ['alpha는 어느 버전인가요?'],
  },
  {
    name: 'missing environment',
    say: 'deploy alpha 1.4.2',
    exit: 10,
    en: ['In which environment do you want to deploy?', 'production — say: production'],
    ko: ['어느 환경인가요?', 'production — 말하기: production'],
  },
  {
    name: 'a name that two services share',
    say: 'restart payments in staging',
    exit: 3,
    en: ['I don’t know a service called “payments”.', 'Did you mean payments-api or payments-web?'],
    ko: ['“payments” 서비스를 몰라요.', '혹시 payments-api, payments-web인가요?'],
  },
  {
    name: 'a service with two Deployments',
    say: 'restart twin in staging',
    exit: 3,
    en: ['“twin” could be twin-a or twin-b.', 'Please say which one.'],
    ko: ['“twin”에 맞는 것이 여러 개예요: twin-a, twin-b.', '어느 것인지 말해 주세요.'],
  },
];

const unauthorized = always({ path: EVERYTHING, respond: refusal(401, 'Unauthorized', 'Unauthorized') });
const denied = refusal(403, 'Forbidden', 'deployments.apps is forbidden: User "coxswain" cannot do that');
const missing = refusal(404, 'NotFound', 'deployments.apps "alpha" not found', { details: DETAILS });
const invalid = refusal(422, 'Invalid', 'Deployment.apps "alpha" is invalid: spec.replicas: Invalid value', {
  details: { ...DETAILS, kind: 'Deployment', causes: [{ reason: 'FieldValueInvalid' }] },
});
const tooMany = refusal(429, 'TooManyRequests', 'too many requests', { headers: { 'retry-after': '1' } });
const broken = refusal(500, 'InternalError', 'etcdserver: leader changed');
const unavailable = refusal(
  503,
  'ServiceUnavailable',
  'the server is currently unable to handle the request',
);

const OUTAGES: readonly Case[] = [
  {
    name: '401 while reading',
    say: 'status of alpha in staging',
    faults: [unauthorized],
    exit: 4,
    en: ['My credentials for sandbox are no longer accepted.', 'Somebody must renew them in the kubeconfig.'],
    ko: ['sandbox가 제 인증 정보를 더는 받지 않아요.', 'kubeconfig의 인증 정보를 새로 해야 해요.'],
  },
  {
    name: '401 before a change',
    say: 'restart alpha in staging',
    faults: [unauthorized],
    exit: 4,
    en: ['My credentials for sandbox are no longer accepted.', 'By hand:'],
    ko: ['sandbox가 제 인증 정보를 더는 받지 않아요.', '직접 하려면:'],
    byHand: true,
  },
  {
    name: '403 while reading',
    say: 'status of alpha in staging',
    faults: [always({ method: 'GET', path: READ, respond: denied })],
    exit: 3,
    en: [
      'sandbox does not allow my account to do this.',
      'cannot do that. The README lists the exact rights',
    ],
    ko: ['sandbox에서 제 계정에 그 권한이 없어요.', '필요한 권한(RBAC)은 README에 있어요.'],
  },
  {
    name: '403 in the rehearsal',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: REHEARSAL, respond: denied })],
    exit: 3,
    en: [`My account may not patch deployments.apps in ${staging}.`, 'Nothing was changed.', 'By hand:'],
    ko: [
      `제 계정은 ${staging}에서 deployments.apps patch 권한이 없어요.`,
      '바뀐 것은 없어요.',
      '직접 하려면:',
    ],
    byHand: true,
  },
  {
    name: '403 at the change',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: EFFECT, respond: denied })],
    exit: 4,
    en: [
      'alpha in staging was not changed: my account may not do it.',
      'alpha: deployments.apps is forbidden',
    ],
    ko: [
      'staging의 alpha는 바뀌지 않았어요: 제 계정에 권한이 없어요.',
      'alpha: deployments.apps is forbidden',
    ],
  },
  {
    name: '404 in the rehearsal: deleted since it was read',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: REHEARSAL, respond: missing })],
    exit: 3,
    en: ['deployment alpha does not exist.', 'deployments.apps "alpha" not found'],
    ko: ['deployment alpha는 없어요.'],
  },
  {
    name: '404 at the change: deleted since it was planned',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: EFFECT, respond: missing })],
    exit: 4,
    en: ['alpha in staging was not changed: it no longer exists.'],
    ko: ['staging의 alpha는 바뀌지 않았어요: 대상이 더 이상 없어요.'],
  },
  {
    name: '409 in the rehearsal',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: REHEARSAL, respond: refusal(409, 'Conflict', BUSY) })],
    exit: 4,
    en: ['Somebody else changed it at the same moment.', 'Nothing of mine was applied. Please try again.'],
    ko: ['같은 순간에 다른 사람이 바꿨어요.', '제 변경은 반영되지 않았어요. 다시 해 보세요.'],
  },
  {
    name: '409 at the change, again and again',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: EFFECT, respond: refusal(409, 'Conflict', BUSY) })],
    exit: 4,
    en: ['alpha in staging was not changed: somebody else changed it meanwhile.'],
    ko: ['staging의 alpha는 바뀌지 않았어요:'],
  },
  {
    name: '422 in the rehearsal',
    say: 'restart alpha in staging',
    faults: [always({ method: 'PATCH', path: REHEARSAL, respond: invalid })],
    exit: 3,
    en: [
      'The cluster rejected the change.',
      'It says: Deployment.apps "alpha" is invalid: spec.replicas: Invalid value. Nothing was changed.',
    ],
    ko: [
      '클러스터가 변경을 거부했어요.',
      '클러스터의 답: Deployment.apps "alpha" is invalid',
      '바뀐 것은 없어요.',
    ],
  },
  {
    name: '429 for long',
    say: 'status of alpha in staging',
    faults: [always({ path: EVERYTHING, respond: tooMany })],
    exit: 4,
    en: ['The cluster asks me to slow down.', 'Please try again in a moment.'],
    ko: ['클러스터에 요청이 너무 많이 몰렸어요.', '잠시 뒤에 다시 해 보세요.'],
  },
  {
    name: '5xx for long',
    say: 'restart alpha in staging',
    faults: [always({ path: EVERYTHING, respond: broken })],
    exit: 4,
    en: ['The cluster had an error of its own.', 'etcdserver: leader changed. Please try again.', 'By hand:'],
    ko: ['클러스터 안에서 오류가 났어요.', 'etcdserver: leader changed. 다시 해 보세요.', '직접 하려면:'],
    byHand: true,
  },
  {
    name: 'no answer within the deadline',
    say: 'restart alpha in staging',
    faults: [always({ path: EVERYTHING, delayMs: 60_000 })],
    exit: 4,
    en: ['sandbox did not answer in time.', 'Please try again.', 'By hand:'],
    ko: ['sandbox가 제때 답하지 않았어요.', '다시 해 보세요.', '직접 하려면:'],
    byHand: true,
  },
];

const SELF_HEALING: readonly Case[] = [
  {
    name: 'a 500 once while reading',
    say: 'status of alpha in staging',
    faults: [{ method: 'GET', path: READ, respond: broken }],
    exit: 0,
    en: ['staging: alpha is healthy'],
    ko: ['staging: alpha는 정상이에요'],
  },
  {
    name: 'a 429 with Retry-After while reading',
    say: 'status of alpha in staging',
    faults: [{ method: 'GET', path: READ, respond: tooMany }],
    exit: 0,
    en: ['staging: alpha is healthy'],
    ko: ['staging: alpha는 정상이에요'],
  },
  {
    name: 'a 503, a 429 and a 409 at the change',
    say: 'restart alpha in staging',
    faults: [
      { method: 'PATCH', path: EFFECT, respond: unavailable },
      { method: 'PATCH', path: EFFECT, respond: tooMany },
      { method: 'PATCH', path: EFFECT, respond: refusal(409, 'Conflict', BUSY) },
    ],
    exit: 0,
    en: ['alpha in staging was restarted'],
    ko: ['staging alpha를 재시작했어요.'],
  },
];

/** One clear reply: no value left out, nothing of the program's inside, no secret, short. */
function expectClear({ stdout, stderr }: Ended): void {
  const said = stdout + stderr;
  expect(said).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|Error:|\n\s+at |node_modules/u);
  expect(said).not.toMatch(/bearer|sandbox-[0-9a-f]{8,}|s3cr3t/iu);
  expect(stderr).toBe('');
  expect(stdout.trim()).not.toBe('');
}

describe('what goes wrong ends in one clear reply [CORE-7]', () => {
  let stage: SandboxStage;
  let bot: Bot;
  let conversation = 0;
  beforeAll(async () => {
    stage = await sandboxStage();
    await createNamespaces(stage);
    const plain = { replicas: 1, versions: ['1.4.0'] };
    await Promise.all(
      ['alpha', 'payments-api', 'payments-web'].map((name) => given(stage, name, staging, plain)),
    );
    for (const name of ['twin-a', 'twin-b'])
      await stage.api.create(
        DEPLOYMENTS,
        workload(name, staging, { labels: { 'app.kubernetes.io/name': 'twin' } }),
      );
    bot = botOn(stage);
    await bot.start();
  });
  afterEach(() => heal(stage));
  afterAll(async () => {
    await bot.close();
    await stage.close();
  });

  const ask = async (locale: (typeof LOCALES)[number], text: string): Promise<Ended> =>
    bot.run(['say', text, '--locale', locale, '--conversation', `c${++conversation}`]);

  it.each([...MISUNDERSTANDINGS, ...OUTAGES, ...SELF_HEALING].map((one): [string, Case] => [one.name, one]))(
    '%s',
    async (_name, { say, faults = [], exit, byHand = false, ...texts }) => {
      const check = async (locale: (typeof LOCALES)[number]): Promise<void> => {
        const began = performance.now();
        const ended = await ask(locale, say);
        expect(performance.now() - began).toBeLessThan(20_000);
        for (const text of texts[locale]) expect(ended.stdout).toContain(text);
        expect(ended.exit).toBe(exit);
        const command = byHand ? restartByHand(stage.kubeconfig) : undefined;
        expect(/kubectl .*/u.exec(ended.stdout)?.[0]).toBe(command);
        expectClear(ended);
      };
      // Where nothing is written and no fault is used up, both languages can be asked at once.
      if (faults.every(({ times = 1, path }) => times > 1 && path !== EFFECT)) {
        await plant(stage, faults);
        await Promise.all(LOCALES.map(check));
        return;
      }
      for (const locale of LOCALES) {
        await plant(stage, faults);
        await check(locale);
        await heal(stage);
      }
    },
  );

  it.each(LOCALES)('an answer that is no version leaves the question open (%s)', async (locale) => {
    const talk = ['--locale', locale, '--conversation', `version-${locale}`];
    expect((await bot.run(['say', 'deploy alpha to staging', ...talk])).exit).toBe(10);
    const wrong = await bot.run(['say', '1..4', ...talk]);
    expect(wrong.stdout).toContain('“1..4”');
    expect(wrong.exit).toBe(3);
    expect(await imageOf(stage, 'alpha', staging)).toMatch(/:1\.4\.0$/u);
    const same = await bot.run(['say', '1.4.0', ...talk]);
    expect([same.exit, same.stdout]).toEqual([3, expect.stringContaining('1.4.0')]);
  });

  it.each(LOCALES)('a Deployment that was deleted between plan and confirmation (%s)', async (locale) => {
    await given(stage, 'alpha', production, { replicas: 1, versions: ['1.4.0'] });
    const talk = ['--locale', locale, '--conversation', `deleted-${locale}`];
    expect((await bot.run(['say', 'deploy alpha 1.4.2 to production', ...talk])).exit).toBe(10);
    await stage.api.must('DELETE', `/apis/apps/v1/namespaces/${production}/deployments/alpha`);
    const ended = await bot.run(['say', 'confirm production', ...talk]);
    expect(ended.stdout).toContain(
      locale === 'en'
        ? 'alpha has no Deployment in production.'
        : 'production에는 alpha Deployment가 없어요.',
    );
    expect(ended.exit).toBe(3);
    expectClear(ended);
  });

  it('a watch that expires (410) in the middle of a rollout: the rollout goes on', async () => {
    await given(stage, 'alpha', staging, { replicas: 3, versions: ['1.4.0'] });
    const deploying = ask('en', 'deploy alpha 1.4.2 to staging');
    await expect.poll(() => imageOf(stage, 'alpha', staging)).toMatch(/:1\.4\.2$/u);
    await stage.api.must('POST', '/sandbox/watches', { close: true, forget: true });
    const ended = await deploying;
    expect(ended.stdout).toContain('alpha 1.4.2 runs in staging');
    expect(ended.exit).toBe(0);
    expectClear(ended);
  });
});

describe('a cluster that can’t be used ends in one clear reply [CORE-7]', () => {
  let stage: SandboxStage;
  let kubeconfig: string;
  beforeAll(async () => {
    stage = await sandboxStage();
    kubeconfig = readFileSync(stage.kubeconfig, 'utf8');
  });
  afterAll(() => stage.close());

  /** A bot without a server, as a newcomer has it, on a kubeconfig that is wrong in one way. */
  const ask = async (
    file: string,
    text: string,
    locale: (typeof LOCALES)[number],
    context = 'sandbox',
  ): Promise<Ended> => {
    const bot = botWith({
      kubernetes: { kubeconfig: file },
      environments: { staging: { context, namespace: staging } },
      services: { alpha: {} },
    });
    try {
      return await bot.run(['say', text, '--locale', locale]);
    } finally {
      await bot.close();
    }
  };
  const changed = (name: string, change: (content: string) => string): string => {
    const file = join(stage.folder, name);
    writeFileSync(file, change(kubeconfig));
    return file;
  };

  it.each([
    [
      'en',
      'The configuration is wrong:',
      'coxswain.yaml:2: kubernetes.kubeconfig is "/nonexistent/kubeconfig", which does not exist',
    ],
    [
      'ko',
      '설정이 잘못됐어요:',
      'coxswain.yaml:2: kubernetes.kubeconfig에 적힌 "/nonexistent/kubeconfig" 파일이 없어요.',
    ],
  ] as const)(
    'no kubeconfig file: said before anything starts, with the place in coxswain.yaml (%s)',
    async (locale, header, problem) => {
      const ended = await ask('/nonexistent/kubeconfig', 'status of alpha in staging', locale);
      expect(ended.stderr).toContain(header);
      expect(ended.stderr).toContain(problem);
      expect(ended.exit).toBe(2);
    },
  );

  it.each([
    ['en', 'has no context "nowhere"; the kubeconfig has: sandbox, sandbox-admin, sandbox-viewer.'],
    [
      'ko',
      'kubeconfig에 "nowhere" 컨텍스트가 없어요. 있는 컨텍스트: sandbox, sandbox-admin, sandbox-viewer.',
    ],
  ] as const)('an unknown context: said with those that there are (%s)', async (locale, problem) => {
    const ended = await ask(stage.kubeconfig, 'status of alpha in staging', locale, 'nowhere');
    expect(ended.stderr).toContain(problem);
    expect(ended.exit).toBe(2);
  });

  it('an API that can’t be reached, with the command to do it by hand', async () => {
    const dead = changed('dead', (content) => content.replace(/127\.0\.0\.1:\d+/gu, '127.0.0.1:1'));
    const [en, ko] = await Promise.all(
      LOCALES.map((locale) => ask(dead, 'restart alpha in staging', locale)),
    );
    expect([en?.exit, ko?.exit]).toEqual([4, 4]);
    expect(en?.stdout).toContain(
      'I can’t reach sandbox.\n  connect ECONNREFUSED 127.0.0.1:1. Check the network',
    );
    expect(ko?.stdout).toContain('sandbox에 연결할 수 없어요.');
    for (const ended of [en, ko]) expect(ended?.stdout).toContain(restartByHand(dead));
  });

  it('a token that expired, which is not repeated', async () => {
    const expired = changed('expired', (content) => content.replace(/token: .*/gu, 'token: expired-s3cr3t'));
    for (const ended of await Promise.all(
      LOCALES.map((locale) => ask(expired, 'status of alpha in staging', locale)),
    )) {
      expect(ended.exit).toBe(4);
      expectClear(ended);
    }
  });
});
