import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deployments, eventually, givenSandbox, isRolledOut, pods, type Given } from './world.js';

let given: Given;
afterEach(() => given.cleanUp());

describe('a new world', () => {
  it('names itself as the sandbox in /version', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', '/version');
    expect(body).toMatchObject({ gitVersion: 'v1.31.0+coxswain-sandbox', sandbox: true });
  });

  it('has ten services in each of three environments, found by their label', async () => {
    given = await givenSandbox();
    for (const namespace of ['shop-dev', 'shop-staging', 'shop']) {
      const { body } = await given.api.send(
        'GET',
        `${deployments(namespace)}?labelSelector=app.kubernetes.io%2Fname`,
      );
      expect(body.items).toHaveLength(10);
    }
  });

  it('is at rest apart from its two incidents', async () => {
    given = await givenSandbox();
    const before = await given.api.send('GET', '/apis/apps/v1/deployments');
    const unsettled = before.body.items.filter((body) => !isRolledOut({ body }));
    expect(unsettled.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'shop/payments-api',
    ]);
    // The crash loop goes on; when it has come round, the controllers have looked at everything.
    await restartsOf(given, 7);
    const after = await given.api.send('GET', '/apis/apps/v1/deployments');
    expect(after.body.items.map(({ spec, metadata }) => [metadata.name, metadata.generation, spec])).toEqual(
      before.body.items.map(({ spec, metadata }) => [metadata.name, metadata.generation, spec]),
    );
    const podsInDev = await given.api.send('GET', pods('shop-dev'));
    expect(podsInDev.body.items).toHaveLength(10);
  });

  it('has a payments-api revision that runs out of memory while the old one serves', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', `${deployments('shop')}/payments-api`);
    expect(body.status).toMatchObject({ readyReplicas: 3, updatedReplicas: 1, replicas: 4 });
    expect(body.status.conditions?.find(({ type }) => type === 'Progressing')?.reason).toBe(
      'ProgressDeadlineExceeded',
    );
    const restarted = await restartsOf(given, 7);
    expect(restarted?.lastState.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
  });

  it('has an ad-service that was scaled away while its Service still selects it', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', `${deployments('shop')}/ad-service`);
    expect(body.spec.replicas).toBe(0);
    const events = await given.api.send(
      'GET',
      '/api/v1/namespaces/shop/events?fieldSelector=involvedObject.name%3Dad-service',
    );
    expect(events.body.items[0]?.message).toMatch(/^Scaled down replica set ad-service-\w+ from 2 to 0$/);
    await given.api.send('PATCH', `${deployments('shop')}/ad-service/scale`, {
      body: { spec: { replicas: 2 } },
      type: 'application/merge-patch+json',
    });
    await eventually(() => given.api.send('GET', `${deployments('shop')}/ad-service`), isRolledOut);
    const endpoints = await eventually(
      () => given.api.send('GET', '/api/v1/namespaces/shop/endpoints/ad-service'),
      ({ body: found }) => found.subsets?.[0]?.addresses?.length === 2,
    );
    expect(endpoints.body.subsets[0]?.notReadyAddresses).toBeUndefined();
  });

  it('shares no uid with another world', async () => {
    given = await givenSandbox();
    const uidOf = async () => (await given.api.send('GET', `${deployments('shop')}/cart`)).body.metadata.uid;
    const before = [given.sandbox.worldId, await uidOf()];
    await given.sandbox.reset();
    const { apiOf } = await import('./api-client.js');
    const { body } = await apiOf(given.sandbox.kubeconfig()).send('GET', `${deployments('shop')}/cart`);
    expect(given.sandbox.worldId).not.toBe(before[0]);
    expect(body.metadata.uid).not.toBe(before[1]);
  });
});

async function restartsOf({ api }: Given, atLeast: number) {
  const read = async () => {
    const { body } = await api.send(
      'GET',
      `${pods('shop')}?labelSelector=app.kubernetes.io%2Fname%3Dpayments-api`,
    );
    return body.items
      .flatMap(({ status }) => status.containerStatuses ?? [])
      .find(({ restartCount }) => restartCount > 0);
  };
  return eventually(read, (status) => (status?.restartCount ?? 0) >= atLeast);
}

it('does not make its folder anew when it was moved away, and keeps its world there once it is back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-moved-'));
  const [home, away] = [join(folder, 'home'), join(folder, 'away')];
  given = await givenSandbox({ stateFile: join(home, 'world.json') });
  const scale = (replicas: number) =>
    given.api.send('PATCH', `${deployments('shop-dev')}/cart`, {
      body: { spec: { replicas } },
      type: 'application/merge-patch+json',
    });
  renameSync(home, away);
  // What could not be saved is not acknowledged.
  await expect(scale(2)).rejects.toThrow();
  expect(existsSync(home)).toBe(false);
  renameSync(away, home);
  expect((await scale(3)).status).toBe(200);
  rmSync(folder, { recursive: true });
});
