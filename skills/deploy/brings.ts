import type { Comparison, PullRequest } from '../../src/contracts/github.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { Asking } from '../shared/pipeline/asking.js';
import type { Warning } from '../shared/preflight-reads.js';
import type { Scope } from '../shared/targets.js';
import { shortCompare, versionCommit } from '../shared/version-commit.js';

/** So many commits are asked for their pull requests; the rest are only counted. */
const ASKED = 10;
const SHOWN = 5;
const TITLE = 60;

/** What a deploy brings: commits, pull requests and authors between the two versions' tags. Nothing where that is not known. */
export async function bringsNotes(
  github: GithubPort | undefined,
  { service: { repository } }: Scope,
  from: string,
  to: string,
  ask: Asking,
): Promise<readonly Warning[]> {
  if (github === undefined || repository === undefined) return [];
  const told = await ask('GitHub', async () => {
    const [before, after] = await Promise.all([
      versionCommit(github, repository, from),
      versionCommit(github, repository, to),
    ]);
    if (before === undefined || after === undefined) return undefined;
    const compared = await github.compare(repository, before.commit.sha, after.commit.sha);
    if (compared === undefined) return undefined;
    const newest = compared.commits.slice(-ASKED);
    const pulls = await Promise.all(newest.map(({ sha }) => github.pullsOf(repository, sha)));
    return { compared, pulls: pulls.flat() };
  });
  if (told.state === 'unread') return [{ code: 'brings_unread', params: { source: told.source } }];
  return told.value === undefined ? [] : notesOf(told.value.compared, told.value.pulls);
}

function notesOf(compared: Comparison, pulls: readonly PullRequest[]): readonly Warning[] {
  const authors = [...new Set(compared.commits.map(({ author }) => author))];
  const merged = [...new Map(pulls.map((pull) => [pull.number, pull])).values()];
  const titles = merged.map(({ number, title }) => `#${number} ${maskSecrets(title).slice(0, TITLE)}`);
  if (compared.total === 0)
    return compared.behind === 0 ? [] : [{ code: 'takes_away', params: { count: compared.behind } }];
  const brings = {
    code: 'brings',
    params: { count: compared.total, authors, url: shortCompare(compared.url) },
  };
  if (titles.length === 0) return [brings];
  const more = titles.length - SHOWN;
  const pullNote = { code: 'pulls', params: { pulls: titles.slice(0, SHOWN) } };
  return [brings, pullNote, ...(more > 0 ? [{ code: 'more_pulls', params: { count: more } }] : [])];
}
