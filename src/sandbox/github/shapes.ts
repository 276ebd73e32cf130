import { timestamp } from '../objects.js';
import type { CommitRow, Delivery } from '../delivery/state.js';
import { CHECK_JOBS, DEPLOY_JOBS, WORKFLOWS } from '../world/pipelines.js';
import type { GithubState, Run } from './state.js';
import { minimalRepository, node, userJson, type Links } from './owner-shapes.js';

export function commitJson(links: Links, row: CommitRow): object {
  const url = `${links.api}/repos/${row.repository}/commits/${row.sha}`;
  const person = { name: row.author.name, email: `${row.author.login}@shop.local`, date: timestamp(row.at) };
  const who = userJson(links, row.author.login);
  return {
    ...{
      sha: row.sha,
      node_id: node(row.sha),
      url,
      html_url: `${links.web}/${row.repository}/commit/${row.sha}`,
    },
    comments_url: `${url}/comments`,
    commit: {
      ...{ author: person, committer: person, message: row.message, comment_count: 0, url },
      tree: { sha: row.sha, url },
    },
    ...{ author: who, committer: who },
    parents: row.parent === null ? [] : [{ sha: row.parent, url: url.replace(row.sha, row.parent) }],
  };
}

const workflowOf = (file: string) => WORKFLOWS.find((each) => each.file === file) ?? WORKFLOWS[0];

export function workflowJson(
  links: Links,
  repository: string,
  { id, name, file }: (typeof WORKFLOWS)[number],
): object {
  const url = `${links.api}/repos/${repository}/actions/workflows/${id}`;
  const at = '2024-01-02T03:04:05.000Z';
  const html = `${links.web}/${repository}/blob/main/.github/workflows/${file}`;
  return {
    ...{ id, node_id: node(id), name, path: `.github/workflows/${file}`, state: 'active', created_at: at },
    ...{ updated_at: at, url, html_url: html, badge_url: `${html}/badge.svg` },
  };
}

export function runJson(links: Links, delivery: Delivery, run: Run): object {
  const url = `${links.api}/repos/${run.repository}/actions/runs/${run.id}`;
  const commit = delivery.commits.find(
    ({ sha, repository }) => sha === run.sha && repository === run.repository,
  );
  const { id: workflowId, name, file } = workflowOf(run.workflow);
  const person = { name: commit?.author.name ?? '', email: `${commit?.author.login ?? ''}@shop.local` };
  const repository = minimalRepository(links, run.repository);
  return {
    ...{ id: run.id, name, node_id: node(run.id), head_branch: run.branch, head_sha: run.sha },
    ...{ path: `.github/workflows/${file}@${run.branch}`, display_title: run.title, run_number: run.number },
    ...{ event: run.event, status: run.status, conclusion: run.conclusion ?? null, workflow_id: workflowId },
    ...{ check_suite_id: run.id, url, html_url: `${links.web}/${run.repository}/actions/runs/${run.id}` },
    ...{ pull_requests: [], created_at: timestamp(run.createdAt), updated_at: timestamp(run.updatedAt) },
    ...{
      actor: userJson(links, run.actor),
      run_attempt: run.attempt,
      run_started_at: timestamp(run.startedAt),
    },
    ...{ triggering_actor: userJson(links, run.actor), previous_attempt_url: null },
    ...{ jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, artifacts_url: `${url}/artifacts` },
    ...{ cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun` },
    ...{ check_suite_url: `${url}/suite`, workflow_url: `${url}/workflow` },
    head_commit: {
      ...{
        id: run.sha,
        tree_id: run.sha,
        message: commit?.message ?? '',
        timestamp: timestamp(commit?.at ?? 0),
      },
      ...{ author: person, committer: person },
    },
    ...{ repository, head_repository: repository },
  };
}

export function jobJson(links: Links, run: Run, job: Run['jobs'][number]): object {
  const base = `${links.api}/repos/${run.repository}`;
  const ended = job.endedAt !== undefined;
  const at = {
    started_at: timestamp(job.startedAt),
    completed_at: ended ? timestamp(job.endedAt ?? 0) : null,
  };
  const rows = [...CHECK_JOBS, ...DEPLOY_JOBS].find(({ name }) => name === job.name)?.steps ?? [];
  const status = ended ? 'completed' : 'in_progress';
  return {
    ...{ id: job.id, run_id: run.id, node_id: node(job.id), head_sha: run.sha, head_branch: run.branch },
    ...{ workflow_name: workflowOf(run.workflow).name, run_url: `${base}/actions/runs/${run.id}` },
    ...{ run_attempt: run.attempt, url: `${base}/actions/jobs/${job.id}`, status, name: job.name },
    html_url: `${links.web}/${run.repository}/actions/runs/${run.id}/job/${job.id}`,
    ...{ conclusion: job.conclusion ?? null, created_at: at.started_at, ...at, labels: ['ubuntu-latest'] },
    ...{ check_run_url: `${base}/check-runs/${job.id}`, runner_id: 1, runner_name: 'sandbox' },
    ...{ runner_group_id: 1, runner_group_name: 'sandbox' },
    steps: rows.map((name, index) => {
      const last = index === rows.length - 1;
      const conclusion = last ? (job.conclusion ?? null) : 'success';
      return { name, number: index + 1, status: last ? status : 'completed', conclusion, ...at };
    }),
  };
}

export function checkJson(links: Links, run: Run, job: Run['jobs'][number]): object {
  const url = `${links.api}/repos/${run.repository}/check-runs/${job.id}`;
  const html = `${links.web}/${run.repository}/actions/runs/${run.id}/job/${job.id}`;
  const ended = job.endedAt !== undefined;
  return {
    ...{ id: job.id, node_id: node(job.id), head_sha: run.sha, name: job.name, external_id: '', url },
    ...{ html_url: html, details_url: html, status: ended ? 'completed' : 'in_progress' },
    ...{ conclusion: job.conclusion ?? null, started_at: timestamp(job.startedAt) },
    ...{
      completed_at: ended ? timestamp(job.endedAt ?? 0) : null,
      check_suite: { id: run.id },
      pull_requests: [],
    },
    output: {
      ...{ title: job.conclusion === 'failure' ? '1 failed' : null, summary: null, text: null },
      ...{ annotations_count: 0, annotations_url: `${url}/annotations` },
    },
    app: null,
  };
}

export function statusJson(links: Links, row: GithubState['statuses'][number]): object {
  const at = timestamp(row.at);
  return {
    ...{ id: row.id, node_id: node(row.id), state: row.state, context: row.context },
    ...{ description: row.description, target_url: row.targetUrl, avatar_url: null },
    ...{ url: `${links.api}/repos/${row.repository}/statuses/${row.sha}`, created_at: at, updated_at: at },
  };
}

export function deploymentJson(links: Links, row: GithubState['deployments'][number]): object {
  const base = `${links.api}/repos/${row.repository}`;
  const updated = row.statuses.at(-1)?.at ?? row.at;
  return {
    ...{
      url: `${base}/deployments/${row.id}`,
      id: row.id,
      node_id: node(row.id),
      sha: row.sha,
      ref: row.ref,
    },
    ...{ task: 'deploy', payload: row.payload ?? {}, original_environment: row.environment },
    ...{ environment: row.environment, description: row.description, creator: userJson(links, 'coxswain') },
    ...{ created_at: timestamp(row.at), updated_at: timestamp(updated), repository_url: base },
    statuses_url: `${base}/deployments/${row.id}/statuses`,
  };
}

type Deployment = GithubState['deployments'][number];
export function deploymentStatusJson(
  links: Links,
  row: Deployment,
  status: Deployment['statuses'][number],
): object {
  const base = `${links.api}/repos/${row.repository}`;
  const at = timestamp(status.at);
  return {
    ...{
      url: `${base}/deployments/${row.id}/statuses/${status.id}`,
      id: status.id,
      node_id: node(status.id),
    },
    ...{ state: status.state, creator: userJson(links, 'coxswain'), description: status.description },
    ...{
      environment: row.environment,
      target_url: '',
      log_url: status.logUrl,
      created_at: at,
      updated_at: at,
    },
    ...{ environment_url: status.environmentUrl, deployment_url: `${base}/deployments/${row.id}` },
    repository_url: base,
  };
}
