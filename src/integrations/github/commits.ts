import { z } from 'zod';
import type { Commit, Comparison, PullRequest, Repository } from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { maybe, readOne, readPages, timeSchema } from './read.js';

const commitSchema = z.object({
  sha: z.string(),
  html_url: z.string(),
  commit: z.object({
    message: z.string(),
    author: maybe(z.object({ name: maybe(z.string()), date: maybe(timeSchema) })),
    committer: maybe(z.object({ date: maybe(timeSchema) })),
  }),
  author: maybe(z.object({ login: maybe(z.string()) })),
});

function commitOf({ sha, html_url: url, commit, author }: z.infer<typeof commitSchema>): Commit {
  const name = author?.login ?? commit.author?.name ?? '';
  const at = commit.committer?.date ?? commit.author?.date ?? 0;
  return { sha, message: commit.message, author: name, at, url };
}

const repositorySchema = z.object({
  full_name: z.string(),
  default_branch: z.string(),
  html_url: z.string(),
  archived: maybe(z.boolean()),
  has_issues: maybe(z.boolean()),
});

export async function readRepository(send: Send, repository: string): Promise<Repository | undefined> {
  const what = `read repository ${repository}`;
  const raw = await readOne(
    send,
    { route: 'GET /repos/{owner}/{repo}', params: repo(repository), what },
    repositorySchema,
  );
  return (
    raw && {
      ...{ name: raw.full_name, defaultBranch: raw.default_branch, url: raw.html_url },
      ...{ archived: raw.archived ?? false, issues: raw.has_issues ?? true },
    }
  );
}

export async function readCommit(send: Send, repository: string, ref: string): Promise<Commit | undefined> {
  const params = { ...repo(repository), ref };
  const what = `read commit ${ref} of ${repository}`;
  const raw = await readOne(
    send,
    { route: 'GET /repos/{owner}/{repo}/commits/{ref}', params, what },
    commitSchema,
    [404, 409, 422],
  );
  return raw && commitOf(raw);
}

const tagSchema = z.object({ name: z.string(), commit: z.object({ sha: z.string() }) });

/** See GithubPort.tags. */
export async function readTags(
  send: Send,
  repository: string,
  limit: number,
): Promise<readonly { readonly name: string; readonly sha: string }[]> {
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/tags',
    params: repo(repository),
    what: `list tags of ${repository}`,
  };
  const tags = await readPages(send, call, limit, z.array(tagSchema), (page) => page);
  return tags.map(({ name, commit: { sha } }) => ({ name, sha }));
}

export async function readCommits(
  send: Send,
  repository: string,
  { branch, limit }: { readonly branch?: string; readonly limit: number },
): Promise<readonly Commit[]> {
  const params = { ...repo(repository), ...(branch !== undefined && { sha: branch }) };
  const call: Call = {
    route: 'GET /repos/{owner}/{repo}/commits',
    params,
    what: `list commits of ${repository}`,
  };
  return (await readPages(send, call, limit, z.array(commitSchema), (page) => page)).map(commitOf);
}

const comparisonSchema = z.object({
  status: z.enum(['ahead', 'behind', 'identical', 'diverged']),
  ahead_by: z.number(),
  behind_by: z.number(),
  total_commits: z.number(),
  html_url: z.string(),
  commits: z.array(commitSchema),
});
/** GitHub lists at most so many commits a page, and only the first page without paging. */
const COMPARE_PAGE = 250;
const MOST_COMPARED = 1_000;

export async function compare(
  send: Send,
  repository: string,
  base: string,
  head: string,
): Promise<Comparison | undefined> {
  const commits: Commit[] = [];
  for (let page = 1; ; page++) {
    const params = { ...repo(repository), basehead: `${base}...${head}`, per_page: COMPARE_PAGE, page };
    const what = `compare ${base} with ${head} in ${repository}`;
    const raw = await readOne(
      send,
      { route: 'GET /repos/{owner}/{repo}/compare/{basehead}', params, what },
      comparisonSchema,
    );
    if (raw === undefined) return undefined;
    commits.push(...raw.commits.map(commitOf));
    const all = commits.length >= raw.total_commits || raw.commits.length === 0;
    if (!all && commits.length < MOST_COMPARED) continue;
    return {
      ...{ status: raw.status, ahead: raw.ahead_by, behind: raw.behind_by },
      ...{ total: raw.total_commits, commits, url: raw.html_url },
    };
  }
}

const pullSchema = z.object({
  number: z.number(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  merged_at: maybe(z.string()),
  html_url: z.string(),
  user: maybe(z.object({ login: z.string() })),
  base: z.object({ ref: z.string() }),
  head: z.object({ ref: z.string() }),
});

export async function readPulls(
  send: Send,
  repository: string,
  sha: string,
): Promise<readonly PullRequest[]> {
  const params = { ...repo(repository), commit_sha: sha };
  const what = `list the pull requests of a commit in ${repository}`;
  const call: Call = { route: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', params, what };
  const pulls = await readPages(send, call, 100, z.array(pullSchema), (page) => page);
  return pulls.map((raw) => ({
    ...{ number: raw.number, title: raw.title, author: raw.user?.login ?? '' },
    state: raw.merged_at === undefined ? raw.state : 'merged',
    ...{ base: raw.base.ref, head: raw.head.ref, url: raw.html_url },
  }));
}
