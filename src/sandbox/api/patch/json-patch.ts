import { z } from 'zod';
import { canonicalJson, type Json } from '../../../contracts/json.js';
import { badRequest, rejectedPatch } from '../failure.js';

const operationSchema = z.object({
  op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
  path: z.string(),
  from: z.string().optional(),
  value: z.json().optional(),
});
type Operation = z.infer<typeof operationSchema>;

/**
 * Applies a JSON patch (RFC 6902) without changing its input. Throws 400 for a malformed patch and 422 when a `test`
 * fails or a path does not exist, as the API server does.
 */
export function applyJsonPatch(document: Json, patch: Json): Json {
  const operations = z.array(operationSchema).safeParse(patch);
  if (!operations.success)
    throw badRequest('json: cannot unmarshal the body into a list of JSON patch operations');
  return operations.data.reduce(applyOperation, document);
}

function applyOperation(document: Json, operation: Operation): Json {
  const path = pointer(operation.path);
  const value = operation.value ?? null;
  switch (operation.op) {
    case 'test': {
      const actual = read(document, path) ?? null;
      if (canonicalJson(actual) !== canonicalJson(value)) throw rejectedPatch();
      return document;
    }
    case 'add':
      return edit(document, path, () => value, 'insert');
    case 'replace':
      if (read(document, path) === undefined) throw rejectedPatch();
      return edit(document, path, () => value, 'set');
    case 'remove':
      if (read(document, path) === undefined) throw rejectedPatch();
      return edit(document, path, () => undefined, 'set');
    case 'move':
    case 'copy': {
      const from = pointer(operation.from ?? '');
      const moved = read(document, from);
      if (moved === undefined) throw rejectedPatch();
      const rest = operation.op === 'move' ? edit(document, from, () => undefined, 'set') : document;
      return edit(rest, path, () => moved, 'insert');
    }
  }
}

/** RFC 6901: `~1` is a slash, `~0` a tilde. */
function pointer(path: string): string[] {
  if (path === '') return [];
  if (!path.startsWith('/')) throw rejectedPatch();
  return path
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function read(document: Json | undefined, path: readonly string[]): Json | undefined {
  const [token, ...rest] = path;
  if (token === undefined || document === undefined) return document;
  if (isList(document)) return read(/^\d+$/.test(token) ? document[Number(token)] : undefined, rest);
  if (typeof document !== 'object' || document === null) return undefined;
  return read(Object.hasOwn(document, token) ? document[token] : undefined, rest);
}

/** `change` gives the new value, or undefined to remove; `insert` shifts list items instead of replacing them. */
function edit(
  document: Json,
  path: readonly string[],
  change: (current: Json | undefined) => Json | undefined,
  mode: 'insert' | 'set',
): Json {
  const [token, ...rest] = path;
  if (token === undefined) return change(document) ?? null;
  const last = rest.length === 0;
  if (isList(document)) {
    const index = token === '-' ? document.length : Number(token);
    if (!Number.isInteger(index) || index < 0 || index > document.length) throw rejectedPatch();
    const current = document[index];
    if (!last && current === undefined) throw rejectedPatch();
    const next = last ? change(current) : edit(current ?? null, rest, change, mode);
    const skipped = last && mode === 'insert' ? 0 : 1;
    return [
      ...document.slice(0, index),
      ...(next === undefined ? [] : [next]),
      ...document.slice(index + skipped),
    ];
  }
  if (typeof document !== 'object' || document === null) throw rejectedPatch();
  const current = Object.hasOwn(document, token) ? document[token] : undefined;
  if (!last && current === undefined) throw rejectedPatch();
  const next = last ? change(current) : edit(current ?? null, rest, change, mode);
  const { [token]: _replaced, ...others } = document;
  return next === undefined ? others : { ...others, [token]: next };
}
