import type { Target } from '../../contracts/catalogue.js';
import type { KindName, Kinds, KubernetesObject } from '../../contracts/kubernetes-objects.js';
import type { Clock } from '../../contracts/ports/clock.js';
import type { Kept, KubernetesPort, ListOptions } from '../../contracts/ports/kubernetes.js';
import { KINDS } from './kinds.js';
import { createShelf, type Shelf } from './shelf.js';
import { slim } from './slim.js';
import { watchKind, type WatchParts } from './watch.js';

/** Who asks first waits so long for the first list, in milliseconds; a larger one is read meanwhile and kept for the next. */
const FIRST_LIST_MS = 2_000;
/** Nobody asked for so long: what is kept is let go. */
const IDLE_MS = 30 * 60_000;
/** A kind with more objects in one namespace is not kept: about 400 MB. */
const MOST_OBJECTS = 100_000;
/** After a refusal (no right to watch) the kind is tried again. */
const RETRY_MS = 5 * 60_000;

interface Informer<T> {
  readonly shelf: Shelf<T>;
  readonly stop: AbortController;
  /** Resolves once the first list is there (true), or when this kind is not kept (false). */
  readonly ready: Promise<boolean>;
  synced: boolean;
  refused: boolean;
  heardAt: number;
  usedAt: number;
}
type Informers<K extends KindName> = Map<string, Informer<Kinds[K]>>;

/** Keeps kinds at hand until `closed` aborts. See `KubernetesPort.kept`. */
export function createInformers(parts: WatchParts, closed: AbortSignal): NonNullable<KubernetesPort['kept']> {
  const all: { [K in KindName]?: Informers<K> } = {};
  const informersOf = <K extends KindName>(kind: K): Informers<K> => {
    const known: Informers<K> | undefined = all[kind];
    if (known !== undefined) return known;
    const made: Informers<K> = new Map();
    Object.assign(all, { [kind]: made });
    return made;
  };
  return async (target, kind, options = {}) => {
    const informers = informersOf(kind);
    const key = keyOf(target, kind, options);
    const informer =
      informers.get(key) ?? start(parts, { target, kind, options }, closed, () => informers.delete(key));
    if (!closed.aborted) informers.set(key, informer);
    informer.usedAt = parts.clock.now();
    if (!informer.synced && !informer.refused) await withPatience(informer.ready, parts.clock);
    return informer.synced && !informer.refused ? view(informer) : undefined;
  };
}

async function withPatience(ready: Promise<unknown>, clock: Clock): Promise<void> {
  const enough = new AbortController();
  await Promise.race([ready, clock.sleep(FIRST_LIST_MS, enough.signal)]);
  enough.abort();
}

function keyOf(target: Target, kind: KindName, options: ListOptions): string {
  return JSON.stringify([target.cluster, KINDS[kind].namespaced ? target.namespace : '', options]);
}

interface Wanted<K extends KindName> {
  readonly target: Target;
  readonly kind: K;
  readonly options: ListOptions;
}

function start<K extends KindName>(
  parts: WatchParts,
  { target, kind, options }: Wanted<K>,
  closed: AbortSignal,
  forget: () => void,
): Informer<Kinds[K]> {
  const { clock, log } = parts;
  const stop = new AbortController();
  const signal = AbortSignal.any([closed, stop.signal]);
  const settled = new AbortController();
  const informer: Informer<Kinds[K]> = {
    shelf: createShelf<Kinds[K]>(),
    stop,
    ready: new Promise((resolve) => {
      settled.signal.addEventListener('abort', () => resolve(informer.synced), { once: true });
    }),
    ...{ synced: false, refused: false, heardAt: clock.now(), usedAt: clock.now() },
  };
  const { shelf } = informer;
  const refuse = (why: unknown): void => {
    informer.refused = true;
    settled.abort();
    stop.abort();
    log.info({ cluster: target.cluster, kind, why }, 'not kept at hand, read anew for each answer');
    void clock.sleep(RETRY_MS, closed).then(forget);
  };
  void watchKind(parts, {
    ...{ target, kind, options, signal },
    shape: (object: Kinds[K]) => slim(kind, object),
    onHeard: () => (informer.heardAt = clock.now()),
    onChange: ({ type, object }) => {
      if (type === 'synced') informer.synced = true;
      if (type === 'synced') settled.abort();
      if (object === undefined) return;
      if (type === 'deleted') shelf.remove(object);
      else shelf.put(object);
      if (shelf.size > MOST_OBJECTS && !informer.refused) refuse('too many objects');
    },
  }).catch((error: unknown) => refuse(error));
  void expire(informer, parts, closed).then(() => {
    if (informer.refused) return;
    stop.abort();
    forget();
  });
  return informer;
}

async function expire<T extends KubernetesObject>(
  informer: Informer<T>,
  { clock }: WatchParts,
  closed: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([closed, informer.stop.signal]);
  while (!signal.aborted && clock.now() - informer.usedAt < IDLE_MS)
    await clock.sleep(informer.usedAt + IDLE_MS - clock.now(), signal);
}

function view<T>(informer: Informer<T>): Kept<T> {
  const { shelf } = informer;
  return {
    get items() {
      return shelf.items;
    },
    get heardAt() {
      return informer.heardAt;
    },
    index: (keys) => shelf.index(keys),
  };
}
