import { parseDocument } from 'yaml';
import { parseJson } from '../trust-boundaries.js';

/** A saved file, or standard input, as it was read. */
export interface SavedText {
  readonly name: string;
  readonly text: string;
}
/** What a text holds: values of unknown shape, logs that stood between them, and what could not be understood. */
export interface Parsed {
  readonly values: readonly unknown[];
  /** By `namespace/pod/container`. */
  readonly logs: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

export const CUT_OFF = 'is cut off: what is complete was read';
/** YAML is read about a hundred times slower than JSON: more than this takes longer than anybody waits (about 10 s). */
const MOST_YAML = 8 * 1024 * 1024;
/** One object is at most 1.5 MB in a cluster; a document beyond this is none, and parsing it takes many times its size. */
const MOST_DOCUMENT = 4 * 1024 * 1024;

/** Takes a text apart: JSON (one value, several, or cut off), YAML (one document or many), or a `cluster-info dump`. Never throws. */
export function parseText(text: string): Parsed {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (start === '') return { values: [], logs: new Map(), problems: ['is empty'] };
  if (isBinary(start))
    return { values: [], logs: new Map(), problems: ['is no text: neither YAML nor JSON'] };
  if (start.startsWith('{') || start.startsWith('[') || start.startsWith(LOG_START))
    return parseJsonText(start);
  return parseYamlText(start);
}

const LOOKED_AT = 1024;
/** Control characters that some text has: tab, line feed, form feed, carriage return, and escape (colours). */
const IN_TEXT = new Set([9, 10, 12, 13, 27]);

/** An archive, a picture, or bytes that are no UTF-8 (which are read as U+FFFD). */
function isBinary(text: string): boolean {
  const beginning = text.slice(0, LOOKED_AT);
  if (beginning.includes('\ufffd\ufffd')) return true;
  return Array.from(beginning, (each) => each.charCodeAt(0)).some((code) => code < 32 && !IN_TEXT.has(code));
}

const LOG_START = '==== START logs for container ';
const LOG_BLOCK =
  /^==== START logs for container (\S+) of pod ([^\s/]+)\/(\S+) ====\n([\s\S]*?)(?:^==== END logs for container |(?![\s\S]))/gm;

function parseJsonText(text: string): Parsed {
  const whole = tryJson(text);
  if (whole !== undefined) return { values: [whole], logs: new Map(), problems: [] };
  const logs = new Map<string, string>();
  const bare = text.replace(
    LOG_BLOCK,
    (_block, container: string, namespace: string, pod: string, log: string) => {
      logs.set(`${namespace}/${pod}/${container}`, log);
      return '';
    },
  );
  const pieces = jsonPieces(bare);
  const values = pieces.texts.flatMap((piece) => tryJson(piece) ?? []);
  const damaged = pieces.texts.length - values.length;
  const problems = [
    ...(pieces.cut ? [CUT_OFF] : []),
    ...(damaged > 0 ? [`has ${damaged} parts that are no JSON`] : []),
    ...(values.length === 0 && logs.size === 0 ? ['holds no complete object'] : []),
  ];
  return { values, logs, problems };
}

function tryJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/**
 * The complete objects of a text that as a whole is no JSON: several values one after the other, or one that ends too early. Of a
 * list that is cut off, its complete items.
 */
function jsonPieces(text: string): { readonly texts: readonly string[]; readonly cut: boolean } {
  const found = balanced(text, 0);
  if (found.openAt === undefined) return { texts: found.texts, cut: false };
  const items = /"items"\s*:\s*\[/.exec(text.slice(found.openAt));
  const inside = items === null ? undefined : balanced(text, found.openAt + items.index + items[0].length);
  return { texts: [...found.texts, ...(inside?.texts ?? [])], cut: true };
}

/** Balanced `{…}` from a place on; `openAt` where one begins that never ends. Strings and escapes are respected. */
function balanced(
  text: string,
  from: number,
): { readonly texts: readonly string[]; readonly openAt: number | undefined } {
  const texts: string[] = [];
  const marks = /["{}]/g;
  marks.lastIndex = from;
  let depth = 0;
  let start = from;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = endOfString(text, mark.index);
      if (end === undefined) break;
      marks.lastIndex = end;
    } else if (mark[0] === '{') {
      if (depth === 0) start = mark.index;
      depth += 1;
    } else if (depth > 0) {
      depth -= 1;
      if (depth === 0) texts.push(text.slice(start, mark.index + 1));
    }
  }
  return { texts, openAt: depth > 0 ? start : undefined };
}

function endOfString(text: string, quote: number): number | undefined {
  for (let at = text.indexOf('"', quote + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return undefined;
}

function parseYamlText(text: string): Parsed {
  const kept = text.length > MOST_YAML ? text.slice(0, MOST_YAML) : text;
  const problems = new Set<string>();
  if (kept.length < text.length)
    problems.add(
      `is ${Math.round(text.length / 1048576)} MB of YAML: only the first ${MOST_YAML / 1048576} MB were read; JSON has no such limit`,
    );
  const values = kept.split(/^---(?:[ \t].*)?$/m).flatMap((document) => yamlValues(document, problems));
  if (values.length === 0) problems.add('holds no object');
  return { values, logs: new Map(), problems: [...problems] };
}

/** A list as kubectl writes it is read item by item: a damaged item costs only itself. */
function yamlValues(document: string, problems: Set<string>): readonly unknown[] {
  if (document.trim() === '') return [];
  const items = /^items:[ \t]*\r?\n(?=- )/m.exec(document);
  if (items === null) return parseYaml(document, problems);
  const body = document.slice(items.index + items[0].length);
  const end = /^[A-Za-z]/m.exec(body)?.index ?? body.length;
  const head = document.slice(0, items.index) + body.slice(end);
  const listed = body
    .slice(0, end)
    .split(/^(?=- )/m)
    .flatMap((item) => parseYaml(item.replace(/^- /, '  '), problems));
  const heads = parseYaml(head, problems);
  return heads.length === 0
    ? [{ items: listed }]
    : heads.map((value) => ({ ...asRecord(value), items: listed }));
}

function parseYaml(text: string, problems: Set<string>): readonly unknown[] {
  if (text.length > MOST_DOCUMENT) {
    problems.add(`has a document of ${Math.round(text.length / 1048576)} MB: left out`);
    return [];
  }
  try {
    const document = parseDocument(text, { logLevel: 'silent', strict: false, uniqueKeys: false });
    if (document.errors.length > 0)
      problems.add(`has parts that are no YAML (${firstLine(document.errors[0]?.message)})`);
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch (error) {
    problems.add(`has parts that are no YAML (${firstLine(error instanceof Error ? error.message : '')})`);
    return [];
  }
}

function firstLine(message: string | undefined): string {
  return (message ?? '').split('\n')[0] ?? '';
}
function asRecord(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
