import type { Service } from '../../src/contracts/catalogue.js';
import type { Checks, Commit, PullRequest, WorkflowRun } from '../../src/contracts/github.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import { hasEnded, hasPassed } from '../../src/contracts/run-state.js';
import { errorLines } from '../shared/error-lines.js';
import type { Behind, Fact, Failure, RunFacts } from './facts.js';
import type { Patience } from './patience.js';

const ABSENT = { state: 'absent' } as const;

export interface CommitFacts {
  readonly branch: string | undefined;
  readonly commit: Fact<Commit>;
  readonly pulls: Fact<readonly PullRequest[]>;
  readonly checks: Fact<Checks>;
  readonly run: Fact<RunFacts>;
}

/** The newest commit of the branch and what GitHub knows of it. A late answer to one question leaves the others. */
export async function commitFacts(
  github: GithubPort | undefined,
  { repository }: Service,
  wanted: string | undefined,
  patience: Patience,
): Promise<CommitFacts> {
  const nothing = { branch: wanted, commit: ABSENT, pulls: ABSENT, checks: ABSENT, run: ABSENT };
  if (github === undefined || repository === undefined) return nothing;
  const branch =
    wanted === undefined
      ? await patience.ask('GitHub', async () => (await github.repository(repository))?.defaultBranch)
      : ({ state: 'read', value: wanted } as const);
  if (branch.state !== 'read') return { ...nothing, commit: branch };
  const commit = await patience.ask('GitHub', () => github.commit(repository, branch.value));
  if (commit.state !== 'read') return { ...nothing, branch: branch.value, commit };
  const { sha } = commit.value;
  const [pulls, checks, run] = await Promise.all([
    patience.ask('GitHub', () => github.pullsOf(repository, sha)),
    patience.ask('GitHub', () => github.checks(repository, sha)),
    runFacts(github, repository, sha, patience),
  ]);
  return { branch: branch.value, commit, pulls, checks, run };
}

async function runFacts(
  github: GithubPort,
  repository: string,
  sha: string,
  patience: Patience,
): Promise<Fact<RunFacts>> {
  const runs = await patience.ask('GitHub', () => github.runs(repository, { sha, limit: 10 }));
  if (runs.state !== 'read') return runs;
  const run = mostTelling(runs.value);
  if (run === undefined) return ABSENT;
  const failed = hasEnded(run.state) && !hasPassed(run.state) && run.state !== 'cancelled';
  const failure: Fact<Failure> = failed
    ? await patience.ask('GitHub', () => failureOf(github, repository, run))
    : ABSENT;
  return { state: 'read', value: { run, failure } };
}

/** A failed run says more than one that passed, and the newest more than an older one. */
function mostTelling(runs: readonly WorkflowRun[]): WorkflowRun | undefined {
  return (
    runs.find(({ state }) => state === 'failed') ?? runs.find(({ state }) => !hasEnded(state)) ?? runs[0]
  );
}

async function failureOf(github: GithubPort, repository: string, run: WorkflowRun): Promise<Failure> {
  const jobs = await github.jobs(repository, run.id);
  const job = jobs.find(({ state }) => state === 'failed');
  if (job === undefined) return { where: undefined, lines: [], tests: [] };
  const log = (await github.jobLog(repository, job.id)) ?? '';
  const step = job.steps.find(({ state }) => state === 'failed');
  return {
    where: step === undefined ? job.name : `${job.name}, ${step.name}`,
    lines: errorLines(log),
    tests: [],
  };
}

/**
 * How far each running version is behind the newest commit. A version's commit is its tag, with or without a `v`.
 * `known`: what was counted before for the same commit, and need not be again.
 */
export function behindFacts(
  github: GithubPort | undefined,
  { repository }: Service,
  { head, versions, known }: Counting,
  patience: Patience,
): Promise<readonly Behind[]> {
  return Promise.all(
    versions.map(async (version) => {
      const before = known.find((each) => each.version === version && each.commits !== undefined);
      if (before !== undefined) return before;
      if (github === undefined || repository === undefined || head === undefined)
        return { version, commits: undefined };
      const compared = await patience.ask('GitHub', async () => {
        const tag =
          (await github.commit(repository, `tags/v${version}`)) ??
          (await github.commit(repository, `tags/${version}`));
        return tag === undefined ? undefined : (await github.compare(repository, tag.sha, head.sha))?.total;
      });
      return { version, commits: compared.state === 'read' ? compared.value : undefined };
    }),
  );
}

interface Counting {
  readonly head: Commit | undefined;
  readonly versions: readonly string[];
  readonly known: readonly Behind[];
}
