import { afterEach, describe, expect, it } from 'vitest';
import { JSON_PATCH, MERGE_PATCH, type Seen } from './api-client.js';
import {
  deployments,
  eventually,
  givenSandbox,
  imageOf,
  isRolledOut,
  pods,
  setImage,
  type Given,
} from './world.js';

let given: Given;
afterEach(() => given.cleanUp());

const NAMESPACE = 'shop-dev';
const at = (service: string) => `${deployments(NAMESPACE)}/${service}`;
const deploy = (service: string, version: string) =>
  given.api.send('PATCH', at(service), { body: setImage(service, version), type: JSON_PATCH });
const podsOf = async (service: string): Promise<Seen[]> =>
  (await given.api.send('GET', `${pods(NAMESPACE)}?labelSelector=app.kubernetes.io%2Fname%3D${service}`)).body
    .items;
const newPodOf = async (service: string, version: string) => {
  const all = await podsOf(service);
  const images = await Promise.all(
    all.map(
      async ({ metadata }) => (await given.api.send('GET', `${pods(NAMESPACE)}/${metadata.name}`)).text,
    ),
  );
  return all.find((_, index) => images[index]?.includes(imageOf(service, version)));
};
const stateOf = (pod: Seen | undefined) => pod?.status.containerStatuses?.[0];
const messagesAbout = async (name: string): Promise<string[]> =>
  (
    await given.api.send(
      'GET',
      `/api/v1/namespaces/${NAMESPACE}/events?fieldSelector=involvedObject.name%3D${name}`,
    )
  ).body.items.map(({ reason, message }) => `${reason}: ${message}`);

describe('a version that does not work', () => {
  it.each<[string, string, (string | undefined)[], string]>([
    ['checkout', '9.9.9', ['ErrImagePull', 'ImagePullBackOff'], 'not found'],
    ['inventory', '0.16.0', ['CreateContainerConfigError'], 'configmap "inventory-warehouses" not found'],
    ['checkout', '1.5.0-rc1', ['CrashLoopBackOff'], 'Back-off restarting failed container'],
    ['payments-api', '2.3.0', ['CrashLoopBackOff'], 'Back-off restarting failed container'],
    ['auth', '3.0.0', ['CrashLoopBackOff'], 'executable file not found in $PATH'],
    ['recommendation', '1.4.0', [undefined], 'Readiness probe failed'],
  ])(
    '%s %s waits with %j, its events say "%s", and the old pod serves on',
    async (service, version, reasons, said) => {
      given = await givenSandbox();
      await deploy(service, version);
      const pod = await eventually(
        () => newPodOf(service, version),
        (found) =>
          found !== undefined &&
          found.status.containerStatuses !== undefined &&
          reasons.includes(stateOf(found)?.state.waiting?.reason),
      );
      await eventually(
        () => messagesAbout(pod?.metadata.name ?? ''),
        (messages) => messages.some((message) => message.includes(said)),
      );
      const { body } = await given.api.send('GET', at(service));
      expect(body.status).toMatchObject({ readyReplicas: 1, updatedReplicas: 1, unavailableReplicas: 1 });
    },
  );

  it('says OOMKilled and exit code 137 when memory runs out', async () => {
    given = await givenSandbox();
    await deploy('payments-api', '2.3.0');
    const pod = await eventually(
      () => newPodOf('payments-api', '2.3.0'),
      (found) => (stateOf(found)?.restartCount ?? 0) >= 2,
    );
    expect(stateOf(pod)?.lastState.terminated).toMatchObject({ reason: 'OOMKilled', exitCode: 137 });
  });

  it('exceeds its progress deadline', async () => {
    given = await givenSandbox();
    await given.api.send('PATCH', at('cart'), {
      body: { spec: { progressDeadlineSeconds: 1 } },
      type: MERGE_PATCH,
    });
    await deploy('cart', '9.9.9');
    const { body } = await eventually(
      () => given.api.send('GET', at('cart')),
      (seen) =>
        seen.body.status.conditions?.some(({ reason }) => reason === 'ProgressDeadlineExceeded') === true,
    );
    expect(body.status.conditions?.find(({ type }) => type === 'Progressing')?.message).toMatch(
      /^ReplicaSet "cart-\w+" has timed out progressing\.$/,
    );
  });
});

describe('a version that crashes once', () => {
  it('is rolled out after one restart', async () => {
    given = await givenSandbox();
    await deploy('checkout', '1.4.3');
    await eventually(() => given.api.send('GET', at('checkout')), isRolledOut);
    const pod = await newPodOf('checkout', '1.4.3');
    expect(stateOf(pod)).toMatchObject({ ready: true, restartCount: 1 });
    const log = await given.api.send(
      'GET',
      `${pods(NAMESPACE)}/${pod?.metadata.name ?? ''}/log?previous=true`,
    );
    expect(log.text).toContain('payments-api is not reachable yet');
  });
});

describe('Recreate', () => {
  it('starts the new pod only when the old one is gone', async () => {
    given = await givenSandbox();
    const apply = { scenario: 'recreate', namespace: NAMESPACE, service: 'cart' };
    await given.api.send('POST', '/sandbox/apply', { body: apply });
    await deploy('cart', '3.1.1');
    let most = 0;
    await eventually(async () => {
      most = Math.max(most, (await podsOf('cart')).length);
      return given.api.send('GET', at('cart'));
    }, isRolledOut);
    expect(most).toBe(1);
  });
});

describe('limits', () => {
  it('a quota refuses pods in words that name it', async () => {
    given = await givenSandbox();
    await given.api.send('POST', '/sandbox/apply', {
      body: { scenario: 'quota-tight', namespace: NAMESPACE, service: 'cart' },
    });
    await given.api.send('PATCH', `${at('cart')}/scale`, {
      body: { spec: { replicas: 2 } },
      type: MERGE_PATCH,
    });
    const { body } = await eventually(
      () => given.api.send('GET', at('cart')),
      (seen) => seen.body.status.conditions?.some(({ type }) => type === 'ReplicaFailure') === true,
    );
    const failure = body.status.conditions?.find(({ type }) => type === 'ReplicaFailure');
    expect(failure).toMatchObject({ reason: 'FailedCreate' });
    expect(failure?.message).toMatch(
      /exceeded quota: tight, requested: pods=1, used: pods=10, limited: pods=10$/,
    );
    await given.api.send('DELETE', `/api/v1/namespaces/${NAMESPACE}/resourcequotas/tight`);
    await eventually(() => given.api.send('GET', at('cart')), isRolledOut);
  });

  it('pods that fit on no node wait, and the scheduler says why', async () => {
    given = await givenSandbox();
    await given.api.send('PATCH', `${at('cart')}/scale`, {
      body: { spec: { replicas: 90 } },
      type: MERGE_PATCH,
    });
    const waiting = await eventually(
      () => podsOf('cart'),
      (all) => all.some(({ status }) => status.conditions?.[0]?.reason === 'Unschedulable'),
    );
    const message = waiting
      .flatMap(({ status }) => status.conditions ?? [])
      .find(({ reason }) => reason === 'Unschedulable')?.message;
    expect(message).toMatch(/^0\/3 nodes are available: 3 Insufficient (cpu|memory)/);
  });

  it('an autoscaler overwrites what somebody else set', async () => {
    given = await givenSandbox();
    const frontend = `${deployments('shop')}/frontend`;
    await given.api.send('PATCH', `${frontend}/scale`, {
      body: { spec: { replicas: 6 } },
      type: MERGE_PATCH,
    });
    await eventually(
      () => given.api.send('GET', frontend),
      ({ body }) => body.spec.replicas === 3 && isRolledOut({ body }),
    );
  });
});

describe('deleting a Deployment', () => {
  it('takes its ReplicaSets and pods along', async () => {
    given = await givenSandbox();
    await given.api.send('DELETE', at('cart'));
    await eventually(
      () => podsOf('cart'),
      (all) => all.length === 0,
    );
    const sets = await given.api.send(
      'GET',
      `/apis/apps/v1/namespaces/${NAMESPACE}/replicasets?labelSelector=app.kubernetes.io%2Fname%3Dcart`,
    );
    expect(sets.body.items).toEqual([]);
  });
});
