import type { ServerResponse } from 'node:http';
import type { Stored } from '../objects.js';
import type { StoreChange } from '../state/store.js';
import { tooOld } from './failure.js';
import { matchOf } from './lists.js';
import { present } from './present.js';
import type { Answer, ApiContext, ApiRequest } from './request.js';
import { storedVersion, type Target } from './resources.js';
import { tableOf, wantsTable } from './table.js';

const BOOKMARK_MS = 15_000;
const LONGEST_MS = 30 * 60_000;

/**
 * A watch: JSON lines from the given resourceVersion on, bookmarks where they are allowed, an ERROR event with a 410
 * Status when the history no longer reaches back that far. Without a resourceVersion it begins with what is there.
 */
export function watchAnswer(context: ApiContext, request: ApiRequest, target: Target): Answer {
  const { store } = context.cluster;
  const matches = matchOf(request, target);
  const asked = request.query.get('resourceVersion') ?? '';
  const from = asked === '' || asked === '0' ? undefined : Number(asked);
  return {
    kind: 'stream',
    open(response) {
      const send = sender(response, request, target, context.cluster.now);
      if (from === undefined)
        for (const object of store.all(target.resource.kind, target.namespace).filter(matches))
          send('ADDED', object);
      const missed = from === undefined ? [] : store.since(from);
      if (missed === 'gone') {
        response.end(
          `${JSON.stringify({ type: 'ERROR', object: tooOld(from ?? 0, store.version()).body() })}\n`,
        );
        return;
      }
      const follow = (change: StoreChange): void => {
        const seen = translated(change, target, matches);
        if (seen) send(seen.type, seen.object);
      };
      missed.forEach(follow);
      stayOpen(context, request, target, response, follow);
    },
  };
}

/** What a change looks like through the watch's selector: leaving it is a deletion, entering it an addition. */
function translated(
  { type, object, previous }: StoreChange,
  { resource, namespace }: Target,
  matches: (object: Stored) => boolean,
): { type: StoreChange['type']; object: Stored } | undefined {
  if (object.kind !== resource.kind) return undefined;
  if (namespace !== undefined && object.metadata.namespace !== namespace) return undefined;
  const before = previous !== undefined && matches(previous);
  const after = type !== 'DELETED' && matches(object);
  if (!before && !after) return undefined;
  if (before && after) return { type: 'MODIFIED', object };
  return { type: after ? 'ADDED' : 'DELETED', object };
}

function sender(response: ServerResponse, request: ApiRequest, target: Target, now: () => number) {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const table = wantsTable(request.accept);
  return (type: string, object: Stored): void => {
    const shown = present(object, target);
    const body = table && type !== 'BOOKMARK' ? tableOf([shown], target, now(), {}) : shown;
    response.write(`${JSON.stringify({ type, object: body })}\n`);
  };
}

function stayOpen(
  context: ApiContext,
  { query }: ApiRequest,
  { resource }: Target,
  response: ServerResponse,
  follow: (change: StoreChange) => void,
): void {
  const { store } = context.cluster;
  const unsubscribe = store.subscribe(follow);
  const bookmark = (): void => {
    const metadata = { resourceVersion: String(store.version()), creationTimestamp: null };
    const object = { kind: resource.kind, apiVersion: storedVersion(resource), metadata };
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  };
  const bookmarks =
    query.get('allowWatchBookmarks') === 'true' ? setInterval(bookmark, BOOKMARK_MS) : undefined;
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const end = (): void => void response.end();
  const deadline = setTimeout(end, seconds > 0 ? seconds * 1000 : LONGEST_MS);
  context.closing.addEventListener('abort', end);
  response.once('close', () => {
    unsubscribe();
    clearInterval(bookmarks);
    clearTimeout(deadline);
    context.closing.removeEventListener('abort', end);
  });
}
