import { expect, it } from 'vitest';
import { status } from '../../../skills/status/index.js';
import { ask, staging } from '../asking.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();

it('a Deployment that Flagger releases is left to its Canary, and status says whose it is', async () => {
  // Given the copy that Flagger keeps of what serves; its Canary borrows a uid that the garbage collector knows
  const { metadata, spec } = await shop().deployment('checkout', 'shop-staging');
  const name = 'checkout-primary';
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    name: 'checkout',
    uid: metadata.uid,
    controller: true,
  };
  const primary = {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', spec },
    metadata: { name, namespace: metadata.namespace, labels: { app: name }, ownerReferences: [canary] },
  };
  await shop().control('POST', 'apply', { objects: [primary] });
  for (const [skill, more, there] of [
    [
      'deploy',
      { version: '1.4.2' },
      'kubectl -n shop-staging set image deployment/checkout checkout=…:1.4.2',
    ],
    ['rollback', {}, 'kubectl -n shop-staging rollout undo deployment/checkout'],
    ['scale', { replicas: 3 }, 'kubectl -n shop-staging edit canary checkout'],
    ['restart', {}, 'kubectl -n shop-staging rollout restart deployment/checkout'],
  ] as const) {
    const refusal = await shop().refusal(skill, { service: 'checkout', environment: 'staging', ...more });
    expect(refusal).toMatchObject({
      code: 'managed_elsewhere',
      params: { owner: 'Flagger Canary checkout', there },
    });
  }
  const place = { ...staging, targets: [{ cluster: 'sandbox', namespace: 'shop-staging' }] };
  const around = { kubernetes: shop().kubernetes, environments: [place], environment: place };
  const reply = await ask(status, around);
  expect(JSON.stringify(reply.blocks)).toContain('managed by Flagger Canary checkout');
});
