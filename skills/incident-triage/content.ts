import { PortError } from '../../src/contracts/errors.js';
import type { Comparison } from '../../src/contracts/github.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import { shortCompare, versionCommit } from '../shared/version-commit.js';
import type { Judged } from './triage.js';

/** What a new version brought: its commits, and the pull requests they came with. */
export interface Content {
  /** All of them; `commits` are the newest three. */
  readonly total: number;
  readonly commits: readonly { readonly title: string; readonly author: string }[];
  readonly pulls: readonly { readonly number: number; readonly title: string }[];
  /** The comparison for a browser, and what it compares: `shop/cart 1.0.0 → 1.1.0`. */
  readonly url: string;
  readonly name: string;
}

interface Ports {
  readonly catalogue: CataloguePort;
  readonly github: GithubPort | undefined;
}
const SHOWN = 3;
/** The causes are known by then; what GitHub has not said is left out. Milliseconds. */
const PATIENCE_MS = 2_000;

/** The content of the version that a finding blames; undefined where none is blamed, no repository is known, or GitHub is too slow. */
export async function contentOf(
  { catalogue, github }: Ports,
  tenant: string,
  { service, suspect, change }: Judged,
  clock: Clock,
): Promise<Content | undefined> {
  const versions = (suspect?.change ?? change)?.versions;
  const repository = service === undefined ? undefined : catalogue.service(tenant, service)?.repository;
  if (github === undefined || repository === undefined || versions === undefined) return undefined;
  const enough = new AbortController();
  const late = clock.sleep(PATIENCE_MS, enough.signal).then(() => undefined);
  const found = await Promise.race([read(github, repository, versions), late]);
  enough.abort();
  return found;
}

async function read(
  github: GithubPort,
  repository: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Content | undefined> {
  try {
    const [base, head] = await Promise.all([
      versionCommit(github, repository, from),
      versionCommit(github, repository, to),
    ]);
    if (base === undefined || head === undefined) return undefined;
    const compared = await github.compare(repository, base.commit.sha, head.commit.sha);
    if (compared === undefined) return undefined;
    const found = await contentIn(github, repository, compared);
    return { ...found, name: `${repository} ${from} → ${to}`, url: shortCompare(compared.url) };
  } catch (error) {
    // Whatever is wrong with GitHub takes nothing away from what the cluster proves.
    if (error instanceof PortError) return undefined;
    throw error;
  }
}

async function contentIn(
  github: GithubPort,
  repository: string,
  { total, commits }: Comparison,
): Promise<Omit<Content, 'name' | 'url'>> {
  const newest = commits.slice(-SHOWN).reverse();
  const pulls = await Promise.all(newest.map(({ sha }) => github.pullsOf(repository, sha)));
  const merged = pulls.flat().filter(({ state }) => state === 'merged');
  return {
    total,
    commits: newest.map(({ message, author }) => ({ title: message.split('\n')[0] ?? '', author })),
    pulls: [...new Map(merged.map(({ number, title }) => [number, { number, title }])).values()],
  };
}
