import { randomBytes } from 'node:crypto';
import { commitsOf } from './commits.js';
import type { Build, CommitRow, Delivery } from '../delivery/state.js';
import type { GithubState, Run } from '../github/state.js';
import { BUILD_STAGES, CHECK_JOBS, DEPLOY_STAGES } from '../world/pipelines.js';
import { SERVICES, type ServiceRow } from '../world/services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How long a past stage took. */
const STAGE_MS = 40_000;

/** The past of a new world's repositories and pipelines, from the tables in `world/`. */
export function newDelivery(now: number): Delivery {
  const commits = SERVICES.flatMap((service) => commitsOf(service, now));
  const builds = SERVICES.flatMap((service) => [
    ...pastBuilds(service, commits),
    ...pastDeploys(service, now),
  ]).map((build, index) => ({ ...build, queueId: index + 1 }));
  return {
    jenkins: {
      ...{ token: secret(), password: secret(), session: 1, downUntil: 0, plugins: { stages: true } },
      ...{ marked: true, disabled: [], declines: 0, obeys: 'stop', executors: 4 },
      ...{ nextQueueId: builds.length + 1, queue: [], builds },
    },
    github: pastGithub(commits, builds, now),
    commits,
    published: [],
  };
}

const secret = (): string => randomBytes(17).toString('hex');

/** One build for each change; the commits before it came with the same push. */
function pastBuilds({ name }: ServiceRow, commits: readonly CommitRow[]): Build[] {
  const counts = new Map<string, number>();
  const changes = commits.filter(
    ({ repository, message }) => repository === `shop/${name}` && !message.startsWith('Cover "'),
  );
  return changes.map((commit) => {
    const number = (counts.get(commit.branch) ?? 0) + 1;
    counts.set(commit.branch, number);
    const failedAt = BUILD_STAGES.findIndex((stage) => stage.name === commit.fails);
    const names = BUILD_STAGES.map((stage) => stage.name).slice(
      0,
      failedAt === -1 ? undefined : failedAt + 1,
    );
    const stages = commit.version === undefined ? names.filter((stage) => stage !== 'Publish') : names;
    const job = `shop/${name}/${encodeURIComponent(commit.branch)}`;
    const parameters = { VERSION: '', SKIP_TESTS: 'false', COXSWAIN_OPERATION: '' };
    const failed = commit.fails !== undefined;
    const cause = `Branch event: push by ${commit.author.login}`;
    return past({ job, number, parameters, cause, sha: commit.sha }, stages, commit.at + 30_000, failed);
  });
}

function pastDeploys({ name, history }: ServiceRow, now: number): Build[] {
  const stages = DEPLOY_STAGES.map((stage) => stage.name);
  return history.flatMap(({ version, days }, index) =>
    (['staging', 'production'] as const).map((environment, offset) => {
      const at = now - days * DAY_MS - (environment === 'production' ? 0 : 20 * HOUR_MS) - 2 * STAGE_MS;
      const parameters = { VERSION: version, ENVIRONMENT: environment, COXSWAIN_OPERATION: '' };
      const number = index * 2 + offset + 1;
      const names = environment === 'production' ? stages : stages.filter((stage) => stage !== 'Approve');
      const about = { job: `deploy/${name}`, number, parameters, cause: 'Started by user mina-kim' };
      return past(about, names, at, false);
    }),
  );
}

function past(
  about: Pick<Build, 'job' | 'number' | 'parameters' | 'cause' | 'sha'>,
  names: readonly string[],
  startedAt: number,
  failed: boolean,
): Build {
  const stages = names.map((name, index) => ({
    name,
    status: failed && index === names.length - 1 ? ('FAILED' as const) : ('SUCCESS' as const),
    startedAt: startedAt + index * STAGE_MS,
    endedAt: startedAt + (index + 1) * STAGE_MS,
  }));
  return {
    ...about,
    ...{ queueId: 0, startedAt, stages, obeys: 'stop', resumedAt: [] },
    ...{ endedAt: startedAt + names.length * STAGE_MS, result: failed ? 'FAILURE' : 'SUCCESS' },
  };
}

/** Every change was checked when it was pushed, and Jenkins told how its build went. */
function pastGithub(commits: readonly CommitRow[], builds: readonly Build[], now: number): GithubState {
  let id = 9_000_000_001;
  const changes = commits.filter(({ message }) => !message.startsWith('Cover "'));
  const counts = new Map<string, number>();
  const runs = changes.map((commit): Run => {
    const number = (counts.get(commit.repository) ?? 0) + 1;
    counts.set(commit.repository, number);
    const failed = commit.fails === 'Test';
    const ends = commit.at + 60_000;
    const conclusion: 'failure' | 'success' = failed ? 'failure' : 'success';
    const jobs = CHECK_JOBS.map(({ name }, index): Run['jobs'][number] => ({
      ...{
        id: id++,
        name,
        startedAt: commit.at + 10_000 + index * 20_000,
        endedAt: commit.at + 30_000 + index * 30_000,
      },
      conclusion: index === CHECK_JOBS.length - 1 ? conclusion : 'success',
    }));
    return {
      ...{ id: id++, repository: commit.repository, workflow: 'ci.yml', number, attempt: 1, event: 'push' },
      ...{ branch: commit.branch, sha: commit.sha, title: commit.message, actor: commit.author.login },
      ...{ createdAt: commit.at, startedAt: commit.at + 5_000, updatedAt: ends, status: 'completed' },
      ...{ conclusion, jobs, inputs: {} },
    };
  });
  const statuses = builds
    .filter(({ sha }) => sha !== undefined)
    .map((build): GithubState['statuses'][number] => ({
      ...{ id: id++, repository: build.job.split('/').slice(0, 2).join('/'), sha: build.sha ?? '' },
      ...{ context: 'continuous-integration/jenkins/branch', at: build.endedAt ?? build.startedAt },
      state: build.result === 'SUCCESS' ? 'success' : 'failure',
      description: build.result === 'SUCCESS' ? 'This commit looks good' : 'This commit cannot be built',
      targetUrl: 'https://jenkins.shop.local/',
    }));
  return {
    ...{ token: secret(), rate: { limit: 5_000, remaining: 5_000, resetAt: now + 3_600_000 } },
    ...{ secondary: { times: 0, status: 403 }, runDetails: true, marked: true, deploys: 'create' },
    ...{ nextId: id + 1, runs, statuses, deployments: [], issues: [] },
  };
}
