import {
  ago,
  app,
  crashed,
  event,
  labels,
  meta,
  object,
  pod,
  unplaced,
  waiting,
  type PodShape,
  type Scene,
} from './objects.js';

/** A scene that shows a mode, and the nearest one that does not. */
export interface ModeCase {
  readonly shows: Scene;
  readonly nearMiss: Scene & { readonly because: string };
}

const POD = 'cart-r2-0';
const one = (shape: PodShape, more: Partial<Scene> & { readonly with?: Scene['objects'] } = {}): Scene => ({
  objects: [...app('cart', { replicas: 1, pod: shape }), ...(more.with ?? [])],
  ...(more.logs === undefined ? {} : { logs: more.logs }),
  ...(more.empty === undefined ? {} : { empty: more.empty }),
});
const image = (message: string, reason = 'ErrImagePull'): Scene => one(waiting(reason, message));
const pulling = 'failed to pull and unpack image "registry.shop.local/cart:1.0.0": ';
const runningUnready: PodShape = { ready: false, state: { running: { startedAt: ago(30) } } };

export const POD_CASES: Readonly<Record<string, ModeCase>> = {
  CrashLoopAppError: {
    shows: one(crashed(1, 'Error'), {
      logs: { [`${POD}/cart`]: 'starting\nFATAL: cannot open ledger: permission denied' },
    }),
    nearMiss: {
      ...one(crashed(137, 'OOMKilled')),
      because: 'the kernel killed it: out of memory is more specific',
    },
  },
  CrashLoopExitZero: {
    shows: one(crashed(0, 'Completed')),
    nearMiss: {
      ...one(crashed(0, 'Completed'), {
        with: [
          event('Pod', POD, 'Killing', 'Container cart failed liveness probe, will be restarted'),
          event('Pod', POD, 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 500'),
        ],
      }),
      because: 'a probe killed it, it did not end by itself',
    },
  },
  BadCommand: {
    shows: one(
      waiting(
        'RunContainerError',
        'failed to create containerd task: exec: "cartd": executable file not found in $PATH',
      ),
    ),
    nearMiss: { ...one(crashed(1, 'Error')), because: 'the command ran and failed' },
  },
  WrongArchitecture: {
    shows: one(crashed(1, 'Error'), { logs: { [`${POD}/cart`]: 'exec /app/cart: exec format error' } }),
    nearMiss: {
      ...one(crashed(1, 'Error'), { logs: { [`${POD}/cart`]: 'error: unknown log format' } }),
      because: 'the log speaks of another format',
    },
  },
  OutOfMemory: {
    shows: one(crashed(137, 'OOMKilled')),
    nearMiss: { ...one(crashed(137, 'Error')), because: 'exit code 137 alone is no proof' },
  },
  LivenessKill: {
    shows: one(crashed(137, 'Error'), {
      with: [
        event('Pod', POD, 'Killing', 'Container cart failed liveness probe, will be restarted'),
        event(
          'Pod',
          POD,
          'Unhealthy',
          'Liveness probe failed: Get "http://10.1.0.9:8080/healthz": context deadline exceeded',
        ),
      ],
    }),
    nearMiss: {
      ...one(crashed(137, 'Error'), { with: [event('Pod', POD, 'Killing', 'Stopping container cart')] }),
      because: 'it was told to stop, by no probe',
    },
  },
  ReadinessFailing: {
    shows: one(runningUnready, {
      with: [
        event('Pod', POD, 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503'),
      ],
    }),
    nearMiss: {
      ...one(
        { ready: false, state: { running: { startedAt: ago(0.5) } } },
        { with: [event('Pod', POD, 'Unhealthy', 'Readiness probe failed: dial tcp: connection refused', 0)] },
      ),
      because: 'it has only just started',
    },
  },
  ReadinessGateClosed: {
    shows: one({
      ready: false,
      status: {
        phase: 'Running',
        conditions: [
          { type: 'PodScheduled', status: 'True' },
          {
            type: 'Ready',
            status: 'False',
            reason: 'ReadinessGatesNotReady',
            message: 'corresponding condition of pod readiness gate "lb.example.com/ready" does not exist.',
            lastTransitionTime: ago(10),
          },
        ],
        containerStatuses: [{ name: 'cart', ready: true, state: { running: { startedAt: ago(20) } } }],
      },
    }),
    nearMiss: {
      ...one({
        ready: false,
        status: {
          phase: 'Running',
          conditions: [
            { type: 'Ready', status: 'False', reason: 'ContainersNotReady', lastTransitionTime: ago(10) },
          ],
          containerStatuses: [{ name: 'cart', ready: false, state: { running: { startedAt: ago(20) } } }],
        },
      }),
      because: 'the containers are not ready, the gate has no say yet',
    },
  },
  InitContainerFailing: {
    shows: one({
      ready: false,
      status: {
        phase: 'Pending',
        conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(10) }],
        initContainerStatuses: [{ name: 'migrate', ready: false, ...crashed(3, 'Error'), restartCount: 4 }],
        containerStatuses: [
          { name: 'cart', ready: false, state: { waiting: { reason: 'PodInitializing' } } },
        ],
      },
    }),
    nearMiss: {
      ...one({
        ready: false,
        status: {
          phase: 'Pending',
          conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: ago(1) }],
          initContainerStatuses: [
            { name: 'migrate', ready: false, state: { running: { startedAt: ago(1) } } },
          ],
          containerStatuses: [
            { name: 'cart', ready: false, state: { waiting: { reason: 'PodInitializing' } } },
          ],
        },
      }),
      because: 'the init container is still at work',
    },
  },
  LifecycleHookFailed: {
    shows: one(waiting('PostStartHookError', "command 'register' exited with 1"), {
      with: [event('Pod', POD, 'FailedPostStartHook', 'PostStartHook failed')],
    }),
    nearMiss: { ...one(crashed(1, 'Error')), because: 'the application failed, not its hook' },
  },
  ImageNotFound: {
    shows: image(`${pulling}failed to resolve reference: registry.shop.local/cart:1.0.0: not found`),
    nearMiss: {
      ...image(`${pulling}dial tcp: lookup registry.shop.local: no such host`),
      because: 'nobody could ask the registry',
    },
  },
  ImageUnauthorized: {
    shows: image(
      "Error response from daemon: pull access denied for shop/cart, repository does not exist or may require 'docker login'",
    ),
    nearMiss: { ...image(`${pulling}manifest unknown`), because: 'the registry answered: there is none' },
  },
  RegistryUnreachable: {
    shows: image(`${pulling}dial tcp 10.9.9.9:443: i/o timeout`),
    nearMiss: {
      ...image(`${pulling}unexpected status code 401 Unauthorized`),
      because: 'the registry answered with a refusal',
    },
  },
  ImageNeverPulled: {
    shows: one(
      waiting(
        'ErrImageNeverPull',
        'Container image "registry.shop.local/cart:1.0.0" is not present with pull policy of Never',
      ),
    ),
    nearMiss: { ...image(`${pulling}not found`), because: 'pulling was tried' },
  },
  MissingConfig: {
    shows: one(waiting('CreateContainerConfigError', 'secret "cart-database" not found')),
    nearMiss: {
      ...one(waiting('ContainerCreating'), {
        with: [
          event(
            'Pod',
            POD,
            'FailedMount',
            'MountVolume.SetUp failed for volume "settings": failed to sync configmap cache: timed out waiting for the condition',
          ),
        ],
      }),
      because: 'a cache that is still syncing passes by itself',
    },
  },
  VolumeMountFailed: {
    shows: one(waiting('ContainerCreating'), {
      with: [
        event(
          'Pod',
          POD,
          'FailedAttachVolume',
          'Multi-Attach error for volume "pvc-1" Volume is already used by pod(s) cart-old',
        ),
      ],
    }),
    nearMiss: {
      ...one(waiting('ContainerCreating'), {
        with: [
          event(
            'Pod',
            POD,
            'FailedMount',
            'MountVolume.SetUp failed for volume "settings" : configmap "cart-settings" not found',
          ),
        ],
      }),
      because: 'the ConfigMap is missing, the volume is fine',
    },
  },
  SandboxFailed: {
    shows: one(waiting('ContainerCreating'), {
      with: [
        event(
          'Pod',
          POD,
          'FailedCreatePodSandBox',
          'Failed to create pod sandbox: plugin type="calico" failed (add): no IP addresses available',
        ),
      ],
    }),
    nearMiss: {
      ...one(
        {},
        { with: [event('Pod', POD, 'FailedCreatePodSandBox', 'Failed to create pod sandbox: timeout')] },
      ),
      because: 'it was tried again and the pod serves',
    },
  },
  UnschedulableResources: {
    shows: one(
      unplaced(
        '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
      ),
    ),
    nearMiss: {
      ...one(unplaced('0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}.')),
      because: 'there is room, but tainted',
    },
  },
  UnschedulableTaint: {
    shows: one(
      unplaced(
        '0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}. preemption: not helpful.',
      ),
    ),
    nearMiss: {
      ...one(
        unplaced(
          "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) didn't match Pod's node affinity/selector.",
        ),
      ),
      because: 'the control plane’s taint is normal, the selector is not met',
    },
  },
  UnschedulablePlacement: {
    shows: one(unplaced("0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.")),
    nearMiss: {
      ...one(unplaced('0/3 nodes are available: 3 Insufficient memory.')),
      because: 'any node would do that has memory',
    },
  },
  UnschedulableVolume: {
    shows: one(unplaced('0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.')),
    nearMiss: {
      ...one(unplaced('0/3 nodes are available: 3 Too many pods.')),
      because: 'the nodes are full',
    },
  },
  SchedulingGated: {
    shows: {
      objects: app('cart', {
        replicas: 1,
        spec: { schedulingGates: [{ name: 'queue.example.com/admission' }] },
        pod: unplaced('Scheduling is blocked due to non-empty scheduling gates', 'SchedulingGated'),
      }),
    },
    nearMiss: {
      ...one(unplaced('0/1 nodes are available: 1 Insufficient cpu.')),
      because: 'the scheduler tried',
    },
  },
  Evicted: {
    shows: {
      objects: [
        pod('cart-x', 'cart', '1.0.0', undefined, {
          ready: false,
          status: {
            phase: 'Failed',
            reason: 'Evicted',
            message: 'The node was low on resource: memory. Threshold quantity: 100Mi',
            startTime: ago(20),
          },
        }),
      ],
    },
    nearMiss: {
      objects: [
        pod('cart-x', 'cart', '1.0.0', undefined, {
          ready: false,
          status: { phase: 'Failed', reason: 'NodeLost', startTime: ago(20) },
        }),
      ],
      because: 'it was lost, not evicted',
    },
  },
  Preempted: {
    shows: one({
      status: {
        phase: 'Running',
        conditions: [
          {
            type: 'DisruptionTarget',
            status: 'True',
            reason: 'PreemptionByScheduler',
            message: 'Preempted by shop/batch-1',
            lastTransitionTime: ago(1),
          },
        ],
      },
    }),
    nearMiss: {
      ...one({
        status: {
          phase: 'Running',
          conditions: [
            {
              type: 'DisruptionTarget',
              status: 'True',
              reason: 'EvictionByEvictionAPI',
              lastTransitionTime: ago(1),
            },
            { type: 'Ready', status: 'True' },
          ],
        },
      }),
      because: 'a drain evicted it',
    },
  },
  DuplicateConfig: {
    shows: {
      objects: app('cart', {
        replicas: 1,
        spec: {
          containers: [
            {
              name: 'cart',
              image: 'cart:1',
              env: [
                { name: 'DB', value: 'a' },
                { name: 'DB', value: 'b' },
              ],
            },
          ],
        },
      }),
    },
    nearMiss: {
      objects: app('cart', {
        replicas: 1,
        spec: {
          containers: [
            {
              name: 'cart',
              image: 'cart:1',
              env: [
                { name: 'DB', value: 'a' },
                { name: 'DB', value: 'a' },
              ],
            },
          ],
        },
      }),
      because: 'both say the same',
    },
  },
  StaleConfig: {
    shows: {
      objects: [
        ...app('cart', {
          replicas: 1,
          spec: {
            containers: [
              { name: 'cart', image: 'cart:1', envFrom: [{ configMapRef: { name: 'cart-settings' } }] },
            ],
          },
        }),
        object('ConfigMap', {
          metadata: meta('cart-settings', {
            managedFields: [
              { manager: 'kubectl-edit', operation: 'Update', time: ago(10), fieldsV1: { 'f:data': {} } },
            ],
          }),
        }),
      ],
    },
    nearMiss: {
      objects: [
        ...app('cart', {
          replicas: 1,
          spec: {
            containers: [
              { name: 'cart', image: 'cart:1', envFrom: [{ configMapRef: { name: 'cart-settings' } }] },
            ],
          },
        }),
        object('ConfigMap', {
          metadata: meta('cart-settings', {
            labels: labels('cart'),
            managedFields: [
              {
                manager: 'kubectl-label',
                operation: 'Update',
                time: ago(10),
                fieldsV1: { 'f:metadata': {} },
              },
            ],
          }),
        }),
      ],
      because: 'only a label was changed',
    },
  },
};
