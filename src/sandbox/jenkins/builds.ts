import type { Cluster } from '../cluster.js';
import type { Build, QueueItem } from '../delivery/state.js';
import { tellGithub } from '../delivery/told.js';
import { ROLLOUT_PATIENCE_MS } from '../world/pipelines.js';
import { buildKey, buildsOf, jobNamed } from './jobs.js';
import { planOf, type BuildPlan } from './plan.js';
import { publish, rollOut, rolloutState } from './effects.js';

const LOOK_EVERY_MS = 300;
const STRENGTH = { stop: 1, term: 2, kill: 3, nothing: 4 } as const;

export function startBuild(cluster: Cluster, item: QueueItem): Build {
  const { delivery } = cluster.world;
  const number = Math.max(0, ...buildsOf(delivery, item.job).map((build) => build.number)) + 1;
  const job = jobNamed(delivery, item.job);
  const branch = job?.kind === 'pipeline' ? job.branch : undefined;
  const service = job?.kind === 'pipeline' ? job.service : '';
  const head = delivery.commits.findLast(
    (commit) => commit.repository === `shop/${service}` && commit.branch === branch,
  );
  const build: Build = {
    ...{ job: item.job, number, queueId: item.id, parameters: item.parameters, cause: item.cause },
    ...(head && { sha: head.sha }),
    ...{ startedAt: cluster.now(), stages: [], resumedAt: [], obeys: delivery.jenkins.obeys },
  };
  delivery.jenkins.builds.push(build);
  tellGithub(cluster, build);
  begin(cluster, build, planOf(delivery, build));
  return build;
}

/** Begins the next stage, or ends the build when there is none. */
function begin(cluster: Cluster, build: Build, plan: BuildPlan | undefined): void {
  const row = plan?.stages[build.stages.length];
  if (row === undefined) {
    end(cluster, build, 'SUCCESS');
    return;
  }
  const status = row.input === undefined ? 'IN_PROGRESS' : 'PAUSED_PENDING_INPUT';
  build.stages.push({ name: row.name, status, startedAt: cluster.now() });
  delete build.deadline;
  if (row.does === 'wait-for-rollout') build.deadline = cluster.after(ROLLOUT_PATIENCE_MS);
  if (status === 'IN_PROGRESS') schedule(cluster, build, cluster.after(row.ms));
}

function schedule(cluster: Cluster, build: Build, due: number): void {
  cluster.schedule({ due, task: 'delivery', event: 'build', id: buildKey(build) });
}

/** The running stage may be through. */
export function advanceBuild(cluster: Cluster, id: string): void {
  const { delivery } = cluster.world;
  const build = delivery.jenkins.builds.find((each) => buildKey(each) === id);
  const stage = build?.stages.at(-1);
  if (build === undefined || stage?.status !== 'IN_PROGRESS' || build.endedAt !== undefined) return;
  if (cluster.now() < delivery.jenkins.downUntil) {
    schedule(cluster, build, delivery.jenkins.downUntil);
    return;
  }
  const plan = planOf(delivery, build);
  const row = plan?.stages[build.stages.length - 1];
  if (plan === undefined || row === undefined) return;
  const passed = plan.commit?.fails !== row.name && carriedOut(cluster, build, plan);
  if (passed === 'waiting') {
    schedule(cluster, build, cluster.after(LOOK_EVERY_MS));
    return;
  }
  stage.status = passed ? 'SUCCESS' : 'FAILED';
  stage.endedAt = cluster.now();
  if (passed) begin(cluster, build, plan);
  else end(cluster, build, 'FAILURE');
}

/** What the stage does to the world. False: it failed. */
function carriedOut(cluster: Cluster, build: Build, plan: BuildPlan): boolean | 'waiting' {
  switch (plan.stages[build.stages.length - 1]?.does) {
    case 'publish':
      publish(cluster, plan);
      return true;
    case 'roll-out':
      return rollOut(cluster, plan);
    case 'wait-for-rollout': {
      const state = rolloutState(cluster, plan);
      if (state !== 'rolling') return state === 'done';
      return cluster.now() < (build.deadline ?? 0) ? 'waiting' : false;
    }
    default:
      return true;
  }
}

function end(cluster: Cluster, build: Build, result: NonNullable<Build['result']>): void {
  build.result = result;
  build.endedAt = cluster.now();
  tellGithub(cluster, build);
}

/** Tells a build to stop; it does when the way is strong enough for it. */
export function stopBuild(cluster: Cluster, build: Build, way: 'stop' | 'term' | 'kill'): void {
  if (build.endedAt !== undefined || STRENGTH[way] < STRENGTH[build.obeys]) return;
  const stage = build.stages.at(-1);
  if (stage) {
    stage.status = 'ABORTED';
    stage.endedAt = cluster.now();
  }
  end(cluster, build, 'ABORTED');
}

/** Answers the input that a build waits for. False when it waits for none. */
export function answer(cluster: Cluster, build: Build, say: 'proceed' | 'abort'): boolean {
  const stage = build.stages.at(-1);
  if (stage?.status !== 'PAUSED_PENDING_INPUT') return false;
  if (say === 'abort') {
    build.obeys = 'stop';
    stopBuild(cluster, build, 'stop');
    return true;
  }
  stage.status = 'SUCCESS';
  stage.endedAt = cluster.now();
  begin(cluster, build, planOf(cluster.world.delivery, build));
  return true;
}

/** Jenkins goes away and comes back: sessions and left queue items are forgotten, pipelines go on where they were. */
export function restart(cluster: Cluster, ms: number): void {
  const { jenkins } = cluster.world.delivery;
  jenkins.downUntil = cluster.now() + ms;
  jenkins.session++;
  jenkins.queue = jenkins.queue.filter(({ state }) => state !== 'left' && state !== 'cancelled');
  for (const build of jenkins.builds)
    if (build.endedAt === undefined) build.resumedAt.push(jenkins.downUntil);
}
