/** Tags as registries allow them (OCI distribution specification, "reference"). */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/**
 * Whether a text can name a version: a registry tag that holds a digit, with no empty part (`1..2`, `1.4.`).
 * A word without any digit is no version: it is far likelier a misheard sentence or a tag that moves.
 */
export function isVersion(text: string): boolean {
  return TAG.test(text) && /\d/.test(text) && !/[._-]$/.test(text) && !/\.\./.test(text);
}

interface ParsedVersion {
  readonly numbers: readonly number[];
  readonly prerelease: string;
}

function parse(version: string): ParsedVersion | undefined {
  const found = /^v?(\d+(?:\.\d+)*)(?:[-_.]?(.*))?$/i.exec(version);
  if (found?.[1] === undefined) return undefined;
  return { numbers: found[1].split('.').map(Number), prerelease: found[2] ?? '' };
}

/**
 * Orders versions as https://semver.org#spec-item-11 does, a release after its pre-releases, for any count of numbers.
 * Tags that are no versions come first, in natural order. Negative: `a` is older.
 */
export function compareVersions(a: string, b: string): number {
  const left = parse(a);
  const right = parse(b);
  if (left === undefined || right === undefined) {
    if (left !== undefined) return 1;
    if (right !== undefined) return -1;
    return natural(a, b);
  }
  const length = Math.max(left.numbers.length, right.numbers.length);
  for (let place = 0; place < length; place += 1) {
    const difference = (left.numbers[place] ?? 0) - (right.numbers[place] ?? 0);
    if (difference !== 0) return difference;
  }
  if (left.prerelease === '' || right.prerelease === '')
    return Number(left.prerelease === '') - Number(right.prerelease === '');
  return natural(left.prerelease, right.prerelease);
}

/** Whether it comes before a release: `1.5.0-rc1`. */
export function isPrerelease(version: string): boolean {
  return (parse(version)?.prerelease ?? '') !== '';
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function natural(a: string, b: string): number {
  return COLLATOR.compare(a, b);
}

/** Tags that name no version for people: what cosign keeps beside images, and bare commits. */
const NO_RELEASE = /^sha256-[0-9a-f]{64}|^(?=.*[a-f])[0-9a-f]{7,40}$/;

/** What people can deploy of a registry's tags, each once: versions, the newest first; commits come after them. */
export function newestFirst(tags: Iterable<string>): readonly string[] {
  const versions = [...new Set(tags)].filter((tag) => isVersion(tag) && !tag.startsWith('sha256-'));
  const released = versions.filter((tag) => !NO_RELEASE.test(tag)).sort((a, b) => compareVersions(b, a));
  return [...released, ...versions.filter((tag) => NO_RELEASE.test(tag)).sort()];
}

/** The tags that somebody may have meant, newest first: of the same first two numbers, or with the same digits. */
export function nearestVersions(meant: string, tags: Iterable<string>): readonly string[] {
  const wanted = parse(meant)?.numbers ?? [];
  const digits = meant.replace(/\D/g, '');
  return newestFirst(tags).filter((tag) => {
    const numbers = parse(tag)?.numbers ?? [];
    const alike = wanted.length > 1 && numbers[0] === wanted[0] && numbers[1] === wanted[1];
    return alike || (digits !== '' && tag.replace(/\D/g, '') === digits);
  });
}

/** The newest of several versions; undefined of none. */
export function newestVersion(versions: Iterable<string>): string | undefined {
  return [...versions].sort(compareVersions).at(-1);
}

/** Each value once, in order, as one text: `1.4.1` or `1.4.0 / 1.4.1` where targets differ. */
export function versionsText(versions: readonly (string | number)[]): string {
  return [...new Set(versions.map(String))].join(' / ');
}
