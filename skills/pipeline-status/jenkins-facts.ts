import type { Service } from '../../src/contracts/catalogue.js';
import type { Build, JenkinsPort, JobRef, Stage } from '../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed } from '../../src/contracts/run-state.js';
import { errorLines } from '../shared/error-lines.js';
import type { BuildFacts, Fact, Failure } from './facts.js';
import type { Patience } from './patience.js';

const NEWEST = 1;

/** The newest build of the service's job, on one branch where the job has branches, with its stages and what failed. */
export async function buildFacts(
  jenkins: JenkinsPort | undefined,
  { jenkinsJob }: Service,
  branch: string | undefined,
  patience: Patience,
): Promise<Fact<BuildFacts>> {
  if (jenkins === undefined || jenkinsJob === undefined) return { state: 'absent' };
  const newest = await patience.ask('Jenkins', () => newestBuild(jenkins, jenkinsJob, branch));
  if (newest.state !== 'read') return newest;
  const build = newest.value;
  const stages = await patience.ask('Jenkins', async () => {
    const known = await jenkins.stages(build.ref);
    return known.state === 'known' ? known.stages : undefined;
  });
  const listed = stages.state === 'read' ? stages.value : [];
  const failure = await failureOf(jenkins, build, listed, patience);
  return { state: 'read', value: { build, stages: listed, failure } };
}

async function newestBuild(
  jenkins: JenkinsPort,
  path: string,
  branch: string | undefined,
): Promise<Build | undefined> {
  const job = await jenkins.job({ path });
  if (job === undefined) return undefined;
  const ref: JobRef =
    job.kind === 'multibranch' ? { path, branch: branch ?? mainBranch(job.children) } : { path };
  const [build] = await jenkins.builds(ref, NEWEST);
  return build;
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
