import { expect, it } from 'vitest';
import type { Locale } from '../../../src/contracts/message.js';
import type { Plan } from '../../../src/contracts/operation.js';
import { deployReplies } from '../../../skills/deploy/replies.js';

const target = { cluster: 'lab', namespace: 'shop', kind: 'Deployment', name: 'cart' };
const plan: Plan = {
  ...{ skill: 'deploy', service: 'cart', environment: 'dev', targets: [target], from: '3.1.0', to: '3.2.0' },
  ...{ facts: [], warnings: [], risk: 'low', mustConfirm: false, notes: [], observed: {}, data: {} },
};

function titleOf(total: number, locale: Locale): string {
  const data = { tenant: 'default', version: '3.2.0', onFailure: 'rollback' as const, targets: [] };
  const stand = { version: '3.2.0', done: total, total, others: [], paused: false, complete: true };
  return deployReplies.ending(
    { number: 1, asker: 'Ada', locale, plan, data },
    {
      ...{ code: 'succeeded', outcomes: [{ target, code: 'succeeded' }], evidence: [] },
      ...{ facts: { '0/watch': stand }, durationMs: 4_000 },
    },
  ).title;
}

it.each([
  ['en', 2, 'cart 3.2.0 runs in dev, after 4 s.'],
  ['en', 0, 'cart in dev is on 3.2.0 now, scaled to 0: no pod runs.'],
  ['ko', 2, 'dev에 cart 3.2.0을 배포했어요. 4초 걸렸어요.'],
  ['ko', 0, 'dev에 cart 3.2.0을 배포했어요. 레플리카가 0개라서 실행 중인 파드는 없어요.'],
] as const)('in %s a deploy that ends with %i replicas says what runs', (locale, total, title) => {
  expect(titleOf(total, locale)).toBe(title);
});
