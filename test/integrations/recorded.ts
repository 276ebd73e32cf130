import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { parseJson } from '../../src/trust-boundaries.js';

/** Real answers that other projects recorded. They are not ours to ship: tests read them where they are. */
export const RECORDINGS = join(import.meta.dirname, '../../../shared/recordings');
export const recorded = existsSync(RECORDINGS);
if (!recorded) process.stdout.write('skipped: no recordings\n');

const headerSchema = z.union([z.string(), z.array(z.string())]);
const mappingSchema = z.object({
  insertionIndex: z.number().default(0),
  request: z.object({ method: z.string(), url: z.string() }),
  response: z.object({
    status: z.number(),
    headers: z.record(z.string(), headerSchema).default({}),
    body: z.string().optional(),
    bodyFileName: z.string().optional(),
  }),
});
type Mapping = z.infer<typeof mappingSchema> & { readonly folder: string };

/** An answer of ours, where nobody recorded one. */
export interface Added {
  readonly method?: string;
  readonly path: string;
  readonly status?: number;
  readonly body?: object;
}
export interface Replay {
  readonly url: string;
  /** `METHOD path?query body` of what was asked. */
  readonly asked: readonly string[];
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

function mappingsOf(folder: string): readonly Mapping[] {
  return readdirSync(join(folder, 'mappings')).map((file) => ({
    ...mappingSchema.parse(parseJson(readFileSync(join(folder, 'mappings', file), 'utf8'))),
    folder,
  }));
}

/**
 * A server that answers as was recorded. Requests are matched by method and path: which page of what was asked for
 * differs from client to client. Several answers to one request are given in their order, the last one for good.
 */
export async function replayOf(folders: readonly string[], added: readonly Added[] = []): Promise<Replay> {
  const mappings = folders
    .flatMap((folder) => mappingsOf(join(RECORDINGS, folder)))
    .toSorted((a, b) => a.insertionIndex - b.insertionIndex);
  const asked: string[] = [];
  const given = new Map<string, number>();
  const startedAt = Date.now();
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host ?? ''}`;
    const { pathname, search } = new URL(request.url ?? '/', url);
    const { method = 'GET' } = request;
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      asked.push(`${method} ${pathname}${search} ${body}`.trim());
      const extra = added.find(
        (each) => (each.method ?? 'GET') === method && each.path === decodeURIComponent(pathname),
      );
      if (extra !== undefined) {
        response.writeHead(extra.status ?? 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(extra.body ?? {}));
        return;
      }
      const fitting = mappings.filter(
        (each) => each.request.method === method && new URL(each.request.url, url).pathname === pathname,
      );
      const key = `${method} ${pathname}`;
      const count = given.get(key) ?? 0;
      given.set(key, count + 1);
      const mapping = fitting[Math.min(count, fitting.length - 1)];
      if (mapping === undefined) {
        response.writeHead(404, { 'content-type': 'application/json' });
        response.end('{"message":"Not Found"}');
        return;
      }
      const { status, headers } = mapping.response;
      response.writeHead(status, headersAt(headers, url, startedAt));
      response.end(bodyOf(mapping).replace(/https?:\/\/(localhost:PORT|api\.github\.com)/g, url));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { url: `http://127.0.0.1:${address.port}`, asked };
}

function bodyOf({ response, folder }: Mapping): string {
  if (response.bodyFileName === undefined) return response.body ?? '';
  return readFileSync(join(folder, '__files', response.bodyFileName), 'utf8');
}

/** What a client looks at; other hosts are this server. */
const SEEN = /^(content-type|date|etag|link|location|retry-after|gh-limited-by|x-ratelimit-.*)$/i;

function headersAt(
  headers: Readonly<Record<string, string | string[]>>,
  url: string,
  startedAt: number,
): Record<string, string> {
  const shown = Object.entries(headers).filter(([name]) => SEEN.test(name));
  return Object.fromEntries(
    shown.map(([name, value]) => [
      name,
      [value]
        .flat()
        .join(', ')
        .replace(/\{\{(.*?)\}\}/g, (_all, template: string) => timeOf(template, startedAt))
        .replace(/^https:\/\/[a-z0-9.]+\.githubusercontent\.com/, url),
    ]),
  );
}

/** The recordings' own times: `now offset='8 seconds' format='unix'`, `testStartDate …`. */
function timeOf(template: string, startedAt: number): string {
  const offset = Number(/offset='(\d+) seconds'/.exec(template)?.[1] ?? 0) * 1_000;
  const at = (template.startsWith('now') ? Date.now() : startedAt) + offset;
  return template.includes("format='unix'") ? String(Math.floor(at / 1_000)) : new Date(at).toUTCString();
}

/** The kinds of value at every place of a JSON value; list items share one place: `jobs.[].name`. */
function kindsIn(
  value: unknown,
  place = '',
  into = new Map<string, Set<string>>(),
): Map<string, Set<string>> {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  into.set(place, (into.get(place) ?? new Set<string>()).add(kind));
  if (Array.isArray(value)) for (const each of value) kindsIn(each, `${place}.[]`, into);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) kindsIn(each, `${place}.${name}`, into);
  return into;
}

/** Places that both have and whose kinds have nothing in common. `null` agrees with anything. */
export function disagreements(one: unknown, other: unknown): readonly string[] {
  const theirs = kindsIn(other);
  return [...kindsIn(one)].flatMap(([place, kinds]) => {
    const known = theirs.get(place);
    if (known === undefined || kinds.has('null') || known.has('null')) return [];
    return [...kinds].some((kind) => known.has(kind))
      ? []
      : [`${place}: ${[...kinds].join()} and ${[...known].join()}`];
  });
}
