import type { Service } from '../contracts/catalogue.js';
import type { GithubPort } from '../contracts/ports/github.js';
import type { Build, JenkinsPort, JobRef } from '../contracts/ports/jenkins.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import { hasEnded } from '../contracts/run-state.js';

/** The newest runs of one pipeline that are looked at. */
const NEWEST = 20;
/** Branches of a multibranch job, and builds of each. */
const BRANCHES = 20;
const BUILDS_OF_BRANCH = 3;

export interface Sources {
  readonly github?: Pick<GithubPort, 'runs'> | undefined;
  readonly jenkins?: Pick<JenkinsPort, 'job' | 'builds'> | undefined;
}
/** One pipeline to ask, by what it is called. */
export type Pipeline = Pick<PushedRun, 'system' | 'source'>;

/** The pipelines of services, each once. */
export function pipelinesOf(services: readonly Service[]): readonly Pipeline[] {
  const all = services.flatMap(({ repository, jenkinsJob }): Pipeline[] => [
    ...(repository === undefined ? [] : [{ system: 'github' as const, source: repository }]),
    ...(jenkinsJob === undefined ? [] : [{ system: 'jenkins' as const, source: jenkinsJob }]),
  ]);
  return [...new Map(all.map((each) => [`${each.system} ${each.source}`, each])).values()];
}

/** How the newest runs of a pipeline stand, for when no webhook told. */
export async function newestRuns(
  { github, jenkins }: Sources,
  { system, source }: Pipeline,
): Promise<readonly PushedRun[]> {
  if (system === 'jenkins') return jenkins === undefined ? [] : jenkinsRuns(jenkins, source);
  const runs = (await github?.runs(source, { limit: NEWEST })) ?? [];
  return runs.map((run) => ({
    system,
    source,
    attempt: run.attempt,
    state: run.state,
    at: run.updatedAt,
    name: run.workflow,
    ...(run.branch === undefined ? {} : { branch: run.branch }),
    sha: run.sha,
    author: run.actor,
    url: run.url,
  }));
}

async function jenkinsRuns(
  jenkins: NonNullable<Sources['jenkins']>,
  path: string,
): Promise<readonly PushedRun[]> {
  const job = await jenkins.job({ path });
  if (job === undefined) return [];
  const refs: readonly JobRef[] =
    job.kind === 'multibranch'
      ? job.children.slice(0, BRANCHES).map((branch) => ({ path, branch }))
      : [{ path }];
  const limit = job.kind === 'multibranch' ? BUILDS_OF_BRANCH : NEWEST;
  const builds: PushedRun[] = [];
  for (const ref of refs)
    builds.push(...(await jenkins.builds(ref, limit)).map((build) => runOf(path, build)));
  return builds;
}

function runOf(source: string, build: Build): PushedRun {
  const branch = build.branch ?? build.ref.job.branch;
  return {
    system: 'jenkins',
    source,
    attempt: 1,
    state: build.state,
    at: hasEnded(build.state) ? build.startedAt + build.durationMs : build.startedAt,
    name: build.displayName,
    ...(branch === undefined ? {} : { branch }),
    ...(build.commit === undefined ? {} : { sha: build.commit }),
    ...authorsOf(build),
    url: build.url,
  };
}

function authorsOf({ authors }: Pick<Build, 'authors'>): Pick<PushedRun, 'author' | 'authors'> {
  const names = authors.map(({ name }) => name);
  const called = new Set(authors.flatMap(({ name, id }) => (id === undefined ? [name] : [name, id])));
  return { authors: [...called], ...(names.length === 0 ? {} : { author: names.join(', ') }) };
}
