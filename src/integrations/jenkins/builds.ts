import { z } from 'zod';
import type { Build, BuildAuthor, BuildRef, JobRef } from '../../contracts/ports/jenkins.js';
import type { RunState } from '../../contracts/run-state.js';
import type { Call, Send } from './call.js';
import { branchOf, buildPath, buildWords, jobPath, jobWords } from './paths.js';
import { maybe, readOne } from './read.js';

const causeSchema = z.object({
  shortDescription: maybe(z.string()),
  userId: maybe(z.string()),
  userName: maybe(z.string()),
});
const actionSchema = z.object({
  causes: maybe(z.array(causeSchema)),
  parameters: maybe(
    z.array(z.object({ _class: maybe(z.string()), name: maybe(z.string()), value: z.unknown().optional() })),
  ),
  lastBuiltRevision: maybe(
    z.object({
      SHA1: maybe(z.string()),
      branch: maybe(z.array(z.object({ name: maybe(z.string()) }))),
    }),
  ),
});
const userSchema = z.object({ id: maybe(z.string()), fullName: maybe(z.string()) });
const changeSetSchema = z.object({
  items: maybe(z.array(z.object({ commitId: maybe(z.string()), author: maybe(userSchema) }))),
});
const buildSchema = z.object({
  number: z.number(),
  url: z.string(),
  building: z.boolean(),
  result: maybe(z.string()),
  timestamp: z.number(),
  duration: z.number(),
  estimatedDuration: maybe(z.number()),
  queueId: maybe(z.number()),
  displayName: maybe(z.string()),
  description: maybe(z.string()),
  // Plugins leave empty objects and nulls here.
  actions: maybe(z.array(z.union([actionSchema, z.null()]))),
  artifacts: maybe(z.array(z.object({ relativePath: z.string() }))),
  // A pipeline may check out several repositories, a freestyle job one.
  changeSets: maybe(z.array(changeSetSchema)),
  changeSet: maybe(changeSetSchema),
  culprits: maybe(z.array(userSchema)),
});
export type RawBuild = z.infer<typeof buildSchema>;

const TREE = [
  'number,url,building,result,timestamp,duration,estimatedDuration,queueId,displayName,description',
  'artifacts[relativePath]',
  'actions[causes[shortDescription,userId,userName],parameters[name,value],lastBuiltRevision[SHA1,branch[name]]]',
  'changeSets[items[commitId,author[id,fullName]]],changeSet[items[commitId,author[id,fullName]]]',
  'culprits[id,fullName]',
].join(',');

/** What a build's facts depend on besides the build: the time now and the marker parameter's name. */
export interface Reading {
  readonly now: number;
  readonly marker: string;
}

export async function readBuild(
  send: Send,
  ref: BuildRef,
  reading: () => Reading,
): Promise<Build | undefined> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(ref)}/api/json`,
    query: { tree: TREE },
    what: `read build ${buildWords(ref)}`,
  };
  const raw = await readOne(send, call, buildSchema);
  return raw && buildOf(ref.job, raw, reading());
}

/** The newest builds first. `allBuilds` would read each from disk: the range keeps it to what is asked for. */
export async function readBuilds(
  send: Send,
  job: JobRef,
  limit: number,
  reading: () => Reading,
): Promise<readonly Build[]> {
  const count = Math.min(Math.max(limit, 1), 100);
  const call: Call = {
    method: 'GET',
    path: `${jobPath(job)}/api/json`,
    query: { tree: `builds[${TREE}]{0,${count}}` },
    what: `list builds of ${jobWords(job)}`,
  };
  const raw = await readOne(send, call, z.object({ builds: maybe(z.array(buildSchema)) }));
  return (raw?.builds ?? []).slice(0, count).map((build) => buildOf(job, build, reading()));
}

/** Jenkins' results (hudson.model.Result). */
export const RESULTS: Readonly<Record<string, RunState>> = {
  SUCCESS: 'succeeded',
  UNSTABLE: 'unstable',
  FAILURE: 'failed',
  ABORTED: 'cancelled',
  NOT_BUILT: 'skipped',
};

function buildOf(job: JobRef, raw: RawBuild, { now, marker }: Reading): Build {
  const actions = (raw.actions ?? []).filter((action) => action !== null);
  const parameters = parametersOf(actions);
  const revision = actions.find(({ lastBuiltRevision }) => lastBuiltRevision?.SHA1)?.lastBuiltRevision;
  const branch = job.branch ?? revision?.branch?.[0]?.name?.replace(/^(refs\/remotes\/)?origin\//, '');
  const mark = parameters[marker];
  return {
    ref: { job, number: raw.number },
    url: raw.url,
    state: raw.building ? 'running' : (RESULTS[raw.result ?? ''] ?? 'unknown'),
    startedAt: raw.timestamp,
    durationMs: raw.building ? Math.max(now - raw.timestamp, 0) : raw.duration,
    ...((raw.estimatedDuration ?? -1) > 0 && { estimatedMs: raw.estimatedDuration ?? 0 }),
    ...((raw.queueId ?? -1) >= 0 && { queueId: raw.queueId ?? 0 }),
    displayName: raw.displayName ?? `#${raw.number}`,
    ...(raw.description !== undefined && { description: raw.description }),
    parameters,
    ...(mark !== undefined && mark !== '' && { marker: mark }),
    causes: actions.flatMap(({ causes }) =>
      (causes ?? []).flatMap(({ shortDescription }) => shortDescription ?? []),
    ),
    ...(revision?.SHA1 !== undefined && { commit: revision.SHA1 }),
    ...(branch !== undefined && { branch: branchOf(branch) }),
    authors: authorsOf(raw, revision?.SHA1),
    artifacts: (raw.artifacts ?? []).map(({ relativePath }) => relativePath),
  };
}

/**
 * Whose commits it builds: of the commit it is named after first, then the newest. What is built again has no new
 * commits: then who is to answer for it, else who started it.
 */
function authorsOf(raw: RawBuild, commit: string | undefined): readonly BuildAuthor[] {
  const items = [...(raw.changeSets ?? []), ...(raw.changeSet === undefined ? [] : [raw.changeSet])]
    .flatMap((set) => set.items ?? [])
    .toReversed()
    .toSorted((a, b) => Number(b.commitId === commit) - Number(a.commitId === commit));
  const starters = (raw.actions ?? []).flatMap((action) => action?.causes ?? []);
  const sources = [
    items.map(({ author }) => author),
    raw.culprits ?? [],
    starters.map(({ userId, userName }) => ({ id: userId, fullName: userName })),
  ];
  const named = sources.map((users) => users.flatMap((user) => (user === undefined ? [] : authorOf(user))));
  const found = named.find((authors) => authors.length > 0) ?? [];
  return [...new Map(found.map((author) => [author.id ?? author.name, author])).values()];
}

function authorOf({ id, fullName }: z.infer<typeof userSchema>): readonly BuildAuthor[] {
  const name = fullName ?? id;
  return name === undefined ? [] : [{ name, ...(id !== undefined && { id }) }];
}

/** Passwords come without a value, and stay that way. */
function parametersOf(actions: readonly z.infer<typeof actionSchema>[]): Record<string, string> {
  const pairs = actions
    .flatMap(({ parameters }) => parameters ?? [])
    .filter((each) => !/Password/.test(each._class ?? '') && each.value !== undefined && each.value !== null)
    .map(
      ({ name = '', value }) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    );
  return Object.fromEntries(pairs);
}
