import type { Environment, Service } from '../../../src/contracts/catalogue.js';
import type { WorkflowRun } from '../../../src/contracts/github.js';
import type { PlanDraft } from '../../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../../src/contracts/outcome.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { Build, JenkinsPort, JobRef, QueuedBuild } from '../../../src/contracts/ports/jenkins.js';
import { usualRisk } from '../scope.js';
import type { Warning } from '../preflight-reads.js';
import { targetOf, type ActionPorts, type ActionsData, type PipelineAction } from './actions.js';

const TRUNKS = ['main', 'master', 'trunk'];

/** A plan of actions on a service's pipeline; its environment's rules say who may. */
export function actionsPlan(
  skill: string,
  service: Service,
  environment: Environment,
  actions: readonly PipelineAction[],
  warnings: readonly Warning[] = [],
): PlanDraft {
  const what = actions.map(({ label }) => label).join(', ');
  const data: ActionsData = { actions: [...actions] };
  return {
    ...{ skill, service: service.name, environment: environment.name, from: what, to: what },
    targets: actions.map(targetOf),
    risk: usualRisk(environment),
    warnings: warnings.map(({ code, params }) => ({ code, params: { ...params } })),
    observed: actions.map(({ label }) => label),
    data,
  };
}

/** Neither Jenkins nor GitHub could have a run of it. */
export function withoutPipeline({ jenkins, github }: ActionPorts, service: Service): Refusal | undefined {
  const { repository, jenkinsJob, deploy, name } = service;
  const builds = jenkinsJob !== undefined || deploy?.driver === 'jenkins';
  const connected = (jenkins !== undefined && builds) || (github !== undefined && repository !== undefined);
  return connected ? undefined : refuse('no_such_run', { service: name });
}

/**
 * The job that builds a branch, the trunk where none is named: of a multibranch job that branch's. Undefined: there is no such
 * job, or it is one that builds no branches.
 */
export async function buildJob(
  jenkins: JenkinsPort,
  path: string,
  wanted: string | undefined,
): Promise<JobRef | undefined> {
  const job = await jenkins.job({ path });
  if (job === undefined) return undefined;
  if (job.kind !== 'multibranch') return wanted === undefined ? { path } : undefined;
  const trunk = TRUNKS.find((name) => job.children.includes(name)) ?? job.children[0];
  const branch = wanted === undefined ? trunk : job.children.find((name) => name === wanted);
  return branch === undefined ? undefined : { path, branch };
}

/** The jobs of a service: the one that builds it and, where no branch is named, the one that deploys it if a job does. */
async function jobsOf(
  jenkins: JenkinsPort | undefined,
  service: Service,
  branch: string | undefined,
): Promise<readonly JobRef[]> {
  if (jenkins === undefined) return [];
  const { jenkinsJob, deploy } = service;
  const build = jenkinsJob === undefined ? undefined : await buildJob(jenkins, jenkinsJob, branch);
  const own = deploy?.driver === 'jenkins' && branch === undefined ? [{ path: deploy.job }] : [];
  return [...(build === undefined ? [] : [build]), ...own];
}

const NEWEST = 10;

/** The newest builds of a service's jobs, or of the one that builds a branch, newest first in each. */
export async function newestBuilds(
  jenkins: JenkinsPort | undefined,
  service: Service,
  branch?: string,
): Promise<readonly Build[]> {
  if (jenkins === undefined) return [];
  const jobs = await jobsOf(jenkins, service, branch);
  return (await Promise.all(jobs.map((job) => jenkins.builds(job, NEWEST)))).flat();
}

/** What waits in Jenkins' queue for a service's jobs. */
export async function queuedBuilds(
  jenkins: JenkinsPort | undefined,
  service: Service,
  branch?: string,
): Promise<readonly QueuedBuild[]> {
  if (jenkins === undefined) return [];
  const jobs = await jobsOf(jenkins, service, branch);
  return (await Promise.all(jobs.map((job) => jenkins.queued(job)))).flat();
}

/** The newest runs of a service's repository, of one branch where that is named, newest first. */
export async function newestRuns(
  github: GithubPort | undefined,
  { repository }: Service,
  branch?: string,
): Promise<readonly WorkflowRun[]> {
  if (github === undefined || repository === undefined) return [];
  return github.runs(repository, { limit: 30, ...(branch !== undefined && { branch }) });
}

/**
 * The newest runs of the branch that is named or, as in Jenkins, of the trunk and of the workflow that deploys the service,
 * whatever that is started for.
 */
export async function branchRuns(
  github: GithubPort | undefined,
  service: Service,
  branch: string | undefined,
): Promise<readonly WorkflowRun[]> {
  const { repository, deploy } = service;
  if (github === undefined || repository === undefined) return [];
  if (branch !== undefined) return newestRuns(github, service, branch);
  const trunk = (await github.repository(repository))?.defaultBranch;
  const built = trunk === undefined ? [] : await newestRuns(github, service, trunk);
  const file = deploy?.driver === 'github' ? deploy.workflow : undefined;
  const own = file === undefined ? [] : await runsOfFile(github, repository, file);
  return [...new Map([...built, ...own].map((run) => [run.id, run])).values()];
}

async function runsOfFile(
  github: GithubPort,
  repository: string,
  file: string,
): Promise<readonly WorkflowRun[]> {
  const workflow = (await github.workflows(repository)).find(({ path }) => path.endsWith(`/${file}`));
  return workflow === undefined
    ? []
    : github.runs(repository, { workflow: String(workflow.id), limit: NEWEST });
}

export function buildLabel({ ref: { job, number } }: Pick<Build, 'ref'>): string {
  return `Jenkins ${job.path}${job.branch === undefined ? '' : `/${job.branch}`} #${number}`;
}

export function queuedLabel({ job, queueId }: Pick<QueuedBuild, 'job' | 'queueId'>): string {
  return `Jenkins ${job.path}${job.branch === undefined ? '' : `/${job.branch}`} queue #${queueId}`;
}

export function runLabel(repository: string, { workflow, number }: WorkflowRun): string {
  return `GitHub ${repository} ${workflow} #${number}`;
}
