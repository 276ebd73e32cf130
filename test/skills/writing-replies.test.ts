import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import { LOCALES } from '../../src/contracts/message.js';
import { OUTCOME_CODES } from '../../src/contracts/outcome.js';
import type { Plan } from '../../src/contracts/operation.js';
import { replySchema, type ReplyDraft } from '../../src/contracts/reply.js';
import type { PlainOperationView, RegisteredWrite } from '../../src/contracts/skill.js';
import type { Ending } from '../../src/contracts/step.js';
import { sandboxCatalogue } from '../../src/sandbox/catalogue.js';
import { createEngine } from '../../src/language/index.js';
import { createRegistry } from '../../src/registry/index.js';
import type { Json } from '../../src/contracts/json.js';

const writing = skills.filter((skill): skill is RegisteredWrite => skill.effect === 'write');
const target = { cluster: 'lab', namespace: 'shop', kind: 'Deployment', name: 'checkout' };
const other = { ...target, cluster: 'lab-b' };
const image = { uid: 'u', container: 'checkout', index: 0, fromImage: 'x:1.4.1', toImage: 'x:1.4.2' };
const revision = {
  uid: 'u',
  container: 'checkout',
  from: 'a',
  replicaSet: 'r',
  to: 'b',
  hash: 'h',
  revision: 3,
};
const DATA: Readonly<Record<string, (count: number) => Json>> = {
  deploy: (count) => ({
    tenant: 'default',
    version: '1.4.2',
    onFailure: 'rollback',
    targets: Array.from({ length: count }, () => image),
  }),
  rollback: (count) => ({
    tenant: 'default',
    irreversible: [],
    targets: Array.from({ length: count }, () => revision),
  }),
  scale: (count) => ({
    targets: Array.from({ length: count }, () => ({ uid: 'u', container: 'checkout', from: 3, to: 5 })),
  }),
  restart: (count) => ({
    targets: Array.from({ length: count }, () => ({ uid: 'u', container: 'checkout', from: 'a' })),
  }),
  'pipeline-run': () => ({
    actions: [{ kind: 'rerun', label: 'l', repository: 'r', run: 1, attempt: 1, what: 'all' }],
  }),
  'pipeline-stop': () => ({ actions: [{ kind: 'stop-run', label: 'l', repository: 'r', run: 1 }] }),
  'pipeline-approve': () => ({
    actions: [{ kind: 'gate', label: 'l', repository: 'r', run: 1, environment: 'e' }],
  }),
  'file-issue': () => ({ repository: 'shop/checkout', marker: 'm', title: 't', body: 'b' }),
  resume: (count) => ({
    tenant: 'default',
    targets: Array.from({ length: count }, () => ({
      uid: 'u',
      container: 'checkout',
      template: 'a',
      restart: false,
    })),
  }),
};

function view(skill: string, locale: 'en' | 'ko', count = 1): PlainOperationView {
  const plan: Plan = {
    skill,
    service: 'checkout',
    environment: 'production',
    targets: [target, other].slice(0, count),
    from: skill === 'scale' ? '3' : '1.4.1',
    to: skill === 'scale' ? '5' : skill === 'restart' ? '1.4.1' : '1.4.2',
    risk: 'low',
    mustConfirm: false,
    warnings: [],
    observed: {},
    data: DATA[skill]?.(count) ?? {},
  };
  return { number: 42, locale, plan, asker: 'Ada' };
}

const stood = { version: '1.4.2', done: 3, total: 8, others: ['1.4.1'], paused: true, complete: false };
function ending(code: Ending['code'], change: Partial<Ending> = {}): Ending {
  return { code, outcomes: [{ target, code }], evidence: [], facts: {}, durationMs: 4200, ...change };
}

function texts(draft: ReplyDraft): string {
  return JSON.stringify(replySchema.parse(draft));
}

const every = writing.flatMap((skill) => LOCALES.map((locale) => [skill.id, locale, skill] as const));

describe.each(every)('%s in %s', (id, locale, skill) => {
  it('leaves nothing unsaid in a plan, whatever it warns of', () => {
    const codes = Object.keys(skill.phrases[locale].replies).filter((key) => key.startsWith('warnings.'));
    const params = {
      version: '1.4.2',
      environment: 'production',
      service: 'checkout',
      container: 'checkout',
      image: 'registry.example/shop/checkout:1.4.2',
      kinds: ['Node'],
      detail: 'd',
      namespace: 'shop',
      reason: 'r',
      run: 'Jenkins deploy/checkout',
      owner: 'Helm release shop',
      where: 'Jenkins shop/checkout',
      source: 'GitHub',
      number: 3,
      versions: ['1.4.0'],
      names: ['settings'],
      done: 1,
      total: 3,
      others: ['1.4.1'],
    };
    const warnings = codes.map((key) => ({ code: key.replace('warnings.', ''), params }));
    for (const mustConfirm of [true, false]) {
      const shown = view(id, locale, 2);
      const reply = skill.planReply({ ...shown, plan: { ...shown.plan, warnings, mustConfirm } });
      expect(texts(reply)).not.toMatch(/\{[\w.:/가-힣]+\}/);
    }
  });

  it('leaves nothing unsaid while it runs', () => {
    const progress = [{ state: 'running', done: 1, total: 3 }] as const;
    expect(texts(skill.progressReply(view(id, locale), progress))).not.toMatch(/\{[\w.:/가-힣]+\}/);
  });

  it.each(OUTCOME_CODES.map((code) => [code]))('leaves nothing unsaid of an end by %s', (code) => {
    const facts: readonly Ending['facts'][] = [
      {},
      { '0/pause': stood, '0/revert': { version: '1.4.1' }, '0/stand': { replicas: 5, ready: 4 } },
      { '0/pause': { ...stood, complete: true } },
      { '0/pause': { ...stood, others: [] } },
    ];
    for (const each of facts) {
      expect(texts(skill.endingReply(view(id, locale), ending(code, { facts: each })))).not.toMatch(
        /\{[\w.:/가-힣]+\}/,
      );
      const outcomes: Ending['outcomes'] = [
        { target, code: 'succeeded' },
        { target: other, code, detail: 'crash_loop' },
      ];
      const several = skill.endingReply(view(id, locale, 2), ending(code, { facts: each, outcomes }));
      expect(texts(several)).not.toMatch(/\{[\w.:/가-힣]+\}/);
    }
  });
});

describe('the answer to “stop”', () => {
  it.each([
    ['en', /3 of 8 of checkout in production on 1\.4\.2, 1\.4\.1 serving too: roll back or resume\?/],
    ['ko', /8개 중 3개가 1\.4\.2로 바뀌었고 1\.4\.1도 함께 돌고 있어요\. 롤백할까요, 계속할까요\?/],
  ] as const)('says in %s where things stand', (locale, words) => {
    const deploy = writing.find(({ id }) => id === 'deploy');
    const reply = deploy?.endingReply(
      view('deploy', locale),
      ending('cancelled', { facts: { '0/pause': stood } }),
    );
    expect(reply?.title).toMatch(words);
  });
});

describe('a stop that came while a failed rollout was being rolled back', () => {
  const told = (locale: 'en' | 'ko', code: 'rolled_back' | 'rollback_failed') =>
    writing
      .find(({ id }) => id === 'deploy')
      ?.endingReply(view('deploy', locale), ending(code, { cancelledDuringRollback: true }));
  it.each([
    ['en', /You said stop on the way back.*took it to its end/],
    ['ko', /되돌리는 중에 멈추라고 하셨지만.*끝까지 진행했어요/],
  ] as const)('is answered in %s, aloud too', (locale, words) => {
    for (const code of ['rolled_back', 'rollback_failed'] as const) {
      const reply = told(locale, code);
      expect(JSON.stringify(reply?.blocks)).toMatch(words);
      expect(reply?.speech.split(/(?<=[.!?])\s+/)).toHaveLength(2);
      expect(reply?.speech).toMatch(/on the way back|되돌리는 중/);
    }
  });
});

describe('every control that an ending offers', () => {
  const { environments, services } = sandboxCatalogue;
  const names = {
    services,
    environments: environments.map(({ name, aliases }) => ({ name, aliases, spoken: [] })),
  };
  const engine = createEngine({ intents: createRegistry(skills).intents(), names: () => names });
  const offered = every.flatMap(([id, locale, skill]) =>
    (['succeeded', 'rolled_back', 'crash_loop', 'cancelled', 'rollback_failed'] as const).flatMap((code) => {
      const outcomes: Ending['outcomes'] = [
        { target, code: 'succeeded' },
        { target: other, code },
      ];
      const facts = { '0/pause': stood, '0/patch': { version: '1.4.2' } };
      const reply = skill.endingReply(view(id, locale, 2), ending(code, { outcomes, facts }));
      return reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
    }),
  );
  const distinct = [...new Map(offered.map((action) => [action.say, action])).values()];
  it.each(distinct.map((action) => [action.say, action] as const))(
    '“%s” says what pressing it does',
    (say, { command }) => {
      expect(engine.understand({ text: say, alternatives: [], source: 'chat' }, {})).toMatchObject({
        decision: 'act',
        intent: command.intent,
        slots: command.slots,
      });
    },
  );
});
