import type { Target } from '../../contracts/catalogue.js';
import { PortError } from '../../contracts/errors.js';
import type { Kinds, KindName } from '../../contracts/kubernetes-objects.js';
import type { Log } from '../../contracts/ports/log.js';
import type { ListOptions } from '../../contracts/ports/kubernetes.js';
import type { Answer, Call } from './call.js';
import { isAbsentApi, refusalOf } from './errors.js';
import { KINDS, pathOf } from './kinds.js';
import { readPage } from './objects.js';
import type { Page } from './objects.js';
import type { Send } from './send.js';

const PAGE_SIZE = '500';
/** How often a list begins anew after its pages went stale. */
const LIST_ATTEMPTS = 3;

/** An answer, and which API version gave it. */
interface Versioned {
  readonly call: Call;
  readonly answer: Answer;
  readonly version: string;
}

/**
 * Asks about one kind in the version that the server has. Undefined: the cluster does not serve the kind and may do
 * without it.
 */
export type Ask = (
  target: Target,
  kind: KindName,
  build: (version: string) => Call,
  signal?: AbortSignal,
) => Promise<Versioned | undefined>;

/** An {@link Ask} that says once in the log what a cluster does not serve. */
export function createAsk(send: Send, log: Log): Ask {
  const missing = new Set<string>();
  return async (target, kind, build, signal) => {
    const { versions, optional } = KINDS[kind];
    for (const version of versions) {
      const call = build(version);
      const answer = await send(call, signal);
      if (!optional || !isAbsentApi(answer)) return { call, answer, version };
    }
    const absent = `${target.cluster} ${kind}`;
    if (!missing.has(absent)) log.info({ cluster: target.cluster, kind }, 'this cluster does not serve it');
    missing.add(absent);
    return undefined;
  };
}

/** All pages of a list as they were at one moment. */
export interface Listing<T> {
  readonly items: readonly T[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
  /** Undefined when the cluster does not serve the kind. */
  readonly version: string | undefined;
}

/** Reads every page, each object as `shape` makes it; begins anew when the snapshot that the pages come from is gone (410). */
export async function listAll<K extends KindName>(
  ask: Ask,
  target: Target,
  kind: K,
  options: ListOptions,
  signal?: AbortSignal,
  shape?: (object: Kinds[K]) => Kinds[K],
): Promise<Listing<Kinds[K]>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await listOnce(ask, target, kind, options, signal, shape);
    } catch (error) {
      const stale = error instanceof PortError && error.code === 'gone';
      if (!stale || attempt === LIST_ATTEMPTS) throw error;
    }
  }
}

async function listOnce<K extends KindName>(
  ask: Ask,
  target: Target,
  kind: K,
  options: ListOptions,
  signal: AbortSignal | undefined,
  shape: ((object: Kinds[K]) => Kinds[K]) | undefined,
): Promise<Listing<Kinds[K]>> {
  const items: Kinds[K][] = [];
  for (let next = ''; ;) {
    const query = { ...options, limit: PAGE_SIZE, ...(next === '' ? {} : { continue: next }) };
    const asked = await ask(target, kind, (version) => listCall(target, kind, version, query), signal);
    if (asked === undefined) return { items, resourceVersion: '', version: undefined };
    const page: Page<Kinds[K]> = pageOf(kind, asked);
    // Shaped page by page: the whole is never held twice.
    items.push(...(shape === undefined ? page.items : page.items.map(shape)));
    next = page.next;
    if (next === '') return { items, resourceVersion: page.resourceVersion, version: asked.version };
  }
}

function pageOf<K extends KindName>(kind: K, asked: Versioned): Page<Kinds[K]> {
  if (asked.answer.status !== 200) throw refusalOf(asked.call, asked.answer);
  return readPage(asked.call, kind, asked.version, asked.answer);
}

/** The call that lists a kind, or with `watch` in the query watches it. */
export function listCall(
  target: Target,
  kind: KindName,
  version: string,
  query: Readonly<Record<string, string>>,
): Call {
  const path = pathOf(KINDS[kind], version, target);
  const verb = 'watch' in query ? 'watch' : 'list';
  return { ...about(target, kind), method: 'GET', path, query, verb, effect: false };
}

/** What a call about a kind is about, for messages. */
export function about(target: Target, kind: KindName): Pick<Call, 'cluster' | 'resource' | 'namespace'> {
  const { plural, namespaced } = KINDS[kind];
  return {
    cluster: target.cluster,
    resource: plural,
    ...(namespaced ? { namespace: target.namespace } : {}),
  };
}
