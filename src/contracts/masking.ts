/** What stands in place of a secret. */
export const MASK = '***';

/** A shape of secret: every match is replaced by `put`. */
interface Shape {
  readonly find: RegExp;
  readonly put: string;
}

/** Names whose value is a secret wherever they stand: as a key of an object, in `key=value`, in YAML or JSON. */
const SECRET_NAME =
  'pass(?:word|wd|phrase)|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|key[_-]data|credentials?|dockerconfigjson|connection[_-]?string|client[_-]?assertion|signature|sig(?=\\s?=)|otp(?=\\s?[:=])';
/** What may follow such a name and still name the secret: SECRET_ACCESS_KEY, token_value, PASSWORD_2. */
const NAME_TAIL = '(?:[_-]?(?:access|key|value|data|base64|hash|id|\\d{1,3})){0,3}';

const secretKey = new RegExp(`(?:${SECRET_NAME})${NAME_TAIL}$|^(?:authorization|cookie|set-cookie)$`, 'i');

/**
 * Every pattern is written so that a failed match costs a bounded number of characters: no unbounded part stands
 * before something that may be missing. That keeps the whole linear, whatever a pod writes into its log.
 */
const SHAPES: readonly Shape[] = [
  // An unfinished block is masked to the end of the text.
  {
    find: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,60}-----|$)/g,
    put: MASK,
  },
  { find: /\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4}["']?)[^\r\n"']+/gi, put: `$1${MASK}` },
  { find: /\b((?:set-)?cookie["']?\s{0,4}[:=]\s{0,4}["']?)[^\r\n"']+/gi, put: `$1${MASK}` },
  { find: /\b(bearer\s{1,4})[\w.~+/=-]{6,}/gi, put: `$1${MASK}` },
  { find: /\b(basic\s{1,4})(?=[a-z+/]{0,400}[0-9A-Z=])[\w+/=-]{8,}/g, put: `$1${MASK}` },
  { find: /\b(Basic\s{1,4})(?=[a-z+/]{0,400}[0-9A-Z=])[\w+/=-]{8,}/g, put: `$1${MASK}` },
  // user:password@ in an address; a port (digits and a slash) is none.
  { find: /(:\/\/[^\s@:/]{0,256}:)(?!\d{1,5}[/?#])\S{1,512}@/g, put: `$1${MASK}@` },
  { find: /(hooks\.slack\.com\/(?:services|workflows|triggers)\/)[\w/-]+/g, put: `$1${MASK}` },
  { find: /(?<![\w-])eyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/g, put: MASK },
  { find: /(?<![A-Za-z0-9])(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g, put: MASK },
  { find: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,})/g, put: MASK },
  { find: /(?<![A-Za-z0-9])(?:xox[a-z](?:\.xox[a-z])?-[\w-]{8,}|xapp-[\w-]{8,})/g, put: MASK },
  { find: /(?<![A-Za-z0-9])(?:AIza[\w-]{30,}|ya29\.[\w-]{16,}|[sr]k_(?:live|test)_\w{16,})/g, put: MASK },
  { find: /(?<![\w-])(?:sk-[\w-]{20,}|npm_\w{30,}|hf_\w{30,}|dckr_pat_[\w-]{16,})/g, put: MASK },
  { find: /("auth"\s{0,4}:\s{0,4}")[A-Za-z0-9+/=]{12,}/g, put: `$1${MASK}` },
  {
    find: new RegExp(`(--(?:[a-z]{1,20}-){0,3}(?:${SECRET_NAME})\\s{1,4})(?!-)\\S+`, 'gi'),
    put: `$1${MASK}`,
  },
  keyed('"(?:[^"\\\\\\n]|\\\\.)*', `"${MASK}`),
  keyed("'(?:[^'\\\\\\n]|\\\\.)*", `'${MASK}`),
  keyed('(?:\\\\["\'])?(?![\\s"\'])[^\\s&;"\']+', MASK),
];

function keyed(value: string, put: string): Shape {
  const separator = '(?:\\\\?["\'])?\\s{0,4}(?::=|=>|[:=])[ \\t]{0,4}';
  return { find: new RegExp(`((?:${SECRET_NAME})${NAME_TAIL}${separator})${value}`, 'gi'), put: `$1${put}` };
}

/**
 * The text with everything that looks like a secret replaced by `***`: authorization headers, bearer tokens, passwords in
 * addresses, `key=value` and `key: value` of telling names, tokens of well-known shapes, private keys. It would rather
 * mask too much. Give it whole texts, not single lines: a private key spans many. Never throws; takes time linear in
 * the length; masking twice changes nothing.
 */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const shape of SHAPES) masked = masked.replace(shape.find, shape.put);
  return masked;
}

/** Whether the value under this key of an object is a secret as a whole, e.g. `password` or `githubToken`. */
export function isSecretKey(key: string): boolean {
  return secretKey.test(key);
}
