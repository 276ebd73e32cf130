import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { apiAt, apiOf, JSON_PATCH, MERGE_PATCH } from './api-client.js';
import {
  deployments,
  eventually,
  givenSandbox,
  isRolledOut,
  pods,
  setImage,
  silent,
  realClock,
  type Given,
} from './world.js';
import { startSandbox } from '../../src/sandbox/index.js';

let given: Given;
afterEach(() => given.cleanUp());
const CART = `${deployments('shop')}/cart`;

describe('lists', () => {
  it('come in pages that fit together', async () => {
    given = await givenSandbox();
    const names: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const { body } = await given.api.send('GET', `${deployments('shop')}?limit=4&continue=${token}`);
      names.push(...body.items.map(({ metadata }) => metadata.name));
      token = body.metadata.continue;
    }
    expect(names).toHaveLength(10);
    expect(new Set(names).size).toBe(10);
  });

  it.each([
    ['app.kubernetes.io/name=cart', 1],
    ['app.kubernetes.io/name!=cart', 9],
    ['app.kubernetes.io/name in (cart,auth)', 2],
    ['app.kubernetes.io/name notin (cart,auth)', 8],
    ['!nowhere', 10],
    ['app.kubernetes.io/part-of=shop,app.kubernetes.io/name in (cart)', 1],
  ])('are selected by %s', async (selector, count) => {
    given = await givenSandbox();
    const { body } = await given.api.send(
      'GET',
      `${deployments('shop')}?labelSelector=${encodeURIComponent(selector)}`,
    );
    expect(body.items).toHaveLength(count);
  });

  it('are tables for a client that asks for them', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', CART, {
      accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
    });
    expect(body.columnDefinitions.map(({ name }) => name)).toContain('Up-to-date');
    expect(body.rows[0]?.cells.slice(0, 2)).toEqual(['cart', '2/2']);
  });
});

describe('autoscalers', () => {
  it('are served in both versions', async () => {
    given = await givenSandbox();
    const path = '/namespaces/shop/horizontalpodautoscalers/frontend';
    const v1 = await given.api.send('GET', `/apis/autoscaling/v1${path}`);
    const v2 = await given.api.send('GET', `/apis/autoscaling/v2${path}`);
    expect(v1.body.spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 10,
      targetCPUUtilizationPercentage: 70,
    });
    expect(v2.body.spec).toHaveProperty('metrics');
  });
});

describe('logs', () => {
  it('end with the last lines, and hold something that looks like a secret', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send(
      'GET',
      `${pods('shop')}?labelSelector=app.kubernetes.io%2Fname%3Dpayments-api`,
    );
    const healthy = body.items.find(({ status }) => status.containerStatuses?.[0]?.ready);
    const crashed = body.items.find(({ status }) => status.containerStatuses?.[0]?.ready === false);
    const log = (name: string | undefined, query: string) =>
      given.api.send('GET', `${pods('shop')}/${name ?? ''}/log?${query}`);
    expect((await log(healthy?.metadata.name, 'tailLines=3')).text.trim().split('\n')).toHaveLength(3);
    expect((await log(crashed?.metadata.name, 'previous=true')).text).toMatch(/api_key=sk_\w+/);
    const none = await log(healthy?.metadata.name, 'previous=true');
    expect(none).toMatchObject({ status: 400, body: { reason: 'BadRequest' } });
    expect(await log(healthy?.metadata.name, 'container=other')).toMatchObject({ status: 400 });
  });
});

describe('access', () => {
  it('a wrong token is refused', async () => {
    given = await givenSandbox();
    const stranger = apiAt(given.sandbox.url, 'guessed');
    expect(await stranger.send('GET', CART)).toMatchObject({
      status: 401,
      body: { kind: 'Status', reason: 'Unauthorized' },
    });
  });

  it('a viewer looks and changes nothing', async () => {
    given = await givenSandbox();
    const viewer = apiOf(given.sandbox.kubeconfig(), 'sandbox-viewer');
    expect((await viewer.send('GET', CART)).status).toBe(200);
    const refused = await viewer.send('PATCH', CART, { body: setImage('cart', '3.1.1'), type: JSON_PATCH });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toBe(
      'deployments.apps "cart" is forbidden: User "viewer" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
    );
  });

  it('what is denied is refused, and a review says so beforehand', async () => {
    given = await givenSandbox();
    const rule = { user: 'coxswain', verbs: ['patch'], resources: ['deployments'], namespaces: ['shop'] };
    await given.api.send('POST', '/sandbox/access', { body: rule });
    const review = (namespace: string) =>
      given.api.send('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { namespace, verb: 'patch', group: 'apps', resource: 'deployments' } },
        },
      });
    expect((await review('shop')).body.status.allowed).toBe(false);
    expect((await review('shop-dev')).body.status.allowed).toBe(true);
    expect((await given.api.send('PATCH', CART, { body: {}, type: MERGE_PATCH })).status).toBe(403);
  });
});

describe('the journal', () => {
  it('counts what changed the world, whose operation it was, and what was only tried', async () => {
    given = await givenSandbox();
    const mark = { op: 'add', path: '/metadata/annotations/coxswain.dev~1operation', value: 'op-1' };
    await given.api.send('PATCH', `${CART}?dryRun=All`, {
      body: setImage('cart', '3.1.1'),
      type: JSON_PATCH,
    });
    await given.api.send('PATCH', CART, { body: [...setImage('cart', '3.1.1'), mark], type: JSON_PATCH });
    await given.api.send('PATCH', CART, {
      body: [{ op: 'test', path: '/spec/replicas', value: 99 }],
      type: JSON_PATCH,
    });
    const { body } = await given.api.send('GET', '/sandbox/requests');
    expect(
      body.requests.map(({ user, dryRun, status, changed, operation }) => [
        user,
        dryRun,
        status,
        changed,
        operation,
      ]),
    ).toEqual([
      ['coxswain', true, 200, false, null],
      ['coxswain', false, 200, true, 'op-1'],
      ['coxswain', false, 422, false, 'op-1'],
    ]);
  });
});

describe('planted faults', () => {
  it('answer as told, as often as told', async () => {
    given = await givenSandbox();
    const respond = { status: 429, headers: { 'retry-after': '1' } };
    await given.api.send('POST', '/sandbox/faults', {
      body: { method: 'GET', path: '/deployments/cart$', times: 2, respond },
    });
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await given.api.send('GET', CART)).status);
    expect(statuses).toEqual([429, 429, 200]);
  });

  it.each(['before', 'after'] as const)('drop the connection %s the patch is carried out', async (drop) => {
    given = await givenSandbox();
    await given.api.send('POST', '/sandbox/faults', { body: { method: 'PATCH', drop } });
    const sent = given.api.send('PATCH', CART, {
      body: [{ op: 'replace', path: '/spec/replicas', value: 4 }],
      type: JSON_PATCH,
    });
    await expect(sent).rejects.toThrow();
    expect((await given.api.send('GET', CART)).body.spec.replicas).toBe(drop === 'before' ? 2 : 4);
  });

  it('refuse a pattern that is none', async () => {
    given = await givenSandbox();
    expect((await given.api.send('POST', '/sandbox/faults', { body: { path: '(' } })).status).toBe(400);
  });
});

describe('persistence', () => {
  it('has an acknowledged patch on the disk before it answers', async () => {
    given = await givenSandbox();
    await given.api.send('PATCH', CART, {
      body: [{ op: 'replace', path: '/spec/replicas', value: 7 }],
      type: JSON_PATCH,
    });
    const saved = await readFile(given.stateFile, 'utf8');
    expect(saved).toMatch(/"replicas":7/);
  });

  it('a restart finds the world and ends what had begun', async () => {
    given = await givenSandbox();
    const { worldId } = given.sandbox;
    await given.api.send('PATCH', CART, { body: setImage('cart', '3.1.1'), type: JSON_PATCH });
    await given.sandbox.stop();
    const again = await startSandbox({
      stateFile: given.stateFile,
      clock: realClock,
      log: silent,
      pace: 0.05,
    });
    try {
      expect(again.worldId).toBe(worldId);
      const api = apiOf(again.kubeconfig());
      await eventually(() => api.send('GET', CART), isRolledOut);
    } finally {
      await again.stop();
    }
  });
});
