import { createHash } from 'node:crypto';
import { timestamp } from '../objects.js';

/** GitHub's JSON as its REST description has it. `api` is the base URL of the API, `web` that of the pages. */
export interface Links {
  readonly api: string;
  readonly web: string;
}

export const number = (text: string): number =>
  Number.parseInt(createHash('sha1').update(text).digest('hex').slice(0, 7), 16);
export const node = (id: string | number): string => Buffer.from(`sandbox:${id}`).toString('base64');
const PERSON_URLS = [
  ...['events', 'followers', 'following', 'gists', 'organizations', 'received_events', 'repos', 'starred'],
  'subscriptions',
];

export function userJson({ api, web }: Links, login: string): object {
  const url = `${api}/users/${login}`;
  return {
    ...{ login, id: number(login), node_id: node(login), avatar_url: `${web}/${login}.png`, gravatar_id: '' },
    ...{ url, html_url: `${web}/${login}`, type: 'User', site_admin: false },
    ...Object.fromEntries(PERSON_URLS.map((name) => [`${name}_url`, `${url}/${name}`])),
  };
}

const REPOSITORY_URLS = [
  ...[
    'archive',
    'assignees',
    'blobs',
    'branches',
    'collaborators',
    'comments',
    'commits',
    'compare',
    'contents',
  ],
  ...[
    'contributors',
    'deployments',
    'downloads',
    'events',
    'forks',
    'git_commits',
    'git_refs',
    'git_tags',
    'hooks',
  ],
  ...['issue_comment', 'issue_events', 'issues', 'keys', 'labels', 'languages', 'merges', 'milestones'],
  ...[
    'notifications',
    'pulls',
    'releases',
    'stargazers',
    'statuses',
    'subscribers',
    'subscription',
    'tags',
    'teams',
  ],
  'trees',
];

/** Whose token it is, as `GET /user` tells it. */
export function accountJson(links: Links, login: string): object {
  const at = '2024-01-02T03:04:05Z';
  return {
    ...userJson(links, login),
    ...{ name: null, company: null, blog: '', location: null, email: null, hireable: null, bio: null },
    ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0, created_at: at, updated_at: at },
    ...{ user_view_type: 'public' },
  };
}

/** The short form, as it is inside other objects. */
export function minimalRepository(links: Links, repository: string): object {
  const url = `${links.api}/repos/${repository}`;
  const [owner = '', name = ''] = repository.split('/');
  return {
    ...{ id: number(repository), node_id: node(repository), name, full_name: repository, private: true },
    ...{
      owner: userJson(links, owner),
      html_url: `${links.web}/${repository}`,
      description: null,
      fork: false,
      url,
    },
    ...Object.fromEntries(REPOSITORY_URLS.map((each) => [`${each}_url`, `${url}/${each}`])),
  };
}

export function repositoryJson(links: Links, repository: string, now: number): object {
  const git = `${links.web}/${repository}.git`;
  const at = timestamp(now);
  return {
    ...minimalRepository(links, repository),
    ...{ clone_url: git, git_url: git, ssh_url: git, svn_url: git, mirror_url: null, homepage: null },
    ...{ default_branch: 'main', language: 'TypeScript', license: null, archived: false, disabled: false },
    ...{ forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0, size: 128 },
    ...{ open_issues: 0, open_issues_count: 0, network_count: 0, subscribers_count: 0 },
    ...{
      has_issues: true,
      has_projects: false,
      has_wiki: false,
      has_pages: false,
      has_discussions: false,
      has_downloads: true,
    },
    ...{ pushed_at: at, created_at: at, updated_at: at },
  };
}
