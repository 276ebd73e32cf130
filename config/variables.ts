import { parse } from 'yaml';
import type { Path } from './source.js';
import type { Sections } from './schema.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** One value that the environment sets, and which variable did. */
export interface Override {
  readonly variable: string;
  readonly path: readonly string[];
  readonly value: unknown;
}

const NAMED: Readonly<Record<string, { readonly path: readonly string[]; readonly number?: boolean }>> = {
  PORT: { path: ['http', 'port'], number: true },
  HOST: { path: ['http', 'host'] },
  COXSWAIN_HOME: { path: ['home'] },
  REDIS_URL: { path: ['redis', 'url'] },
  DATABASE_URL: { path: ['database', 'url'] },
  LOG_LEVEL: { path: ['log', 'level'] },
};
/** `COXSWAIN__HTTP__PORT=8080` sets `http.port`: two underscores between keys, one where a key's next word begins. */
const GENERIC = 'COXSWAIN__';

/**
 * Values from the environment, weakest first: the generic form, then named variables, then those of sections.
 * An empty variable counts as absent.
 */
export function overridesFrom(env: Environment, sections: Sections): readonly Override[] {
  const set = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const generic = set
    .filter(([variable]) => variable.startsWith(GENERIC))
    .map(([variable, text]) => ({ variable, path: genericPath(variable), value: yamlValue(text) }));
  const named = Object.entries(NAMED).flatMap(([variable, { path, number }]) => {
    const text = env[variable];
    if (!text) return [];
    return [{ variable, path, value: number === true && /^\d+$/.test(text) ? Number(text) : text }];
  });
  const ofSections = Object.entries(sections).flatMap(([section, { variables = {} }]) =>
    Object.entries(variables).flatMap(([variable, key]) => {
      const value = env[variable];
      return value ? [{ variable, path: [section, key], value }] : [];
    }),
  );
  return [...generic, ...named, ...ofSections];
}

function genericPath(variable: string): readonly string[] {
  return variable
    .slice(GENERIC.length)
    .split('__')
    .map((part) => part.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));
}

function yamlValue(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** The value with the override put in; objects on the way are copied, never changed. */
export function withOverride(value: unknown, path: Path, inner: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return inner;
  const base = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const existing: unknown = Reflect.get(base, head);
  return { ...base, [head]: withOverride(existing, rest, inner) };
}

/** The value without what is at the path. */
export function without(value: unknown, path: Path): unknown {
  const [head, ...rest] = path;
  if (head === undefined || typeof value !== 'object' || value === null || Array.isArray(value))
    return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]: [string, unknown]) => {
      if (key !== String(head)) return [[key, each]];
      const inner = rest.length === 0 ? undefined : without(each, rest);
      return inner === undefined ? [] : [[key, inner]];
    }),
  );
}
