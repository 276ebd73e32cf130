import type { CommitRow } from '../delivery/state.js';
import { timestamp } from '../objects.js';
import { node, number, repositoryJson, userJson, type Links } from './owner-shapes.js';
import type { GithubState } from './state.js';

type Issue = GithubState['issues'][number];

/** What people talk in: issues, their comments, pull requests. */
export function issueJson(links: Links, row: Issue): object {
  const base = `${links.api}/repos/${row.repository}`;
  const url = `${base}/issues/${row.number}`;
  const at = timestamp(row.at);
  return {
    ...{ id: row.id, node_id: node(row.id), number: row.number, title: row.title, body: row.body, url },
    ...{ html_url: `${links.web}/${row.repository}/issues/${row.number}`, state: 'open', locked: false },
    ...{ labels: row.labels.map((name) => ({ name })), user: userJson(links, 'coxswain'), assignee: null },
    ...{ milestone: null, comments: row.comments.length, closed_at: null, created_at: at, updated_at: at },
    ...{ comments_url: `${url}/comments`, events_url: `${url}/events`, repository_url: base },
    ...{ labels_url: `${url}/labels{/name}`, author_association: 'MEMBER' },
  };
}

export function commentJson(links: Links, row: Issue, comment: Issue['comments'][number]): object {
  const base = `${links.api}/repos/${row.repository}/issues`;
  const at = timestamp(comment.at);
  return {
    ...{
      id: comment.id,
      node_id: node(comment.id),
      url: `${base}/comments/${comment.id}`,
      body: comment.body,
    },
    html_url: `${links.web}/${row.repository}/issues/${row.number}#issuecomment-${comment.id}`,
    ...{
      issue_url: `${base}/${row.number}`,
      user: userJson(links, 'coxswain'),
      author_association: 'MEMBER',
    },
    ...{ created_at: at, updated_at: at },
  };
}

const PULL_URLS = {
  ...{ commits_url: 'pulls/N/commits', review_comments_url: 'pulls/N/comments', issue_url: 'issues/N' },
  ...{ review_comment_url: 'pulls/comments{/number}', comments_url: 'issues/N/comments' },
} as const;

export function pullJson(links: Links, row: CommitRow): object {
  const base = `${links.api}/repos/${row.repository}`;
  const count = row.pull ?? 0;
  const url = `${base}/pulls/${count}`;
  const html = `${links.web}/${row.repository}/pull/${count}`;
  const urls = Object.entries(PULL_URLS).map(([name, path]): readonly [string, string] => [
    name,
    `${base}/${path.replace('N', String(count))}`,
  ]);
  const merged = row.branch === 'main';
  const at = timestamp(row.at);
  return {
    ...{ id: number(url), node_id: node(url), number: count, title: row.message.split('\n')[0], url },
    ...{ html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch`, body: null, locked: false },
    ...{ state: merged ? 'closed' : 'open', merged_at: merged ? at : null, closed_at: merged ? at : null },
    ...{ user: userJson(links, row.author.login), created_at: at, updated_at: at, merge_commit_sha: row.sha },
    ...{ assignee: null, milestone: null, labels: [], auto_merge: null, author_association: 'MEMBER' },
    ...{
      ...Object.fromEntries(urls),
      statuses_url: `${base}/statuses/${row.sha}`,
      _links: linksOf(url, html),
    },
    ...{ base: end(links, row, 'main'), head: end(links, row, merged ? `change-${count}` : row.branch) },
  };
}

const linksOf = (url: string, html: string): object => {
  const names = ['comments', 'commits', 'statuses', 'issue', 'review_comments', 'review_comment'];
  const rest = names.map((name): readonly [string, object] => [name, { href: `${url}/${name}` }]);
  return { self: { href: url }, html: { href: html }, ...Object.fromEntries(rest) };
};

const end = (links: Links, row: CommitRow, ref: string): object => ({
  ...{ label: `shop:${ref}`, ref, sha: row.sha, user: userJson(links, 'shop') },
  repo: repositoryJson(links, row.repository, row.at),
});
