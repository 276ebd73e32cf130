import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';

export type Path = readonly PropertyKey[];

/** A configuration file with the way back from a value to its line. */
export interface Source {
  /** As problems name it: relative to the working directory. */
  readonly name: string;
  readonly value: unknown;
  /** What it says under `locale:`, even when there are syntax errors elsewhere. */
  readonly locale: unknown;
  /** Syntax errors: `file:line`, the reader's code, and its English sentence. */
  readonly faults: readonly { readonly place: string; readonly code: string; readonly message: string }[];
  /** `file:line` of the deepest part of the path that the file has; `key`: of the key itself, not its value. */
  place(path: Path, key?: string): string;
}

/** Reads YAML text. Duplicate keys and tabs are syntax errors; anchors and aliases resolve. */
export function readSource(name: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const line = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  const faults = document.errors.map(({ pos: [at], code, message }) => ({
    place: line(at),
    code,
    message: sentence(message),
  }));
  return {
    name,
    locale: document.get('locale'),
    value: faults.length === 0 ? (document.toJS() ?? {}) : {},
    faults,
    place: (path, key) => line(offsetOf(document, path, key)),
  };
}

function sentence(message: string): string {
  const first = message.split('\n')[0]?.trim() ?? message;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

function offsetOf(document: Document, path: Path, key: string | undefined): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const part of key === undefined ? path : [...path, key]) {
    const found = child(node, part);
    if (found === undefined) break;
    offset = start(found.key) ?? start(found.value) ?? offset;
    node = found.value;
  }
  return offset;
}

function child(node: unknown, part: PropertyKey): { key: unknown; value: unknown } | undefined {
  if (isSeq(node) && typeof part === 'number') return { key: node.items[part], value: node.items[part] };
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(part));
}

function start(node: unknown): number | undefined {
  const range = isNode(node) ? node.range : undefined;
  return range?.[0];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
