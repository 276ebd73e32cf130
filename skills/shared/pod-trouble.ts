import type { ContainerStatus, Pod } from '../../src/contracts/kubernetes-objects.js';

/** What keeps a pod from serving, as its own status says it. The texts are in the phrases under `trouble.<code>`. */
export type TroubleCode =
  | 'image_not_found'
  | 'image_unauthorized'
  | 'image_pull_failed'
  | 'missing_config'
  | 'container_cannot_run'
  | 'out_of_memory'
  | 'crash_loop'
  | 'unschedulable'
  | 'evicted'
  | 'not_ready';

export interface Trouble {
  readonly code: TroubleCode;
  readonly pod: string;
  readonly container?: string;
  /** The pod's own words: a waiting message, an exit code, the scheduler's sentence. */
  readonly detail: string;
}

/** A container that runs but is not ready is news only after this long; younger ones are starting. */
const STARTING_MS = 60_000;

const IMAGE_REASONS = new Set(['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull']);
const CONFIG_REASONS = new Set(['CreateContainerConfigError', 'CreateContainerError']);
const START_REASONS = new Set(['RunContainerError', 'StartError', 'ContainerCannotRun']);

/**
 * What is wrong with one pod at `now` (epoch milliseconds), or undefined when it serves, starts, ended well or goes
 * away. Container states are those of https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/.
 */
export function podTrouble(pod: Pod, now: number): Trouble | undefined {
  if (pod.metadata.deletionTimestamp !== undefined) return undefined;
  const name = pod.metadata.name;
  if (pod.status?.reason === 'Evicted')
    return { code: 'evicted', pod: name, detail: pod.status.message ?? 'Evicted' };
  const unscheduled = pod.status?.conditions?.find(
    (condition) => condition.type === 'PodScheduled' && condition.reason === 'Unschedulable',
  );
  if (unscheduled !== undefined && unscheduled.status !== 'True')
    return { code: 'unschedulable', pod: name, detail: unscheduled.message ?? 'Unschedulable' };
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const found = statuses.flatMap((status) => containerTrouble(name, status, now) ?? []);
  return found.find((trouble) => trouble.code !== 'not_ready') ?? found[0];
}

function containerTrouble(pod: string, status: ContainerStatus, now: number): Trouble | undefined {
  const { waiting, running, terminated } = status.state ?? {};
  const at = (code: TroubleCode, detail: string): Trouble => ({ code, pod, container: status.name, detail });
  if (waiting !== undefined) {
    const reason = waiting.reason ?? '';
    const words = waiting.message ?? reason;
    if (IMAGE_REASONS.has(reason)) return at(imageCode(words), words);
    if (CONFIG_REASONS.has(reason)) return at('missing_config', words);
    if (START_REASONS.has(reason)) return at('container_cannot_run', words);
    if (reason === 'CrashLoopBackOff') return ended(status, at);
    return undefined;
  }
  if (terminated !== undefined)
    return terminated.exitCode === 0 || terminated.exitCode === undefined ? undefined : ended(status, at);
  if (running !== undefined && status.ready === false && isOlder(running.startedAt, now)) {
    const died = status.lastState?.terminated;
    if (died?.reason === 'OOMKilled') return ended(status, at);
    return at('not_ready', `${status.name} runs but is not ready`);
  }
  return undefined;
}

function imageCode(message: string): TroubleCode {
  if (/not found|manifest unknown|invalid reference|InvalidImageName/i.test(message))
    return 'image_not_found';
  if (/unauthorized|denied|forbidden|\b40[13]\b/i.test(message)) return 'image_unauthorized';
  return 'image_pull_failed';
}

/** A container that ended and is or was started again: `OOMKilled` is proof; exit code 137 alone is not. */
function ended(status: ContainerStatus, at: (code: TroubleCode, detail: string) => Trouble): Trouble {
  const last = status.state?.terminated ?? status.lastState?.terminated;
  const restarts = status.restartCount ?? 0;
  if (last?.reason === 'OOMKilled') return at('out_of_memory', `OOMKilled, ${restarts} restarts`);
  if (last?.reason === 'StartError' || last?.reason === 'ContainerCannotRun')
    return at('container_cannot_run', last.message ?? last.reason);
  const said = last?.message === undefined ? '' : `: ${firstLine(last.message)}`;
  return at('crash_loop', `exit ${last?.exitCode ?? '?'}, ${restarts} restarts${said}`);
}

function firstLine(text: string): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 160);
}

function isOlder(startedAt: string | undefined, now: number): boolean {
  const since = startedAt === undefined ? Number.NaN : Date.parse(startedAt);
  return Number.isNaN(since) || now - since > STARTING_MS;
}
