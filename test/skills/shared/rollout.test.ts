import { describe, expect, it } from 'vitest';
import { isRolling, rolloutRoom, rolloutState } from '../../../skills/shared/rollout.js';
import type { Deployment } from '../../../src/contracts/kubernetes-objects.js';

function deployment(change: {
  readonly spec?: Deployment['spec'];
  readonly status?: Deployment['status'];
}): Deployment {
  return {
    metadata: { name: 'checkout', generation: 2 },
    spec: { replicas: 3, ...change.spec },
    status: {
      observedGeneration: 2,
      replicas: 3,
      updatedReplicas: 3,
      availableReplicas: 3,
      ...change.status,
    },
  };
}
const late = [
  { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' },
];
const settled = [{ type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable' }];

describe('a rollout, as kubectl judges it', () => {
  it.each([
    ['complete', {}, {}, 'complete'],
    ['not observed yet', {}, { observedGeneration: 1 }, 'progressing'],
    ['not all updated', {}, { updatedReplicas: 2 }, 'progressing'],
    ['old ones left', {}, { replicas: 4 }, 'progressing'],
    ['not all available', {}, { availableReplicas: 2 }, 'progressing'],
    ['out of time', {}, { updatedReplicas: 1, conditions: late }, 'failed'],
    [
      'out of time before the controller saw it',
      {},
      { observedGeneration: 1, conditions: late },
      'progressing',
    ],
    ['paused halfway', { paused: true }, { updatedReplicas: 1 }, 'paused'],
    ['paused after its end', { paused: true }, {}, 'complete'],
    [
      'scaled to zero',
      { replicas: 0 },
      { replicas: 0, updatedReplicas: 0, availableReplicas: 0 },
      'complete',
    ],
  ])('%s', (_case, spec, status, state) => {
    expect(rolloutState(deployment({ spec, status })).state).toBe(state);
  });

  it.each([
    ['unready pods after its end', { availableReplicas: 2, conditions: settled }, false],
    ['unready pods before its end', { availableReplicas: 2 }, true],
    ['old pods', { replicas: 4, conditions: settled }, true],
    ['a failed one', { updatedReplicas: 1, conditions: late }, false],
  ])('is under way with %s: %s', (_case, status, expected) => {
    expect(isRolling(deployment({ status }))).toBe(expected);
  });

  it.each([
    [{ replicas: 4 }, 1, 1],
    [{ replicas: 3 }, 1, 0],
    [{ replicas: 10, strategy: { rollingUpdate: { maxSurge: '30%', maxUnavailable: '15%' } } }, 3, 1],
    [{ replicas: 10, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }, 0, 1],
    [{ replicas: 5, strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } } }, 2, 0],
    [{ replicas: 5, strategy: { type: 'Recreate' } }, 0, 5],
  ])('%j adds %d and may take away %d', (spec, surge, unavailable) => {
    expect(rolloutRoom(deployment({ spec }))).toEqual({ surge, unavailable });
  });
});
