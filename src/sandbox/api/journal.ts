import type { Stored } from '../objects.js';
import { timestamp } from '../objects.js';
import type { IncomingMessage } from 'node:http';
import type { Cluster } from '../cluster.js';
import type { JournalEntry } from '../state/world.js';
import { parsePath } from './resources.js';
import type { ApiContext, ApiRequest } from './request.js';
import { isDryRun } from './writes.js';

const MOST = 5_000;
const OPERATION = 'coxswain.dev/operation';

/** The object that a request is about, as it is now. */
function subject({ cluster }: ApiContext, path: string): Stored | undefined {
  const target = parsePath(path);
  return target?.name === undefined
    ? undefined
    : cluster.store.find(target.resource.kind, target.namespace ?? '', target.name);
}

/**
 * Notes a request that would change something. Call before it is carried out; what comes back notes how it ended.
 * Tests count effects with this.
 */
export function journalOf(context: ApiContext, request: ApiRequest): (status: number) => void {
  if (['GET', 'HEAD'].includes(request.method) || request.path.includes('/selfsubjectaccessreviews'))
    return () => undefined;
  const { cluster } = context;
  const before = cluster.store.version();
  return (status) => {
    const entry: JournalEntry = {
      time: timestamp(cluster.now()),
      user: request.user,
      method: request.method,
      path: request.path,
      contentType: request.contentType,
      dryRun: isDryRun(request),
      bodyBytes: Buffer.byteLength(request.body),
      status,
      changed: cluster.store.version() !== before,
      operation: subject(context, request.path)?.metadata.annotations?.[OPERATION] ?? null,
    };
    note(cluster, entry);
  };
}

function note({ world: { journal } }: Cluster, entry: JournalEntry): void {
  journal.push(entry);
  if (journal.length > MOST) journal.splice(0, journal.length - MOST);
}

/** Notes what was sent to Jenkins, GitHub or the registry to change something. */
export function noteService({ cluster }: ApiContext, incoming: IncomingMessage, status: number): void {
  const { method = 'GET', url = '/', headers } = incoming;
  if (method === 'GET' || method === 'HEAD') return;
  note(cluster, {
    ...{ time: timestamp(cluster.now()), user: 'coxswain', method, path: url.split('?')[0] ?? url },
    ...{ contentType: headers['content-type'] ?? '', dryRun: false, status, changed: status < 400 },
    ...{ bodyBytes: Number(headers['content-length'] ?? 0), operation: null },
  });
}
