import type { Commit } from '../../src/contracts/github.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';

/** The commit that a version is made from: its tag, with or without a `v`. Undefined where no such tag exists. */
export async function versionCommit(
  github: Pick<GithubPort, 'commit'>,
  repository: string,
  version: string,
): Promise<{ readonly ref: string; readonly commit: Commit } | undefined> {
  for (const ref of tagsOf(version)) {
    const commit = await github.commit(repository, `tags/${ref}`);
    if (commit !== undefined) return { ref, commit };
  }
  return undefined;
}

function tagsOf(version: string): readonly string[] {
  return /^v/i.test(version) ? [version, version.slice(1)] : [`v${version}`, version];
}

/** GitHub takes abbreviated commits: twelve digits of each are enough to tell them apart, and short enough to read. */
export function shortCompare(url: string): string {
  return url.replace(/[0-9a-f]{40}/gu, (sha) => sha.slice(0, 12));
}
