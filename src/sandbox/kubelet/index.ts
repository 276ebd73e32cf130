import type { Container, ContainerStatus } from '../../contracts/kubernetes-objects.js';
import type { Cluster } from '../cluster.js';
import { timestamp, type Pod, type Stored } from '../objects.js';
import type { PodTimer } from '../state/world.js';
import * as containers from './container-status.js';
import { behaviourOf, missingConfigMessage, pullFailure } from './images.js';

/** Simulated milliseconds, before the pace. */
const DELAYS = {
  pull: 500,
  start: 250,
  ready: 1_000,
  exit: 900,
  firstRestart: 300,
  settle: 200,
  retry: 2_000,
  probe: 5_000,
};
const BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;

/** One container of one pod at one transition. */
interface Moment {
  readonly cluster: Cluster;
  readonly pod: Pod & Stored;
  readonly container: Container;
  readonly status: ContainerStatus;
  readonly timer: PodTimer;
}

/** What the kubelet does next for a pod; nothing when the pod is gone or another one has its name. */
export function advancePod(cluster: Cluster, timer: PodTimer): void {
  const pod = cluster.store.get('Pod', timer.namespace, timer.pod);
  if (pod?.metadata.uid !== timer.uid) return;
  if (timer.task === 'gone') {
    cluster.store.remove(pod);
    return;
  }
  if (pod.metadata.deletionTimestamp !== undefined) return;
  if (timer.task === 'admit') {
    admit(cluster, pod, timer);
    return;
  }
  const container = pod.spec?.containers?.find(({ name }) => name === timer.container);
  if (!container) return;
  const status =
    containers.statusOf(pod, timer.container) ??
    containers.initialStatus(container.name, container.image ?? '');
  TRANSITIONS[timer.task]({ cluster, pod, container, status, timer });
}

const TRANSITIONS: Readonly<Record<Exclude<PodTimer['task'], 'admit' | 'gone'>, (moment: Moment) => void>> = {
  pull,
  pulled,
  'pull-backoff': pullBackoff,
  start,
  ready: (moment) => update(moment, { ...moment.status, ready: true }),
  exit,
  backoff,
  restart,
  probe,
};

function admit(cluster: Cluster, pod: Pod & Stored, timer: PodTimer): void {
  const statuses = (pod.spec?.containers ?? []).map(({ name, image = '' }) =>
    containers.initialStatus(name, image),
  );
  const hostIP =
    cluster.store.find('Node', '', pod.spec?.nodeName ?? '') &&
    containers.podAddress(pod.spec?.nodeName ?? '');
  const started = { startTime: timestamp(cluster.now()), ...(hostIP !== undefined && { hostIP }) };
  const status = { ...containers.podStatus(pod, statuses, cluster.now()), ...started };
  cluster.store.put({ ...pod, status });
  for (const { name } of statuses)
    cluster.schedule({ ...timer, due: cluster.now(), task: 'pull', container: name });
}

function pull(moment: Moment): void {
  const { cluster, container } = moment;
  const image = container.image ?? '';
  if (cluster.world.pulledImages.includes(imageOnNode(moment))) {
    record(moment, 'Normal', 'Pulled', `Container image "${image}" already present on machine`);
    later(moment, 'start', DELAYS.start);
    return;
  }
  record(moment, 'Normal', 'Pulling', `Pulling image "${image}"`);
  later(moment, 'pulled', DELAYS.pull);
}

function imageOnNode({ pod, container }: Moment): string {
  return `${pod.spec?.nodeName ?? ''} ${container.image ?? ''}`;
}

function pulled(moment: Moment): void {
  const { cluster, container, status } = moment;
  const image = container.image ?? '';
  const failure = pullFailure(behaviourOf(cluster.world, image), image);
  if (failure === undefined) {
    const took = `${DELAYS.pull}ms`;
    record(
      moment,
      'Normal',
      'Pulled',
      `Successfully pulled image "${image}" in ${took} (${took} including waiting). Image size: 48210233 bytes.`,
    );
    cluster.world.pulledImages.push(imageOnNode(moment));
    later(moment, 'start', DELAYS.start);
    return;
  }
  record(moment, 'Warning', 'Failed', `Failed to pull image "${image}": ${failure}`);
  record(moment, 'Warning', 'Failed', 'Error: ErrImagePull');
  update(moment, containers.waiting(status, 'ErrImagePull', failure));
  later(moment, 'pull-backoff', BACKOFF_MS);
}

function pullBackoff(moment: Moment): void {
  const { container, status, timer } = moment;
  const message = `Back-off pulling image "${container.image ?? ''}"`;
  record(moment, 'Normal', 'BackOff', message);
  record(moment, 'Warning', 'Failed', 'Error: ImagePullBackOff');
  update(moment, containers.waiting(status, 'ImagePullBackOff', message));
  later(moment, 'pull', grown(timer.attempt), timer.attempt + 1);
}

function start(moment: Moment): void {
  const { cluster, container, status, timer } = moment;
  const missing = missingConfig(moment);
  if (missing !== undefined) {
    record(moment, 'Warning', 'Failed', `Error: ${missing}`);
    update(moment, containers.waiting(status, 'CreateContainerConfigError', missing));
    later(moment, 'start', DELAYS.retry, timer.attempt + 1);
    return;
  }
  record(moment, 'Normal', 'Created', `Created container ${container.name}`);
  const behaviour = behaviourOf(cluster.world, container.image ?? '');
  if (behaviour.kind === 'bad-command') refuseCommand(moment, behaviour.command);
  else run(moment);
}

/** What the container refers to and does not exist: really, or because its image insists on it. */
function missingConfig({ cluster, pod, container }: Moment): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const absent = (kind: 'ConfigMap' | 'Secret', reference?: { name?: string; optional?: boolean }): boolean =>
    reference?.name !== undefined &&
    reference.optional !== true &&
    !cluster.store.find(kind, namespace, reference.name);
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    if (absent('ConfigMap', configMapRef)) return missingConfigMessage('configmap', configMapRef?.name ?? '');
    if (absent('Secret', secretRef)) return missingConfigMessage('secret', secretRef?.name ?? '');
  }
  const behaviour = behaviourOf(cluster.world, container.image ?? '');
  if (behaviour.kind !== 'missing-config') return undefined;
  const { configMap: name } = behaviour;
  return absent('ConfigMap', { name }) ? missingConfigMessage('configmap', name) : undefined;
}

function refuseCommand(moment: Moment, command: string): void {
  const message =
    `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: ` +
    `unable to start container process: exec: "${command}": executable file not found in $PATH: unknown`;
  record(moment, 'Warning', 'Failed', `Error: ${message}`);
  const how = { exitCode: 128, reason: 'StartError', message };
  update(moment, containers.terminated(moment.status, how, moment.cluster.now()));
  later(moment, 'backoff', DELAYS.settle);
}

function run(moment: Moment): void {
  const { cluster, pod, container, status } = moment;
  record(moment, 'Normal', 'Started', `Started container ${container.name}`);
  const probed = container.readinessProbe !== undefined;
  update(moment, containers.running(status, pod.metadata.uid ?? '', cluster.now(), !probed));
  const { kind } = behaviourOf(cluster.world, container.image ?? '');
  const ends =
    kind === 'crash' || kind === 'oom' || (kind === 'crash-once' && (status.restartCount ?? 0) === 0);
  if (ends) later(moment, 'exit', DELAYS.exit);
  else if (kind === 'never-ready') later(moment, 'probe', DELAYS.ready);
  else if (probed) later(moment, 'ready', DELAYS.ready);
}

function exit(moment: Moment): void {
  const { cluster, container, status } = moment;
  const behaviour = behaviourOf(cluster.world, container.image ?? '');
  const how =
    behaviour.kind === 'oom'
      ? { exitCode: 137, reason: 'OOMKilled' }
      : { exitCode: behaviour.kind === 'crash' ? behaviour.exitCode : 1, reason: 'Error' };
  update(moment, containers.terminated(status, how, cluster.now()));
  if ((status.restartCount ?? 0) === 0) later(moment, 'restart', DELAYS.firstRestart);
  else later(moment, 'backoff', DELAYS.settle);
}

function backoff(moment: Moment): void {
  const { pod, container, status } = moment;
  const delay = grown((status.restartCount ?? 0) - 1);
  const who = `${container.name} in pod ${pod.metadata.name}_${pod.metadata.namespace ?? ''}(${pod.metadata.uid ?? ''})`;
  record(moment, 'Warning', 'BackOff', `Back-off restarting failed container ${who}`);
  const message = `back-off ${Math.round(delay / 1000)}s restarting failed container=${who.replace(' in pod ', ' pod=')}`;
  update(moment, containers.waiting(status, 'CrashLoopBackOff', message));
  later(moment, 'restart', delay);
}

function restart(moment: Moment): void {
  record(
    moment,
    'Normal',
    'Pulled',
    `Container image "${moment.container.image ?? ''}" already present on machine`,
  );
  start({ ...moment, status: containers.restarted(moment.status) });
}

function probe(moment: Moment): void {
  const { kind } = behaviourOf(moment.cluster.world, moment.container.image ?? '');
  if (kind !== 'never-ready') {
    update(moment, { ...moment.status, ready: true });
    return;
  }
  record(moment, 'Warning', 'Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503');
  later(moment, 'probe', DELAYS.probe);
}

function grown(attempt: number): number {
  return Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.max(0, attempt));
}

function later({ cluster, timer }: Moment, task: PodTimer['task'], ms: number, attempt = 0): void {
  cluster.schedule({ ...timer, due: cluster.after(ms), task, attempt });
}

function update({ cluster, pod, container }: Moment, status: ContainerStatus): void {
  const now = cluster.now();
  const statuses = (pod.status?.containerStatuses ?? []).map((known) =>
    known.name === container.name ? status : known,
  );
  const podIP = pod.status?.podIP ?? (status.state?.running && containers.podAddress(pod.metadata.uid ?? ''));
  const address = podIP === undefined ? {} : { podIP, podIPs: [{ ip: podIP }] };
  cluster.store.put({ ...pod, status: { ...containers.podStatus(pod, statuses, now), ...address } });
}

function record(
  { cluster, pod, container }: Moment,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  const host = pod.spec?.nodeName ?? '';
  const fieldPath = `spec.containers{${container.name}}`;
  cluster.record({ about: pod, type, reason, message, component: 'kubelet', host, fieldPath });
}
