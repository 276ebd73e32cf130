import { PortError } from '../../src/contracts/errors.js';
import type { WorkflowRun } from '../../src/contracts/github.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { Build, JenkinsPort } from '../../src/contracts/ports/jenkins.js';
import { hasPassed } from '../../src/contracts/run-state.js';
import { jobName, versionBuild } from '../shared/pipeline/version-build.js';
import { versionCommit } from '../shared/version-commit.js';
import type { Judged } from './triage.js';

/** What built a version: a Jenkins build or a GitHub workflow run. */
export interface VersionRun {
  /** `Jenkins shop/cart #57`, `GitHub Release #31`. */
  readonly name: string;
  readonly url: string;
  /** Who began it, where that was a person. */
  readonly who: string | undefined;
  readonly commit: string | undefined;
}

interface Ports {
  readonly catalogue: CataloguePort;
  readonly github: GithubPort | undefined;
  readonly jenkins: JenkinsPort | undefined;
}
/** The causes are known by then; who has not answered is left out. Milliseconds. */
const PATIENCE_MS = 2_000;

/** The runs that built the version which a finding blames, of whichever of Jenkins and GitHub knows one in time. */
export async function runsOfVersion(
  { catalogue, github, jenkins }: Ports,
  tenant: string,
  { service, suspect, change }: Judged,
  clock: Clock,
): Promise<readonly VersionRun[]> {
  const version = (suspect?.change ?? change)?.versions?.to;
  const entry = service === undefined ? undefined : catalogue.service(tenant, service);
  if (version === undefined || entry === undefined) return [];
  const { repository, jenkinsJob } = entry;
  const enough = new AbortController();
  const late = clock.sleep(PATIENCE_MS, enough.signal).then(() => undefined);
  const ask = async <T>(question: () => Promise<T>): Promise<T | undefined> =>
    Promise.race([politely(question), late]);
  const sha =
    github === undefined || repository === undefined
      ? Promise.resolve(undefined)
      : ask(async () => (await versionCommit(github, repository, version))?.commit.sha);
  const found = await Promise.all([
    jenkins === undefined || jenkinsJob === undefined
      ? undefined
      : ask(async () => ofBuild(await versionBuild(jenkins, jenkinsJob, version, await sha))),
    github === undefined || repository === undefined
      ? undefined
      : ask(async () => ofWorkflow(await workflowRun(github, repository, version, await sha))),
  ]);
  enough.abort();
  return found.filter((run) => run !== undefined);
}

/** Whatever is wrong with a build server takes nothing away from what the cluster proves. */
async function politely<T>(question: () => Promise<T>): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}

function ofBuild(build: Build | undefined): VersionRun | undefined {
  if (build === undefined) return undefined;
  const { ref, url, causes, commit } = build;
  return { name: `Jenkins ${jobName(ref.job)} #${ref.number}`, url, who: starterIn(causes), commit };
}

/** "Started by user Mina" and "Started by GitHub push by mina" name somebody; a timer or a scan is nobody. */
function starterIn(causes: readonly string[]): string | undefined {
  for (const cause of causes) {
    const who = /\bby user (.+)$|\bpush by (.+)$/i.exec(cause);
    const name = who?.[1] ?? who?.[2];
    if (name !== undefined) return name.trim();
  }
  return undefined;
}

const RUNS = 20;

/** Of the runs of the version's commit the one that its tag began, else the newest; one that succeeded before others. */
async function workflowRun(
  github: GithubPort,
  repository: string,
  version: string,
  sha: string | undefined,
): Promise<WorkflowRun | undefined> {
  if (sha === undefined) return undefined;
  const runs = await github.runs(repository, { sha, limit: RUNS });
  const passed = runs.filter(({ state }) => hasPassed(state));
  const known = passed.length > 0 ? passed : runs;
  return known.find(({ branch }) => branch === version || branch === `v${version}`) ?? known[0];
}

function ofWorkflow(run: WorkflowRun | undefined): VersionRun | undefined {
  if (run === undefined) return undefined;
  const { workflow, number, url, actor, sha } = run;
  return { name: `GitHub ${workflow} #${number}`, url, who: actor === '' ? undefined : actor, commit: sha };
}
