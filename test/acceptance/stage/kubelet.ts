import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from './api.js';
import { listSchema, type KubernetesObject } from './objects.js';
import { behaviourOf } from './workload.js';

export const NODE = 'played-node';
const MERGE = 'application/merge-patch+json';
const TICK_MS = 150;
const CRASH_EVERY_MS = 700;

/**
 * Plays the kubelet of one node on a control plane whose nodes run nothing: reports for every pod bound to it the
 * status that a real kubelet reports for such an image (messages as containerd and the kubelet write them).
 */
export class Kubelet {
  readonly #api: Api;
  readonly #since = new Map<string, number>();
  readonly #reported = new Map<string, string>();
  readonly #letReady = new Set<string>();
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(api: Api) {
    this.#api = api;
  }

  async start(): Promise<void> {
    await this.#api.send('POST', '/api/v1/nodes', { metadata: { name: NODE } });
    const allocatable = { cpu: '64', memory: '64Gi', pods: '500' };
    const conditions = [
      { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: new Date().toISOString() },
    ];
    await this.#api.must(
      'PATCH',
      `/api/v1/nodes/${NODE}/status`,
      { status: { allocatable, capacity: allocatable, conditions } },
      MERGE,
    );
    await this.#api.must('PATCH', `/api/v1/nodes/${NODE}`, { spec: { taints: null } }, MERGE);
    this.#loop = this.#run();
  }

  /** From now on, containers of this image that were late report ready. */
  letReady(image: string): void {
    this.#letReady.add(image);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const answer = await this.#api.send('GET', `/api/v1/pods?fieldSelector=spec.nodeName%3D${NODE}`);
      for (const pod of listSchema.parse(answer.body).items) await this.#look(pod);
      await sleep(TICK_MS);
    }
  }

  async #look(pod: KubernetesObject): Promise<void> {
    const { name, namespace = '', uid = name, deletionTimestamp } = pod.metadata;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (deletionTimestamp !== undefined) {
      await this.#api.send('DELETE', path, { gracePeriodSeconds: 0 });
      return;
    }
    const began = this.#since.get(uid) ?? Date.now();
    this.#since.set(uid, began);
    const status = podStatus(pod, Date.now() - began, this.#letReady);
    const text = JSON.stringify(status);
    if (this.#reported.get(uid) === text) return;
    const answer = await this.#api.send('PATCH', `${path}/status`, { status }, MERGE);
    if (answer.status < 300) this.#reported.set(uid, text);
  }
}

interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID: string;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
  readonly state?: Readonly<Record<string, unknown>>;
  readonly lastState?: Readonly<Record<string, unknown>>;
}

/** The status that a kubelet reports for the pod `age` milliseconds after it was bound. */
function podStatus(pod: KubernetesObject, age: number, letReady: ReadonlySet<string>) {
  const container = pod.spec.containers?.[0];
  const image = container?.image ?? '';
  const state = containerStatus(container?.name ?? '', image, age, letReady.has(image));
  const ready = String(state.ready).replace('true', 'True').replace('false', 'False');
  return {
    phase: state.state?.['running'] === undefined && state.restartCount === 0 ? 'Pending' : 'Running',
    podIP: '10.9.9.9',
    conditions: [
      { type: 'PodScheduled', status: 'True' },
      { type: 'ContainersReady', status: ready },
      { type: 'Ready', status: ready },
    ],
    containerStatuses: [state],
  };
}

function containerStatus(name: string, image: string, age: number, letReady: boolean): ContainerStatus {
  const base = { name, image, imageID: '', ready: false, restartCount: 0, started: false };
  const restarts = Math.floor(age / CRASH_EVERY_MS);
  switch (behaviourOf(image)) {
    case 'missing':
      return {
        ...base,
        state: {
          waiting: {
            reason: age < 400 ? 'ErrImagePull' : 'ImagePullBackOff',
            message: `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": ${image}: not found`,
          },
        },
      };
    case 'config':
      return {
        ...base,
        state: {
          waiting: { reason: 'CreateContainerConfigError', message: 'configmap "shop-flags" not found' },
        },
      };
    case 'crash':
      return crashed(base, restarts, { exitCode: 1, reason: 'Error' });
    case 'oom':
      return crashed(base, restarts, { exitCode: 137, reason: 'OOMKilled' });
    case 'once':
      return restarts === 0
        ? crashed(base, 0, { exitCode: 1, reason: 'Error' })
        : running({ ...base, restartCount: 1 });
    case 'late':
      return letReady ? running(base) : { ...base, state: { running: {} } };
    case 'healthy':
      return running(base);
  }
}

function running(base: ContainerStatus): ContainerStatus {
  return { ...base, ready: true, started: true, state: { running: {} } };
}

function crashed(
  base: ContainerStatus,
  restarts: number,
  last: { exitCode: number; reason: string },
): ContainerStatus {
  const terminated = { ...last, containerID: '' };
  if (restarts === 0) return { ...base, state: { terminated } };
  const message = `back-off ${10 * restarts}s restarting failed container`;
  return {
    ...base,
    restartCount: restarts,
    state: { waiting: { reason: 'CrashLoopBackOff', message } },
    lastState: { terminated },
  };
}
