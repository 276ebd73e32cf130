import { createHash, randomBytes } from 'node:crypto';
import type { Build, CommitRow, Delivery } from '../delivery/state.js';
import { AUTHORS, COMING, type ComingRow } from '../world/commits.js';
import { BUILD_STAGES, DEPLOY_STAGES } from '../world/pipelines.js';
import { SERVICES, type ServiceRow } from '../world/services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A version was built this long before it was first rolled out. */
const BUILT_BEFORE_MS = 2 * DAY_MS;
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
    commits,
    published: [],
  };
}

const secret = (): string => randomBytes(17).toString('hex');

export function shaOf(...parts: readonly string[]): string {
  return createHash('sha1').update(parts.join('\n')).digest('hex');
}

/** Oldest first: what was rolled out, then what has not been yet. */
function commitsOf({ name, history }: ServiceRow, now: number): CommitRow[] {
  const past = history.map(({ version, days, cause }) => ({
    ...{ version, message: cause, branch: 'main', at: now - days * DAY_MS - BUILT_BEFORE_MS },
  }));
  const coming = (COMING[name] ?? []).map((row: ComingRow) => ({
    ...{ message: row.message, branch: row.branch ?? 'main', at: now - row.hours * HOUR_MS },
    ...(row.version !== undefined && { version: row.version }),
    ...(row.fails !== undefined && { fails: row.fails }),
  }));
  const heads = new Map<string, string>();
  return [...past, ...coming].flatMap((row, index) => {
    const parent = heads.get(row.branch) ?? heads.get('main') ?? null;
    const author = AUTHORS[(name.length + index) % AUTHORS.length] ?? AUTHORS[0];
    const repository = `shop/${name}`;
    const work = { repository, parent, branch: row.branch, author, pull: (index + 1) * 3 };
    const subject = row.message.replace(/^.*?: /, '');
    const first = { ...work, message: `Cover "${subject}" with tests`, at: row.at - HOUR_MS / 12 };
    const tests: CommitRow = { ...first, sha: shaOf(repository, first.message) };
    const change: CommitRow = { ...work, ...row, parent: tests.sha, sha: shaOf(repository, row.message) };
    heads.set(row.branch, change.sha);
    return [tests, change];
  });
}

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
