import { z } from 'zod';
import { maskSecrets } from '../contracts/masking.js';
import { mend } from './mend.js';
import { CUT_OFF, parseText, type SavedText } from './texts.js';
import { asRead, isRead, kindIn } from './versions.js';

export type { SavedText } from './texts.js';

/** An object whose kind and name are known and whose fields have the types that the API gives them. */
export type SavedObject = Readonly<Record<string, unknown>> & {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
};

/** What saved files hold. */
export interface SavedSnapshot {
  /** By kind; a kind whose list was there and empty has an empty entry. */
  readonly objects: ReadonlyMap<string, readonly SavedObject[]>;
  /** By `namespace/pod/container`, masked. */
  readonly logs: ReadonlyMap<string, string>;
  /** The newest time that the objects name, epoch milliseconds; 0 when they name none. */
  readonly newest: number;
  /** What was not understood: which file or object, and why. */
  readonly problems: readonly { readonly what: string; readonly why: string }[];
}

const listSchema = z.looseObject({
  kind: z.string().regex(/List$/),
  apiVersion: z.string().optional(),
  items: z.array(z.unknown()).nullable().optional(),
});
/** kubectl writes a list's kind behind its items: without it the end of the file is missing. */
const beheadedSchema = z.looseObject({ kind: z.undefined().optional(), items: z.array(z.unknown()) });
const envelopeSchema = z.looseObject({
  kind: z.string().min(1),
  metadata: z.looseObject({ name: z.string().min(1), namespace: z.string().optional() }),
});
/** A directory of `cluster-info dump` keeps logs as `<namespace>/<pod>/logs.txt`. */
const LOG_FILE = /(?:^|[\\/])([^\\/]+)[\\/]([^\\/]+)[\\/]logs\.txt$/;
const LOG_PART =
  /^==== START logs for container (\S+) of pod \S+ ====$([\s\S]*?)(?:^==== END logs|(?![\s\S]))/gm;
/** Lists of lists are made by joining what kubectl wrote; nobody joins more often than this. */
const DEEPEST_LIST = 8;
/** Reports of single objects beyond this would bury the finding. */
const MOST_PROBLEMS = 30;
/** Those that are remembered at all: a file of a million pieces of junk must not cost a million sentences. */
const MOST_KEPT = 1_000;

/** Reads saved objects of any shape: `kubectl get … -o yaml|json`, lists, many documents, dumps. Never throws. */
export function readSaved(files: readonly SavedText[]): SavedSnapshot {
  const gathered: Gathered = {
    objects: new Map(),
    kinds: new Set(),
    logs: new Map(),
    problems: [],
    newest: 0,
    unkept: 0,
    told: new Set(),
  };
  for (const file of files) {
    if (LOG_FILE.test(file.name)) addLogFile(gathered, file);
    else addFile(gathered, file);
  }
  const objects = new Map<string, SavedObject[]>([...gathered.kinds].map((kind) => [kind, []]));
  for (const object of gathered.objects.values()) objects.get(object.kind)?.push(object);
  const hidden = gathered.unkept + gathered.problems.length - MOST_PROBLEMS;
  const problems = gathered.problems.slice(0, MOST_PROBLEMS);
  if (hidden > 0) problems.push({ what: `${hidden} more`, why: 'malformed' });
  return { objects, logs: gathered.logs, newest: gathered.newest, problems };
}

interface Gathered {
  readonly objects: Map<string, SavedObject>;
  readonly kinds: Set<string>;
  readonly logs: Map<string, string>;
  readonly problems: { what: string; why: string }[];
  newest: number;
  /** The same is told once. */
  readonly told: Set<string>;
  /** Problems beyond those that are kept. */
  unkept: number;
}

function addFile(gathered: Gathered, { name, text }: SavedText): void {
  const { values, logs, problems } = parseText(text);
  for (const why of problems) gathered.problems.push({ what: name, why });
  for (const [key, log] of logs) gathered.logs.set(key, maskSecrets(log));
  for (const value of values) addValue(gathered, name, value, undefined, 0);
}

function addLogFile(gathered: Gathered, { name, text }: SavedText): void {
  const [, namespace = '', pod = ''] = LOG_FILE.exec(name) ?? [];
  for (const [, container = '', log = ''] of text.matchAll(LOG_PART))
    gathered.logs.set(`${namespace}/${pod}/${container}`, maskSecrets(log));
}

/** What items of a typed list do not repeat. */
interface Inherited {
  readonly kind: string;
  readonly apiVersion: string | undefined;
}

/** An object, a list of them (items of a `PodList` do not repeat their kind), or an array. */
function addValue(
  gathered: Gathered,
  file: string,
  value: unknown,
  inherited: Inherited | undefined,
  depth: number,
): void {
  if (depth > DEEPEST_LIST) {
    addProblem(gathered, file, 'holds lists within lists: left out');
    return;
  }
  if (Array.isArray(value)) {
    for (const each of value) addValue(gathered, file, each, inherited, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    addProblem(gathered, file, 'holds something that is no object');
    return;
  }
  // A failed parse costs as much as a hundred looks: files may hold a million things that are nothing.
  const kind = 'kind' in value ? value.kind : undefined;
  const isList = typeof kind === 'string' ? kind.endsWith('List') : 'items' in value;
  if (!isList) {
    addObject(gathered, file, value, inherited);
    return;
  }
  const list = listSchema.safeParse(value);
  if (list.success) {
    const kind = list.data.kind === 'List' ? undefined : list.data.kind.replace(/List$/, '');
    if (kind !== undefined) gathered.kinds.add(kindIn(kind, list.data.apiVersion));
    const inherited = kind === undefined ? undefined : { kind, apiVersion: list.data.apiVersion };
    for (const each of list.data.items ?? []) addValue(gathered, file, each, inherited, depth + 1);
    return;
  }
  const beheaded = beheadedSchema.safeParse(value);
  if (beheaded.success) {
    gathered.problems.push({ what: file, why: CUT_OFF });
    addValue(gathered, file, beheaded.data.items, inherited, depth + 1);
    return;
  }
  addObject(gathered, file, value, inherited);
}

/** What is told of a file or an object, the same once. */
function addProblem(gathered: Gathered, what: string, why: string): void {
  const key = `${what}\n${why}`;
  if (gathered.told.has(key)) return;
  if (gathered.problems.length < MOST_KEPT) {
    gathered.told.add(key);
    gathered.problems.push({ what, why });
  } else gathered.unkept += 1;
}

function addObject(gathered: Gathered, file: string, value: object, inherited: Inherited | undefined): void {
  const named = 'metadata' in value && ('kind' in value || inherited !== undefined);
  if (!named) {
    addProblem(gathered, file, 'holds an object without kind and name');
    return;
  }
  const { value: mended, dropped, newest } = mend(asRead({ ...inherited, ...value }));
  const envelope = envelopeSchema.safeParse(mended);
  if (!envelope.success) {
    addProblem(gathered, file, 'holds an object without kind and name');
    return;
  }
  const { metadata } = envelope.data;
  const kind = kindIn(envelope.data.kind, envelope.data['apiVersion']);
  const where = metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  if (dropped.length > 0 && isRead(kind))
    addProblem(gathered, `${kind} ${where}`, `malformed: ${dropped.slice(0, 5).join(', ')}`);
  gathered.newest = Math.max(gathered.newest, newest);
  gathered.kinds.add(kind);
  const { namespace, ...rest } = metadata;
  const placed = { ...rest, name: metadata.name, ...(namespace === undefined ? {} : { namespace }) };
  gathered.objects.set(`${kind} ${where}`, { ...envelope.data, kind, metadata: placed });
}
