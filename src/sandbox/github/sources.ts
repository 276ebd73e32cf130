import type { ServiceAnswer } from '../delivery/request.js';
import type { CommitRow } from '../delivery/state.js';
import { shaOf } from '../genesis/commits.js';
import { CI_WORKFLOW, DEPLOY_WORKFLOW } from '../world/pipelines.js';
import { message, pageOf, type Asked } from './asked.js';
import { minimalRepository, node, repositoryJson } from './owner-shapes.js';
import { checkJson, commitJson, statusJson } from './shapes.js';
import { pullJson } from './talk-shapes.js';

const COMPARE_PAGE = 250;

/** Repository, commits, comparisons, checks and files. */
export function answerSources(asked: Asked): ServiceAnswer | undefined {
  const { method, path, links, repository, query } = asked;
  if (method !== 'GET') return undefined;
  const [head, ref = '', what] = path;
  // It changes when something is pushed, not when somebody asks.
  const pushed = commitsOf(asked).at(-1)?.at ?? 0;
  if (head === undefined) return { status: 200, body: repositoryJson(links, repository, pushed) };
  if (head === 'contents') return fileAt(asked, path.slice(1).join('/'));
  if (head === 'tags') return tags(asked);
  if (head === 'compare') return comparison(asked, ref);
  if (head !== 'commits') return undefined;
  if (ref === '') {
    const tip = commitAt(asked, query.get('sha') ?? 'main');
    return {
      status: 200,
      body: pageOf(query, tip ? lineTo(asked, tip).toReversed() : []).map((row) => commitJson(links, row)),
    };
  }
  const commit = commitAt(asked, ref);
  if (commit === undefined) return message(422, `No commit found for SHA: ${ref}`);
  if (what === undefined) return { status: 200, body: commitJson(links, commit) };
  if (what === 'pulls')
    return { status: 200, body: pageOf(query, commit.pull === undefined ? [] : [pullJson(links, commit)]) };
  if (what === 'check-runs') return checkRuns(asked, commit);
  return what === 'status' ? combined(asked, commit) : undefined;
}

/** Oldest first. */
function commitsOf({ cluster, repository }: Asked): readonly CommitRow[] {
  return cluster.world.delivery.commits.filter((row) => row.repository === repository);
}

/** A SHA, its beginning, a branch, or a tag (`v1.4.2`, `tags/v1.4.2`, `refs/tags/v1.4.2`). */
export function commitAt(asked: Asked, ref: string): CommitRow | undefined {
  const name = ref.replace(/^(refs\/)?(heads|tags)\//, '');
  const commits = commitsOf(asked);
  return (
    commits.findLast(({ branch }) => branch === name) ??
    commits.find(({ version }) => version !== undefined && `v${version}` === name) ??
    (name.length >= 7 ? commits.find(({ sha }) => sha.startsWith(name)) : undefined)
  );
}

/** Newest first: GitHub sorts them by name, backwards. */
function tags(asked: Asked): ServiceAnswer {
  const { links, repository, query } = asked;
  const named = commitsOf(asked).flatMap(({ version, sha }) =>
    version === undefined ? [] : [{ version, sha }],
  );
  const rows = named.toReversed().map(({ version, sha }) => ({
    name: `v${version}`,
    zipball_url: `${links.api}/repos/${repository}/zipball/refs/tags/v${version}`,
    tarball_url: `${links.api}/repos/${repository}/tarball/refs/tags/v${version}`,
    commit: { sha, url: `${links.api}/repos/${repository}/commits/${sha}` },
    node_id: 'sandbox',
  }));
  return { status: 200, body: pageOf(query, rows) };
}

/** The commits that lead to one, oldest first. */
function lineTo(asked: Asked, tip: CommitRow): CommitRow[] {
  const bySha = new Map(commitsOf(asked).map((row) => [row.sha, row]));
  const line: CommitRow[] = [];
  for (let row: CommitRow | undefined = tip; row !== undefined; row = bySha.get(row.parent ?? ''))
    line.unshift(row);
  return line;
}

function comparison(asked: Asked, basehead: string): ServiceAnswer {
  const { links, repository, query } = asked;
  const [from = '', to = ''] = basehead.split('...');
  const base = commitAt(asked, from);
  const head = commitAt(asked, to);
  if (base === undefined || head === undefined) return message(404, 'Not Found');
  const [left, right] = [lineTo(asked, base), lineTo(asked, head)];
  const common = left.findLast(({ sha }) => right.some((row) => row.sha === sha)) ?? base;
  const ahead = right.slice(right.findIndex(({ sha }) => sha === common.sha) + 1);
  const behind = left.slice(left.findIndex(({ sha }) => sha === common.sha) + 1);
  const status =
    ahead.length > 0
      ? behind.length > 0
        ? 'diverged'
        : 'ahead'
      : behind.length > 0
        ? 'behind'
        : 'identical';
  const html = `${links.web}/${repository}/compare/${basehead}`;
  return {
    status: 200,
    body: {
      ...{ url: `${links.api}/repos/${repository}/compare/${basehead}`, html_url: html, permalink_url: html },
      ...{ diff_url: `${html}.diff`, patch_url: `${html}.patch`, status, ahead_by: ahead.length },
      ...{ behind_by: behind.length, total_commits: ahead.length, files: [] },
      ...{ base_commit: commitJson(links, base), merge_base_commit: commitJson(links, common) },
      commits: pageOf(query, ahead, COMPARE_PAGE).map((row) => commitJson(links, row)),
    },
  };
}

function checkRuns({ cluster, links, repository, query }: Asked, { sha }: CommitRow): ServiceAnswer {
  const runs = cluster.world.delivery.github.runs.filter(
    (run) => run.repository === repository && run.sha === sha && run.workflow === 'ci.yml',
  );
  const checks = runs.flatMap((run) => run.jobs.map((job) => checkJson(links, run, job)));
  return { status: 200, body: { total_count: checks.length, check_runs: pageOf(query, checks) } };
}

/** `pending` when there is nothing at all, as GitHub says it. */
function combined({ cluster, links, repository, query }: Asked, { sha }: CommitRow): ServiceAnswer {
  const all = cluster.world.delivery.github.statuses.filter(
    (row) => row.repository === repository && row.sha === sha,
  );
  const newest = [...new Map(all.map((row) => [row.context, row])).values()];
  const bad = newest.some(({ state }) => state === 'failure' || state === 'error');
  const open = newest.length === 0 || newest.some(({ state }) => state === 'pending');
  const url = `${links.api}/repos/${repository}/commits/${sha}`;
  return {
    status: 200,
    body: {
      ...{ state: bad ? 'failure' : open ? 'pending' : 'success', sha, total_count: newest.length },
      statuses: pageOf(query, newest).map((row) => statusJson(links, row)),
      ...{ repository: minimalRepository(links, repository), commit_url: url, url: `${url}/status` },
    },
  };
}

function fileAt({ cluster, links, repository }: Asked, path: string): ServiceAnswer {
  const { marked } = cluster.world.delivery.github;
  const files: Readonly<Record<string, string>> = {
    '.github/workflows/ci.yml': CI_WORKFLOW,
    '.github/workflows/deploy.yml': marked ? DEPLOY_WORKFLOW : unmarked(DEPLOY_WORKFLOW),
  };
  const text = files[path];
  if (text === undefined) return message(404, 'Not Found');
  const content = Buffer.from(text).toString('base64');
  const sha = shaOf(path, text);
  const url = `${links.api}/repos/${repository}/contents/${path}`;
  const git = `${links.api}/repos/${repository}/git/blobs/${sha}`;
  const html = `${links.web}/${repository}/blob/main/${path}`;
  const body = {
    ...{ type: 'file', encoding: 'base64', size: text.length, name: path.split('/').at(-1), path, content },
    ...{ sha, node_id: node(sha), url, git_url: git, html_url: html, download_url: `${html}?raw=1` },
    _links: { self: url, git, html },
  };
  return { status: 200, body };
}

/** The workflow as it is before somebody made it ready for Coxswain. */
function unmarked(workflow: string): string {
  return workflow
    .replace(/ \$\{\{ inputs\.coxswain_operation \}\}/, '')
    .replace(/ {6}coxswain_operation:[^]*$/, '');
}
