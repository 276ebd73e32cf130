import type { Service } from '../../../src/contracts/catalogue.js';
import type { Checks } from '../../../src/contracts/github.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed, type RunState } from '../../../src/contracts/run-state.js';
import { versionCommit } from '../version-commit.js';
import type { Asking, Source, Told } from './asking.js';
import { jobName, versionBuild } from './version-build.js';

export interface PipelinePorts {
  readonly jenkins: JenkinsPort | undefined;
  readonly github: GithubPort | undefined;
}

/** How a version's pipeline stands. `where` names runs as people know them. */
export type Standing =
  /** No pipeline is configured for the service, or none of its sources is connected. */
  | { readonly state: 'none' }
  | { readonly state: 'passed' }
  | { readonly state: 'failed'; readonly where: string }
  /** No run of it, or none that has ended. */
  | { readonly state: 'missing'; readonly where: readonly string[] }
  | { readonly state: 'unread'; readonly source: Source };

interface Part {
  readonly where: string;
  readonly state: RunState;
}

/**
 * Whether a version passed its pipeline: GitHub's checks of its commit and Jenkins' newest build of it, wherever either is
 * connected. A source without a run of it does not speak against it as long as the other has a good one.
 */
export async function standingOf(
  ports: PipelinePorts,
  service: Service,
  version: string,
  ask: Asking,
): Promise<Standing> {
  const { repository, jenkinsJob } = service;
  const github = repository === undefined ? undefined : ports.github;
  const jenkins = jenkinsJob === undefined ? undefined : ports.jenkins;
  if (github === undefined && jenkins === undefined) return { state: 'none' };
  const commit =
    github === undefined
      ? undefined
      : await ask('GitHub', () => versionCommit(github, repository ?? '', version));
  if (commit?.state === 'unread') return commit;
  const sha = commit?.value?.commit.sha;
  const parts = await Promise.all([
    ...(github === undefined
      ? []
      : [ask('GitHub', () => checksPart(github, repository ?? '', version, sha))]),
    ...(jenkins === undefined
      ? []
      : [ask('Jenkins', () => buildPart(jenkins, jenkinsJob ?? '', version, sha))]),
  ]);
  return joined(parts);
}

/** Pure: one red part decides, silence comes before hope. */
function joined(parts: readonly Told<Part>[]): Standing {
  const told = parts.flatMap((part) => (part.state === 'told' ? [part.value] : []));
  const red = told.find(({ state }) => hasEnded(state) && !hasPassed(state));
  if (red !== undefined) return { state: 'failed', where: red.where };
  const silent = parts.find((part) => part.state === 'unread');
  if (silent?.state === 'unread') return silent;
  const going = told.some(({ state }) => !hasEnded(state) && state !== 'unknown');
  if (!going && told.some(({ state }) => hasPassed(state))) return { state: 'passed' };
  return { state: 'missing', where: told.map(({ where }) => where) };
}

async function checksPart(
  github: GithubPort,
  repository: string,
  version: string,
  sha: string | undefined,
): Promise<Part> {
  const where = `GitHub ${repository} ${sha?.slice(0, 7) ?? `v${version}`}`;
  const checks: Checks | undefined = sha === undefined ? undefined : await github.checks(repository, sha);
  return { where, state: checks?.state ?? 'unknown' };
}

async function buildPart(
  jenkins: JenkinsPort,
  path: string,
  version: string,
  sha: string | undefined,
): Promise<Part> {
  const build = await versionBuild(jenkins, path, version, sha);
  if (build === undefined) return { where: `Jenkins ${path}`, state: 'unknown' };
  return { where: `Jenkins ${jobName(build.ref.job)} #${build.ref.number}`, state: build.state };
}
