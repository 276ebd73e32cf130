import type { Cluster } from '../cluster.js';
import type { CommitRow } from '../delivery/state.js';
import { imageOf } from '../genesis/shop.js';
import { rollOut, rolloutState } from '../jenkins/effects.js';
import { ENVIRONMENTS } from '../world/environments.js';
import { CHECK_JOBS, DEPLOY_JOBS, ROLLOUT_PATIENCE_MS } from '../world/pipelines.js';
import type { Run } from './state.js';

const START_MS = 800;
const LOOK_EVERY_MS = 300;
const rowsOf = (run: Run) => (run.workflow === 'ci.yml' ? CHECK_JOBS : DEPLOY_JOBS);

/** Begins a workflow run, in the queue at first. */
export function startRun(
  cluster: Cluster,
  about: Pick<Run, 'repository' | 'workflow' | 'event' | 'branch' | 'sha' | 'title' | 'actor' | 'inputs'>,
): Run {
  const { github } = cluster.world.delivery;
  const siblings = github.runs.filter(
    ({ repository, workflow }) => repository === about.repository && workflow === about.workflow,
  );
  const now = cluster.now();
  const run: Run = {
    ...{ ...about, id: github.nextId++, number: siblings.length + 1, attempt: 1, status: 'queued' },
    ...{ createdAt: now, startedAt: now, updatedAt: now, jobs: [] },
  };
  github.runs.push(run);
  schedule(cluster, run, START_MS);
  return run;
}

function schedule(cluster: Cluster, { id }: Run, ms: number): void {
  cluster.schedule({ due: cluster.after(ms), task: 'delivery', event: 'run', id: String(id) });
}

/** The environment whose gate a run must pass. */
export function gateOf(run: Run): string | undefined {
  const { environment } = run.inputs;
  return ENVIRONMENTS.some(({ name, protected: isProtected }) => name === environment && isProtected)
    ? environment
    : undefined;
}

/** The run's next step is due: leave the queue, end a job, begin the next. */
export function advanceRun(cluster: Cluster, id: string): void {
  const run = cluster.world.delivery.github.runs.find((each) => each.id === Number(id));
  if (run === undefined || run.status === 'completed' || run.status === 'waiting') return;
  run.updatedAt = cluster.now();
  if (run.status === 'queued') {
    run.status = gateOf(run) === undefined ? 'in_progress' : 'waiting';
    if (run.status === 'in_progress') beginJob(cluster, run);
    return;
  }
  const job = run.jobs.at(-1);
  if (job?.endedAt !== undefined || job === undefined) return;
  const conclusion = conclusionOf(cluster, run, job.name);
  if (conclusion === undefined) {
    schedule(cluster, run, LOOK_EVERY_MS);
    return;
  }
  job.conclusion = conclusion;
  job.endedAt = cluster.now();
  if (conclusion === 'success' && run.jobs.length < rowsOf(run).length) beginJob(cluster, run);
  else endRun(cluster, run, conclusion);
}

function beginJob(cluster: Cluster, run: Run): void {
  const row = rowsOf(run)[run.jobs.length];
  if (row === undefined) return;
  run.jobs.push({ id: cluster.world.delivery.github.nextId++, name: row.name, startedAt: cluster.now() });
  run.deadline = cluster.after(ROLLOUT_PATIENCE_MS);
  if (run.workflow === 'deploy.yml') rollOut(cluster, placeOf(run));
  schedule(cluster, run, row.ms);
}

function placeOf({ repository, inputs }: Run) {
  const service = repository.split('/')[1] ?? '';
  const version = inputs['version'] ?? '';
  const environment = ENVIRONMENTS.find(({ name }) => name === inputs['environment']);
  const image = inputs['image'] || imageOf(service, version);
  return { job: { service }, version, image, environment };
}

/** How the job ends; undefined while it goes on. */
function conclusionOf(cluster: Cluster, run: Run, job: string): 'success' | 'failure' | undefined {
  if (run.workflow === 'ci.yml') {
    const commit = commitOf(cluster, run);
    return job === 'unit tests' && commit?.fails === 'Test' && run.attempt === 1 ? 'failure' : 'success';
  }
  const state = rolloutState(cluster, placeOf(run));
  if (state === 'rolling') return cluster.now() < (run.deadline ?? 0) ? undefined : 'failure';
  return state === 'done' ? 'success' : 'failure';
}

function commitOf({ world }: Cluster, { repository, sha }: Run): CommitRow | undefined {
  return world.delivery.commits.find((each) => each.repository === repository && each.sha === sha);
}

export function endRun(cluster: Cluster, run: Run, conclusion: NonNullable<Run['conclusion']>): void {
  const job = run.jobs.at(-1);
  if (job && job.endedAt === undefined) {
    job.conclusion = conclusion;
    job.endedAt = cluster.now();
  }
  run.status = 'completed';
  run.conclusion = conclusion;
  run.updatedAt = cluster.now();
}

/** Runs it again, all of it or from its failed job on. */
export function rerunRun(cluster: Cluster, run: Run, failedOnly: boolean): void {
  run.attempt++;
  run.status = 'queued';
  delete run.conclusion;
  run.jobs = failedOnly ? run.jobs.filter(({ conclusion }) => conclusion === 'success') : [];
  run.startedAt = cluster.now();
  schedule(cluster, run, START_MS);
}

/** A reviewer's answer at a gate. */
export function answerGate(cluster: Cluster, run: Run, approved: boolean): void {
  if (!approved) {
    endRun(cluster, run, 'failure');
    return;
  }
  run.status = 'in_progress';
  run.updatedAt = cluster.now();
  beginJob(cluster, run);
}
