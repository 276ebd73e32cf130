/**
 * How the keys of `service=checkout env=prod` read as words of a sentence. A map, like every table that is asked for a
 * word somebody said: a plain object also knows "constructor".
 */
const KEYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    service: '',
    svc: '',
    app: '',
    environment: 'to',
    env: 'to',
    version: 'version',
    tag: 'version',
    replicas: 'to',
    count: 'to',
    id: '#',
    operation: '#',
    strategy: '',
    branch: 'branch',
    code: 'code',
  }),
);
const COUNTS = new Set(['replicas', 'count']);
const PAIR = /(?<![\p{L}\p{N}])([a-z]+)\s*=\s*("[^"]*"|\S+)/giu;

/** Turns `key=value` into the words that mean the same; text without such pairs stays as it is. */
export function fromKeyValues(text: string): string {
  return text.replace(PAIR, (whole, key: string, value: string) => {
    const word = KEYS.get(key.toLowerCase());
    const plain = value.replaceAll('"', '').replace(/[,;]$/u, '');
    if (word === undefined) return whole;
    if (word === '#') return `#${plain.replace('#', '')}`;
    if (!COUNTS.has(key.toLowerCase())) return `${word} ${plain}`.trim();
    // A signed number is a difference, and "to +2" would be neither.
    return /^[+-]/u.test(plain) ? `${plain} replicas` : `${word} ${plain} replicas`;
  });
}
