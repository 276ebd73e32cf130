import type { Service } from '../../src/contracts/catalogue.js';
import type { Build, JenkinsPort, JobRef, Stage } from '../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed } from '../../src/contracts/run-state.js';
import { errorLines } from '../shared/error-lines.js';
import type { BuildFacts, Fact, Failure, ServicePipeline } from './facts.js';
import type { Patience } from './patience.js';
import type { PipelinePlan } from './plan.js';

const NEWEST = 1;
const LOOK_BACK = 20;
const ABSENT = { state: 'absent' } as const;

type JenkinsFacts = Pick<ServicePipeline, 'build' | 'queue'>;

/** The newest build of the service's job, on one branch where the job has branches, with its stages and what failed. */
export async function buildFacts(
  jenkins: JenkinsPort | undefined,
  { jenkinsJob }: Service,
  { branch, single }: Pick<PipelinePlan, 'branch' | 'single'>,
  patience: Patience,
): Promise<JenkinsFacts> {
  if (jenkins === undefined || jenkinsJob === undefined) return { build: ABSENT, queue: ABSENT };
  const job = await patience.ask('Jenkins', () => jobOf(jenkins, jenkinsJob, branch));
  if (job.state !== 'read') return { build: job, queue: ABSENT };
  // The queue first: what leaves it in between is found among the builds.
  const queue = single ? await patience.ask('Jenkins', () => jenkins.queued(job.value)) : ABSENT;
  const newest = await patience.ask('Jenkins', () => newestBuild(jenkins, job.value, branch));
  if (newest.state !== 'read') return { build: newest, queue };
  return { build: { state: 'read', value: await oneBuild(jenkins, newest.value, patience) }, queue };
}

/** A job without branches builds them all one after another: then only a build of the wanted one tells of it. */
async function newestBuild(
  jenkins: JenkinsPort,
  job: JobRef,
  branch: string | undefined,
): Promise<Build | undefined> {
  if (branch === undefined || job.branch !== undefined) return (await jenkins.builds(job, NEWEST))[0];
  return (await jenkins.builds(job, LOOK_BACK)).find((build) => build.branch === branch);
}

async function oneBuild(jenkins: JenkinsPort, newest: Build, patience: Patience): Promise<BuildFacts> {
  const stages = await patience.ask('Jenkins', async () => {
    const known = await jenkins.stages(newest.ref);
    return known.state === 'known' ? known.stages : undefined;
  });
  const listed = stages.state === 'read' ? stages.value : [];
  // A build that waits for a person is one that runs, to Jenkins.
  const waits = newest.state === 'running' && listed.some(({ state }) => state === 'waiting');
  const build: Build = waits ? { ...newest, state: 'waiting' } : newest;
  return { build, stages: listed, failure: await failureOf(jenkins, build, listed, patience) };
}

async function jobOf(
  jenkins: JenkinsPort,
  path: string,
  branch: string | undefined,
): Promise<JobRef | undefined> {
  const job = await jenkins.job({ path });
  if (job === undefined) return undefined;
  return job.kind === 'multibranch' ? { path, branch: branch ?? mainBranch(job.children) } : { path };
}

/** Where GitHub told no default branch. */
function mainBranch(branches: readonly string[]): string {
  return ['main', 'master', 'trunk'].find((name) => branches.includes(name)) ?? branches[0] ?? 'main';
}

function failureOf(
  jenkins: JenkinsPort,
  build: Build,
  stages: readonly Stage[],
  patience: Patience,
): Promise<Fact<Failure>> {
  if (!hasEnded(build.state) || hasPassed(build.state) || build.state === 'cancelled')
    return Promise.resolve({ state: 'absent' });
  const stage = stages.find(({ state }) => state === 'failed' || state === 'unstable');
  return patience.ask('Jenkins', async () => {
    const [log, tests] = await Promise.all([logOf(jenkins, build, stage), jenkins.tests(build.ref)]);
    const reported = stage?.error === undefined ? [] : errorLines(stage.error);
    const lines = errorLines(log);
    return { where: stage?.name, lines: lines.length > 0 ? lines : reported, tests: tests?.failures ?? [] };
  });
}

/** A stage's own log is short and to the point; without stages the whole console is read from its start. */
async function logOf(jenkins: JenkinsPort, build: Build, stage: Stage | undefined): Promise<string> {
  const own = stage === undefined ? undefined : await jenkins.stageLog(build.ref, stage.id);
  if (own !== undefined && own !== '') return own;
  return (await jenkins.log(build.ref, 0))?.text ?? '';
}
