import { describe, expect, it } from 'vitest';
import { doomOf, unscheduledOf, type RolloutFacts } from '../../../skills/shared/doom.js';
import type { ContainerStatus, KubernetesEvent, Pod } from '../../../src/contracts/kubernetes-objects.js';

const NOW = Date.UTC(2026, 4, 4, 12);
const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

function pod(status: Partial<ContainerStatus>, change: Partial<Pod['metadata']> = {}): Pod {
  return {
    metadata: { name: 'checkout-new-1', uid: 'p1', creationTimestamp: ago(5), ...change },
    status: { containerStatuses: [{ name: 'checkout', ready: false, restartCount: 0, ...status }] },
  };
}
const ready: Pod = {
  metadata: { name: 'checkout-old-1', uid: 'p0' },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};
const unready: Pod = { metadata: { name: 'checkout-old-1', uid: 'p0' }, status: {} };
const waiting = (reason: string, message?: string): Partial<ContainerStatus> => ({
  state: { waiting: { reason, ...(message === undefined ? {} : { message }) } },
});
const died = (restartCount: number, reason = 'Error', message?: string): Partial<ContainerStatus> => ({
  restartCount,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 1, reason, ...(message === undefined ? {} : { message }) } },
});

function judge(newPod: Pod, change: Partial<RolloutFacts> = {}) {
  const nothing = { events: [], restartsBefore: new Map<string, number>() };
  return doomOf({
    newPods: [newPod],
    oldPods: [ready],
    replicaSet: undefined,
    now: NOW,
    ...nothing,
    ...change,
  });
}

describe('final errors doom a rollout at once', () => {
  it.each([
    [waiting('ErrImagePull', 'manifest for x:9 not found: manifest unknown'), 'image_not_found'],
    [
      waiting('ImagePullBackOff', 'Back-off pulling image "x": ErrImagePull: x: not found'),
      'image_not_found',
    ],
    [waiting('InvalidImageName', 'couldn’t parse image'), 'image_not_found'],
    [waiting('ErrImageNeverPull', 'image is not present'), 'image_not_found'],
    [waiting('ErrImagePull', '401 Unauthorized'), 'image_unauthorized'],
    [waiting('ErrImagePull', 'pull access denied'), 'image_unauthorized'],
    [waiting('CreateContainerConfigError', 'configmap "a" not found'), 'missing_config'],
    [waiting('RunContainerError', 'exec: "/app/x": no such file'), 'container_cannot_run'],
    [died(0, 'StartError', 'exec format error'), 'container_cannot_run'],
  ])('%j: %s', (status, code) => {
    expect(judge(pod(status))?.code).toBe(code);
  });

  it('quotes the pod’s own message', () => {
    const doom = judge(pod(waiting('CreateContainerConfigError', 'configmap "a" not found')));
    expect(doom?.evidence).toEqual([
      { object: 'pod/checkout-new-1', text: 'CreateContainerConfigError: configmap "a" not found' },
    ]);
  });

  it('a volume of a missing ConfigMap is told by its event', () => {
    const event = (message: string): KubernetesEvent => ({
      metadata: { name: 'e' },
      reason: 'FailedMount',
      message,
      involvedObject: { kind: 'Pod', name: 'checkout-new-1', uid: 'p1' },
    });
    const creating = pod(waiting('ContainerCreating'));
    const missing = event('MountVolume.SetUp failed for volume "c" : configmap "settings" not found');
    expect(judge(creating, { events: [missing] })?.code).toBe('missing_config');
    const passing = event('failed to sync configmap cache: timed out waiting for the condition');
    expect(judge(creating, { events: [passing] })).toBeUndefined();
  });

  it('a bare back-off takes its reason from the pull’s event', () => {
    const event: KubernetesEvent = {
      metadata: { name: 'e' },
      message: 'Failed to pull image "x": manifest unknown',
      involvedObject: { name: 'checkout-new-1', uid: 'p1' },
    };
    const bare = pod(waiting('ImagePullBackOff', 'Back-off pulling image "x"'));
    expect(judge(bare)).toBeUndefined();
    expect(judge(bare, { events: [event] })?.code).toBe('image_not_found');
  });
});

describe('what may pass by itself dooms nothing', () => {
  it.each([
    ['a container that starts', pod(waiting('ContainerCreating'))],
    ['a first crash', pod(died(0))],
    ['a second restart', pod(died(2))],
    ['one kill for memory', pod({ ...died(0, 'OOMKilled') })],
    ['a crash long over', pod({ ...died(5), ready: true, state: { running: {} } })],
    ['a pod that goes away', pod(died(9), { deletionTimestamp: ago(1) })],
    [
      'a configuration that is on its way',
      pod(waiting('CreateContainerConfigError', 'failed to sync configmap cache')),
    ],
    ['a registry that is slow for a moment', pod(waiting('ErrImagePull', 'dial tcp: i/o timeout'))],
  ])('%s', (_case, newPod) => expect(judge(newPod)).toBeUndefined());
});

describe('repetition is proof', () => {
  it('of a crash after three restarts while old pods are healthy', () => {
    const doom = judge(pod(died(3, 'Error', 'no price table')));
    expect(doom).toMatchObject({ code: 'crash_loop', pod: 'checkout-new-1', container: 'checkout' });
    expect(doom?.evidence[0]?.text).toBe('exit code 1, 3 restarts: no price table');
  });
  it('of a crash never while old pods are unwell too, and later with none to compare', () => {
    expect(judge(pod(died(9)), { oldPods: [unready] })).toBeUndefined();
    expect(judge(pod(died(4)), { oldPods: [] })).toBeUndefined();
    expect(judge(pod(died(5)), { oldPods: [] })?.code).toBe('crash_loop');
  });
  it('only in this rollout: earlier restarts do not count', () => {
    const restartsBefore = new Map([['p1/checkout', 6]]);
    expect(judge(pod(died(8)), { restartsBefore })).toBeUndefined();
    expect(judge(pod(died(9)), { restartsBefore })?.code).toBe('crash_loop');
  });
  it('of too little memory at the second kill', () => {
    expect(judge(pod(died(1, 'OOMKilled')))?.code).toBe('out_of_memory');
  });
  it('of an unreachable registry after a minute', () => {
    const old = pod(waiting('ErrImagePull', 'dial tcp: i/o timeout'), { creationTimestamp: ago(61) });
    expect(judge(old)?.code).toBe('image_pull_failed');
  });
});

describe('pods that are refused', () => {
  const replicaSet = (message: string, seconds: number) => ({
    metadata: { name: 'checkout-new' },
    status: {
      conditions: [{ type: 'ReplicaFailure', status: 'True', message, lastTransitionTime: ago(seconds) }],
    },
  });
  it.each([
    ['exceeded quota: compute', 11, 'quota_exceeded'],
    ['exceeded quota: compute', 9, undefined],
    ['violates PodSecurity "restricted"', 11, 'rejected_by_cluster'],
    ['connection reset', 60, undefined],
  ])('%s for %d s: %s', (message, seconds, code) => {
    const found = judge(pod(waiting('ContainerCreating')), { replicaSet: replicaSet(message, seconds) });
    expect(found?.code).toBe(code);
  });
  it('an unplaced pod is news, not doom', () => {
    const unplaced: Pod = {
      metadata: { name: 'a' },
      status: {
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes' },
        ],
      },
    };
    expect(judge(unplaced)).toBeUndefined();
    expect(unscheduledOf([unplaced])).toEqual({ object: 'pod/a', text: '0/3 nodes' });
  });
});
