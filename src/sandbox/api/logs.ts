import type { ServerResponse } from 'node:http';
import type { ContainerState } from '../../contracts/kubernetes-objects.js';
import { statusOf } from '../kubelet/container-status.js';
import { behaviourOf, parseImage } from '../kubelet/images.js';
import { epoch, type Pod } from '../objects.js';
import { own } from '../own.js';
import type { World } from '../state/world.js';
import { LOG_LINES, OTHER_LOG_LINES } from '../world/log-lines.js';
import { badRequest, notFound } from './failure.js';
import type { Answer, ApiContext, ApiRequest } from './request.js';
import type { Target } from './resources.js';

/** A busy service writes a line this often. */
const LINE_EVERY_MS = 4_000;
const MOST_LINES = 5_000;

interface Line {
  readonly at: number;
  readonly text: string;
}

/** GET …/log: `container`, `previous`, `tailLines`, `sinceSeconds`, `timestamps`, `follow`. */
export function logAnswer(
  context: ApiContext,
  { query }: ApiRequest,
  { resource, namespace, name = '' }: Target,
): Answer {
  const { store, world, now } = context.cluster;
  const pod = store.get('Pod', namespace ?? '', name);
  if (!pod) throw notFound(resource, name);
  const container = containerOf(pod, query.get('container'));
  const runNow = (): Line[] => linesOf(world, pod, container, query.get('previous') === 'true', now());
  const format = ({ at, text }: Line): string =>
    `${query.get('timestamps') === 'true' ? `${new Date(at).toISOString()} ` : ''}${text}\n`;
  const chosen = selected(runNow(), query, now());
  if (query.get('follow') !== 'true')
    return { kind: 'text', status: 200, text: chosen.map(format).join(''), contentType: 'text/plain' };
  return {
    kind: 'stream',
    open: (response) =>
      follow(context, response, chosen, format, (after) => runNow().filter(({ at }) => at > after)),
  };
}

function containerOf(pod: Pod, asked: string | null): string {
  const names = (pod.spec?.containers ?? []).map(({ name }) => name);
  if (asked !== null && asked !== '') {
    if (names.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`);
  }
  const [only, ...more] = names;
  if (only !== undefined && more.length === 0) return only;
  throw badRequest(
    `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(' ')}]`,
  );
}

/** What the container wrote in its present run, or in the one before. */
function linesOf(
  world: Pick<World, 'behaviours'>,
  pod: Pod,
  container: string,
  previous: boolean,
  now: number,
): Line[] {
  const status = statusOf(pod, container);
  const state = status?.state ?? {};
  const last = status?.lastState?.terminated;
  const image = pod.spec?.containers?.find(({ name }) => name === container)?.image ?? '';
  if (previous) {
    if (!last)
      throw badRequest(
        `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
      );
    return runLines(world, image, last, now);
  }
  if (state.running) return runLines(world, image, state.running, now);
  const ended = state.terminated ?? last;
  if (ended) return runLines(world, image, ended, now);
  const why = waitingReason(state.waiting?.reason);
  throw badRequest(`container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${why}`);
}

function waitingReason(reason = 'ContainerCreating'): string {
  if (reason === 'ErrImagePull') return "image can't be pulled";
  if (reason === 'ImagePullBackOff') return 'trying and failing to pull image';
  return reason;
}

type Run = NonNullable<ContainerState['terminated']> | NonNullable<ContainerState['running']>;

function runLines(world: Pick<World, 'behaviours'>, image: string, run: Run, now: number): Line[] {
  const { repository, tag } = parseImage(image);
  const script = own(LOG_LINES, repository) ?? OTHER_LOG_LINES;
  const startedAt = epoch(run.startedAt);
  const ended = 'finishedAt' in run ? epoch(run.finishedAt) : undefined;
  if ('reason' in run && run.reason === 'StartError') return [];
  const start = script.start.map((text, index) => ({
    at: startedAt + index,
    text: text.replaceAll('{version}', tag),
  }));
  const work = workLines(script.work, startedAt, ended ?? now);
  if (ended === undefined) return [...start, ...work];
  const behaviour = behaviourOf(world, image);
  const dying =
    'lines' in behaviour && behaviour.lines.length > 0 ? behaviour.lines : (DYING[behaviour.kind] ?? []);
  return [...start, ...work, ...dying.map((text, index) => ({ at: ended + index, text }))];
}

const DYING: Readonly<Record<string, readonly string[]>> = {
  crash: ['fatal: unexpected error, exiting'],
  'crash-once': ['fatal: a dependency is not reachable yet, exiting'],
  oom: ['INFO loading exchange rates for 168 currencies into memory'],
};

function workLines(script: readonly string[], from: number, until: number): Line[] {
  const count = Math.min(MOST_LINES, Math.max(0, Math.floor((until - from) / LINE_EVERY_MS)));
  const first = Math.max(1, Math.floor((until - from) / LINE_EVERY_MS) - count + 1);
  return Array.from({ length: count }, (_, index) => {
    const n = first + index;
    const text = script[n % script.length] ?? '';
    return { at: from + n * LINE_EVERY_MS, text: text.replaceAll('{n}', String(48_000 + n)) };
  });
}

function selected(lines: readonly Line[], query: URLSearchParams, now: number): Line[] {
  const since = query.get('sinceSeconds');
  const recent = since === null ? lines : lines.filter(({ at }) => at >= now - Number(since) * 1000);
  const tail = query.get('tailLines');
  if (tail !== null && !/^\d+$/.test(tail)) throw badRequest(`tailLines: Invalid value: ${tail}`);
  return tail === null ? [...recent] : recent.slice(Math.max(0, recent.length - Number(tail)));
}

function follow(
  { closing }: ApiContext,
  response: ServerResponse,
  already: readonly Line[],
  format: (line: Line) => string,
  newer: (after: number) => Line[],
): void {
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  response.write(already.map(format).join(''));
  let latest = already.at(-1)?.at ?? 0;
  const timer = setInterval(() => {
    const lines = newer(latest);
    latest = lines.at(-1)?.at ?? latest;
    response.write(lines.map(format).join(''));
  }, 500);
  const end = (): void => void response.end();
  closing.addEventListener('abort', end);
  response.once('close', () => {
    clearInterval(timer);
    closing.removeEventListener('abort', end);
  });
}
