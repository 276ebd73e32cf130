import { shapeOf, TIMES } from './shapes.js';

/** What was left out of one object, and the newest time that it names (epoch milliseconds). */
export interface Mended {
  readonly value: Readonly<Record<string, unknown>>;
  readonly dropped: readonly string[];
  readonly newest: number;
}

/** Objects nest about 15 levels; more is damage or malice. */
const DEEPEST = 40;

/** The object with every field of a wrong type left out: a list is a list, a text is a text, nothing is null. */
export function mend(object: object): Mended {
  const notes = { dropped: new Set<string>(), newest: 0 };
  const value = mendMembers(object, 0, notes);
  return { value, dropped: [...notes.dropped], newest: notes.newest };
}

interface Notes {
  readonly dropped: Set<string>;
  newest: number;
}
const NOTHING = undefined;
/** The kubelet keeps 4,096 bytes of a container's last words and an event 1,024; patterns need not search megabytes. */
const LONGEST_MESSAGE = 4_096;

function mendMembers(object: object, depth: number, notes: Notes): Readonly<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (const [field, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    const mended = mendField(field, value, depth, notes);
    if (mended === NOTHING) notes.dropped.add(field);
    else entries.push([field, mended]);
  }
  return Object.fromEntries(entries);
}

function mendField(field: string, value: unknown, depth: number, notes: Notes): unknown {
  if (depth > DEEPEST) return NOTHING;
  switch (shapeOf(field)) {
    case 'list':
      return Array.isArray(value) ? complete(field, listed(value, depth, notes), notes) : NOTHING;
    case 'texts':
      return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : NOTHING;
    case 'map':
      return isObject(value) ? { ...textMap(value), ...template(field, value, depth, notes) } : NOTHING;
    case 'text':
      return textOf(field, value, depth, notes);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : NOTHING;
    case 'object':
      return isObject(value) ? mendMembers(value, depth + 1, notes) : NOTHING;
    case 'any':
      return isPlainMap(field, value) ? textMap(value) : anything(value, depth, notes);
  }
}

/** `limits` are a map in a container and a list in a LimitRange; a Service's `selector` is a map, that of others has members. */
function isPlainMap(field: string, value: unknown): value is object {
  if (!isObject(value)) return false;
  return (
    field === 'limits' || (field === 'selector' && !('matchLabels' in value || 'matchExpressions' in value))
  );
}

/** Without these an entry of a list says nothing. */
const NEEDED: Readonly<Partial<Record<string, readonly string[]>>> = {
  ownerReferences: ['kind', 'name'],
  containers: ['name'],
  initContainers: ['name'],
  containerStatuses: ['name'],
  initContainerStatuses: ['name'],
  env: ['name'],
  conditions: ['type'],
};

function complete(
  field: string,
  entries: readonly Readonly<Record<string, unknown>>[],
  notes: Notes,
): readonly unknown[] {
  const needed = NEEDED[field];
  if (needed === undefined) return entries;
  const whole = entries.filter((entry) => needed.every((name) => entry[name] !== undefined));
  if (whole.length < entries.length) notes.dropped.add(field);
  return whole;
}

function listed(
  values: readonly unknown[],
  depth: number,
  notes: Notes,
): readonly Readonly<Record<string, unknown>>[] {
  return values.filter(isObject).map((each) => mendMembers(each, depth + 1, notes));
}

/** `value` and `key` may be anything in kinds that nobody reads; a time also tells when the snapshot was taken. */
function textOf(field: string, value: unknown, depth: number, notes: Notes): unknown {
  if (typeof value !== 'string')
    return isObject(value) && (field === 'path' || field === 'value')
      ? mendMembers(value, depth + 1, notes)
      : NOTHING;
  if (TIMES.has(field)) {
    const at = Date.parse(value);
    if (at > notes.newest) notes.newest = at;
  }
  return field === 'message' ? value.slice(0, LONGEST_MESSAGE) : value;
}

function anything(value: unknown, depth: number, notes: Notes): unknown {
  if (!Array.isArray(value)) return isObject(value) ? mendMembers(value, depth + 1, notes) : value;
  const members: readonly unknown[] = value;
  return members
    .filter((each) => each !== null)
    .map((each) => (isObject(each) ? mendMembers(each, depth + 1, notes) : each));
}

/** The `data` of a ControllerRevision is the part of its owner that is rolled out; of all others it is a map of texts. */
function template(field: string, value: object, depth: number, notes: Notes): object {
  if (field !== 'data' || !('spec' in value) || !isObject(value.spec)) return {};
  return { spec: mendMembers(value.spec, depth + 1, notes) };
}

function textMap(value: object): Readonly<Record<string, string>> {
  const pairs = Object.entries(value).flatMap(([key, each]): [string, string][] =>
    typeof each === 'string' || typeof each === 'number' || typeof each === 'boolean'
      ? [[key, String(each)]]
      : [],
  );
  return Object.fromEntries(pairs);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
