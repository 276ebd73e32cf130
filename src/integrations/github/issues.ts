import { z } from 'zod';
import type { Issue, IssueRequest } from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { readData, refusalOf } from './errors.js';
import { isDone, maybe, readPages } from './read.js';

const issueSchema = z.object({
  number: z.number(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  html_url: z.string(),
  body: maybe(z.string()),
  /** The list of issues holds pull requests too. */
  pull_request: maybe(z.object({})),
});
const issueOf = ({ number, title, state, html_url: url }: z.infer<typeof issueSchema>): Issue => ({
  ...{ number, title, state, url },
});

/** Invisible where Markdown is shown. */
const hidden = (marker: string): string => `<!-- coxswain:${marker} -->`;
/** How many of the newest issues are looked through, because search finds a new one only after seconds. */
const NEWEST = 100;

/** See GithubPort.findIssue. */
export async function findIssue(send: Send, repository: string, marker: string): Promise<Issue | undefined> {
  const mark = hidden(marker);
  const what = `look for an issue in ${repository}`;
  const newest = await readPages(
    send,
    {
      route: 'GET /repos/{owner}/{repo}/issues',
      params: { ...repo(repository), state: 'all', sort: 'created', direction: 'desc' },
      what,
    },
    NEWEST,
    z.array(issueSchema),
    (page) => page,
  );
  const isIt = (each: z.infer<typeof issueSchema>): boolean =>
    each.pull_request === undefined && (each.body ?? '').includes(mark);
  const recent = newest.find(isIt);
  if (recent !== undefined || newest.length < NEWEST) return recent && issueOf(recent);
  const q = `repo:${repository} is:issue in:body "coxswain:${marker}"`;
  const found = await readPages(
    send,
    { route: 'GET /search/issues', params: { q }, owner: repo(repository).owner, what },
    20,
    z.object({ items: z.array(issueSchema) }),
    (page) => page.items,
  );
  const older = found.find(isIt);
  return older && issueOf(older);
}

/** See GithubPort.ensureIssue. */
export async function ensureIssue(
  send: Send,
  repository: string,
  { title, body, labels, marker }: IssueRequest,
): Promise<{ readonly state: 'created' | 'found'; readonly issue: Issue }> {
  const known = await findIssue(send, repository, marker);
  if (known !== undefined) return { state: 'found', issue: known };
  const params = {
    ...repo(repository),
    title: title.slice(0, 256),
    body: `${body}\n\n${hidden(marker)}`,
    labels,
  };
  const call: Call = {
    route: 'POST /repos/{owner}/{repo}/issues',
    params,
    what: `file an issue in ${repository}`,
  };
  const answer = await send(call);
  if (answer.status !== 201) throw refusalOf(call, answer);
  return { state: 'created', issue: issueOf(readData(call, answer, issueSchema)) };
}

export async function comment(send: Send, repository: string, issue: number, body: string): Promise<void> {
  const params = { ...repo(repository), issue_number: issue, body };
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const call: Call = { route, params, what: `comment on an issue of ${repository}` };
  const answer = await send(call);
  if (!isDone(answer)) throw refusalOf(call, answer);
}
