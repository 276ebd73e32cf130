import { z } from 'zod';
import type { Target } from '../../contracts/catalogue.js';
import { PortError } from '../../contracts/errors.js';
import type { Kinds, KindName, KubernetesObject } from '../../contracts/kubernetes-objects.js';
import type { Clock } from '../../contracts/ports/clock.js';
import type { ListOptions, WatchChange } from '../../contracts/ports/kubernetes.js';
import type { Log } from '../../contracts/ports/log.js';
import { NoAnswerError } from './call.js';
import type { Call } from './call.js';
import { refusalOf } from './errors.js';
import type { Sessions } from './kubeconfig.js';
import { asObject } from './objects.js';
import { listAll, listCall } from './read.js';
import type { Ask } from './read.js';
import { WATCH_SECONDS, watchEvents } from './stream.js';
import type { WatchEvent } from './stream.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8_000;
/** A kind that is not served is asked for again: its API may be installed, and its absence is an answer, not silence. */
const ABSENT_PAUSE_MS = 30_000;

/** What a watch works with. */
export interface WatchParts {
  readonly ask: Ask;
  readonly sessions: Sessions;
  readonly clock: Clock;
  readonly log: Log;
}

/** What to watch, and whom to tell. */
export interface WatchRequest<K extends KindName> {
  readonly target: Target;
  readonly kind: K;
  readonly options: ListOptions;
  readonly onChange: (change: WatchChange<Kinds[K]>) => void;
  readonly signal: AbortSignal;
  /** What is kept and told of an object, where not all of it is wanted. */
  readonly shape?: (object: Kinds[K]) => Kinds[K];
  /** Called whenever the server said something about the kind: a list, a change, a bookmark, or that it is watched from here. */
  readonly onHeard?: () => void;
}

/** Where a watch goes on: from a version of the collection, or (undefined) with a list. */
interface Cursor {
  from: { readonly resourceVersion: string; readonly version: string } | undefined;
}

/** See `KubernetesPort.watch`. */
export async function watchKind<K extends KindName>(
  parts: WatchParts,
  request: WatchRequest<K>,
): Promise<void> {
  const { clock, log } = parts;
  const { signal, target, kind } = request;
  const view = createView(request.onChange);
  const cursor: Cursor = { from: undefined };
  let failures = 0;
  const stopped = () => signal.aborted;
  while (!stopped()) {
    try {
      cursor.from ??= await listInto(parts, request, view);
      if (cursor.from === undefined) {
        await clock.sleep(ABSENT_PAUSE_MS, signal);
        continue;
      }
      const heard = await follow(parts, request, view, cursor);
      failures = heard ? 0 : failures + 1;
    } catch (error) {
      if (stopped()) return;
      if (!isPassing(error)) throw error;
      if (failures++ === 0)
        log.warn({ cluster: target.cluster, kind, error }, 'watch interrupted, trying again');
    }
    if (failures > 0) await clock.sleep(pauseAfter(failures), signal);
  }
}

function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (failures - 1), LONGEST_PAUSE_MS);
}

/** Whether the trouble may pass by itself; refused access or a wrong selector does not. */
function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswerError) return true;
  return (
    error instanceof PortError && !['forbidden', 'credentials_expired', 'invalid_object'].includes(error.code)
  );
}

async function listInto<K extends KindName>(
  { ask }: WatchParts,
  { target, kind, options, signal, shape, onHeard }: WatchRequest<K>,
  view: View<Kinds[K]>,
): Promise<Cursor['from']> {
  const { items, resourceVersion, version } = await listAll(ask, target, kind, options, signal, shape);
  onHeard?.();
  view.replace(items);
  return version === undefined ? undefined : { resourceVersion, version };
}

/** Follows one watch to its end; moves the cursor along. Returns whether it heard anything. */
async function follow<K extends KindName>(
  { sessions, clock }: WatchParts,
  { target, kind, options, signal, shape = (object) => object, onHeard }: WatchRequest<K>,
  view: View<Kinds[K]>,
  cursor: Cursor,
): Promise<boolean> {
  const { resourceVersion, version } = cursor.from ?? { resourceVersion: '', version: '' };
  const query = { ...options, watch: '1', resourceVersion, allowWatchBookmarks: 'true' };
  const call = listCall(target, kind, version, { ...query, timeoutSeconds: String(WATCH_SECONDS) });
  let heard = false;
  try {
    for await (const event of watchEvents(call, sessions, clock, signal, onHeard)) {
      if (event.type === 'ERROR') throw errorIn(call, event);
      heard = true;
      onHeard?.();
      const object = event.type === 'BOOKMARK' ? undefined : asObject(kind, version, event.object);
      if (object !== undefined) apply(view, event, shape(object));
      cursor.from = { version, resourceVersion: versionOf(event) ?? resourceVersion };
    }
    return heard;
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    // 410: what happened since is no longer kept. 401: listing reads the credentials anew, or is refused for good.
    if (error.code === 'gone' || error.code === 'credentials_expired') cursor.from = undefined;
    if (cursor.from === undefined) return false;
    throw error;
  }
}

function apply<T extends KubernetesObject>(view: View<T>, event: WatchEvent, object: T): void {
  if (event.type === 'DELETED') view.remove(object);
  else view.put(object);
}

function errorIn(call: Call, event: WatchEvent): PortError {
  const body = JSON.stringify(event.object);
  return refusalOf(call, { status: event.object.code ?? 500, retryAfter: undefined, body });
}

const versionedSchema = z.object({ metadata: z.object({ resourceVersion: z.string().min(1) }) });
function versionOf(event: WatchEvent): string | undefined {
  return versionedSchema.safeParse(event.object).data?.metadata.resourceVersion;
}

/** What was told so far, so that a new list is told as the difference to it. */
interface View<T extends KubernetesObject> {
  replace(items: readonly T[]): void;
  put(object: T): void;
  remove(object: T): void;
}

function createView<T extends KubernetesObject>(onChange: (change: WatchChange<T>) => void): View<T> {
  const known = new Map<string, T>();
  let synced = false;
  const keyOf = (object: T) => object.metadata.uid ?? object.metadata.name;
  const put = (object: T) => {
    const before = known.get(keyOf(object));
    known.set(keyOf(object), object);
    const told = before?.metadata.resourceVersion;
    if (told !== undefined && told === object.metadata.resourceVersion) return;
    onChange({ type: before === undefined ? 'added' : 'modified', object });
  };
  const remove = (object: T) => {
    if (known.delete(keyOf(object))) onChange({ type: 'deleted', object });
  };
  return {
    put,
    remove,
    replace(items) {
      const present = new Set(items.map(keyOf));
      for (const [key, object] of [...known]) if (!present.has(key)) remove(object);
      items.forEach(put);
      if (!synced) onChange({ type: 'synced' });
      synced = true;
    },
  };
}
