import { z } from 'zod';
import type { ServiceAnswer } from '../delivery/request.js';
import { message, pageOf, parsed, type Asked } from './asked.js';
import { deploymentJson, deploymentStatusJson } from './shapes.js';
import { commentJson, issueJson } from './talk-shapes.js';
import { commitAt } from './sources.js';
import type { GithubState } from './state.js';

/** What people and tools write down: deployments with their statuses, and issues. */
export function answerRecords(asked: Asked): ServiceAnswer | undefined {
  const [head, id = '', what] = asked.path;
  const posted = asked.method === 'POST';
  if (head === 'deployments') {
    if (id === '') return posted ? createDeployment(asked) : listDeployments(asked);
    const row = asked.cluster.world.delivery.github.deployments.find((each) => each.id === Number(id));
    if (row?.repository !== asked.repository || what !== 'statuses') return undefined;
    return posted ? addStatus(asked, row) : statuses(asked, row);
  }
  if (head === 'search') return found(asked);
  if (head !== 'issues') return undefined;
  if (id === '') return posted ? createIssue(asked) : listIssues(asked);
  return posted && what === 'comments' ? addComment(asked, Number(id)) : undefined;
}

const deploymentBody = z.object({
  ref: z.string(),
  environment: z.string().default('production'),
  description: z.string().nullish(),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.unknown().optional(),
});

function createDeployment(asked: Asked): ServiceAnswer {
  const { cluster, repository, links } = asked;
  const { github } = cluster.world.delivery;
  const body = parsed(asked, deploymentBody);
  if (body === undefined) return message(422, 'Invalid request.');
  const commit = commitAt(asked, body.ref);
  if (commit === undefined) return message(422, `No ref found for: ${body.ref}`);
  if (github.deploys === 'merge' && body.auto_merge)
    return { status: 202, body: { message: 'Auto-merged main into ref on deployment.' } };
  const failed = github.statuses.some(
    ({ sha, state, context }) =>
      sha === commit.sha && state !== 'success' && (body.required_contexts ?? [context]).includes(context),
  );
  if (github.deploys === 'conflict' || failed)
    return message(409, `Conflict: Commit status checks failed for ${body.ref}.`);
  const row: GithubState['deployments'][number] = {
    ...{ id: github.nextId++, repository, sha: commit.sha, ref: body.ref, environment: body.environment },
    ...{ description: body.description ?? '', payload: body.payload, at: cluster.now(), statuses: [] },
  };
  github.deployments.push(row);
  return { status: 201, body: deploymentJson(links, row) };
}

function listDeployments({ cluster, repository, query, links }: Asked): ServiceAnswer {
  const is = (name: string, value: string): boolean => (query.get(name) ?? value) === value;
  const rows = cluster.world.delivery.github.deployments.filter(
    (row) =>
      row.repository === repository &&
      is('environment', row.environment) &&
      is('sha', row.sha) &&
      is('ref', row.ref),
  );
  return { status: 200, body: pageOf(query, rows.toReversed()).map((row) => deploymentJson(links, row)) };
}

const statusBody = z.object({
  state: z.enum(['queued', 'pending', 'in_progress', 'success', 'failure', 'error', 'inactive']),
  description: z.string().max(140).default(''),
  environment_url: z.string().default(''),
  log_url: z.string().default(''),
});

function addStatus(asked: Asked, row: GithubState['deployments'][number]): ServiceAnswer {
  const body = parsed(asked, statusBody);
  if (body === undefined) return message(422, 'Invalid request.');
  const status = {
    ...{ id: asked.cluster.world.delivery.github.nextId++, state: body.state, description: body.description },
    ...{ environmentUrl: body.environment_url, logUrl: body.log_url, at: asked.cluster.now() },
  };
  row.statuses.push(status);
  return { status: 201, body: deploymentStatusJson(asked.links, row, status) };
}

function statuses({ links, query }: Asked, row: GithubState['deployments'][number]): ServiceAnswer {
  const newest = row.statuses.toReversed();
  return {
    status: 200,
    body: pageOf(query, newest).map((status) => deploymentStatusJson(links, row, status)),
  };
}

const issuesOf = ({ cluster, repository }: Asked) =>
  cluster.world.delivery.github.issues.filter((row) => row.repository === repository);

function listIssues(asked: Asked): ServiceAnswer {
  const rows = issuesOf(asked).toReversed();
  return { status: 200, body: pageOf(asked.query, rows).map((row) => issueJson(asked.links, row)) };
}

/** Search knows an issue only some seconds after it was made. */
const INDEXED_AFTER_MS = 5_000;
function found(asked: Asked): ServiceAnswer {
  const text = /"([^"]+)"/.exec(asked.query.get('q') ?? '')?.[1] ?? '';
  const before = asked.cluster.now() - INDEXED_AFTER_MS;
  const rows = issuesOf(asked).filter(({ body, at }) => at < before && body.includes(text));
  const items = pageOf(asked.query, rows).map((row) => ({ ...issueJson(asked.links, row), score: 1 }));
  return {
    status: 200,
    body: { total_count: rows.length, incomplete_results: false, search_type: 'lexical', items },
  };
}

const issueBody = z.object({
  title: z.string(),
  body: z.string().default(''),
  labels: z.array(z.string()).default([]),
});

function createIssue(asked: Asked): ServiceAnswer {
  const { cluster, repository, links } = asked;
  const body = parsed(asked, issueBody);
  if (body === undefined) return message(422, 'Validation Failed');
  const { github } = cluster.world.delivery;
  const number = 1_000 + issuesOf(asked).length + 1;
  const row = { ...body, id: github.nextId++, repository, number, at: cluster.now(), comments: [] };
  github.issues.push(row);
  return { status: 201, body: issueJson(links, row) };
}

function addComment(asked: Asked, number: number): ServiceAnswer | undefined {
  const row = issuesOf(asked).find((each) => each.number === number);
  const body = parsed(asked, z.object({ body: z.string() }));
  if (row === undefined) return undefined;
  if (body === undefined) return message(422, 'Validation Failed');
  const id = asked.cluster.world.delivery.github.nextId++;
  const comment = { id, body: body.body, at: asked.cluster.now() };
  row.comments.push(comment);
  return { status: 201, body: commentJson(asked.links, row, comment) };
}
