import { z } from 'zod';
import type { Check, Checks } from '../../contracts/github.js';
import type { RunState } from '../../contracts/run-state.js';
import { repo, type Send } from './call.js';
import { maybe, readOne, readPages, stateOf } from './read.js';

const checkSchema = z.object({
  name: z.string(),
  status: z.string(),
  conclusion: maybe(z.string()),
  started_at: maybe(z.string()),
  completed_at: maybe(z.string()),
  html_url: maybe(z.string()),
  output: maybe(z.object({ title: maybe(z.string()), summary: maybe(z.string()) })),
});
const combinedSchema = z.object({
  sha: z.string(),
  statuses: z.array(
    z.object({
      context: z.string(),
      state: z.string(),
      updated_at: maybe(z.string()),
      description: maybe(z.string()),
      target_url: maybe(z.string()),
    }),
  ),
});

/** GitHub's states of a commit status; `pending` is how both waiting and running are said. */
const STATUS: Readonly<Record<string, RunState>> = {
  success: 'succeeded',
  failure: 'failed',
  error: 'failed',
  pending: 'running',
};

/** See GithubPort.checks. */
export async function readChecks(send: Send, repository: string, ref: string): Promise<Checks | undefined> {
  const params = { ...repo(repository), ref };
  const what = `read the checks of ${ref} in ${repository}`;
  const path = 'GET /repos/{owner}/{repo}/commits/{ref}';
  const [runs, combined] = await Promise.all([
    readPages(
      send,
      { route: `${path}/check-runs`, params: { ...params, filter: 'latest' }, what },
      1_000,
      z.object({ check_runs: z.array(checkSchema) }),
      (page) => page.check_runs,
    ),
    readOne(
      send,
      { route: `${path}/status`, params: { ...params, per_page: 100 }, what },
      combinedSchema,
      [404, 422],
    ),
  ]);
  if (combined === undefined) return undefined;
  const checks = [
    ...runs.map((raw): Check => ({
      ...{ name: raw.name, from: 'check', state: stateOf(raw.status, raw.conclusion) },
      summary: raw.output?.title ?? raw.output?.summary?.split('\n')[0] ?? '',
      ...(raw.html_url !== undefined && { url: raw.html_url }),
    })),
    ...combined.statuses.map((raw): Check => ({
      ...{ name: raw.context, from: 'status', state: STATUS[raw.state] ?? 'unknown' },
      summary: raw.description ?? '',
      ...(raw.target_url !== undefined && { url: raw.target_url }),
    })),
  ];
  const ended = [...runs.map((raw) => raw.completed_at), ...combined.statuses.map((raw) => raw.updated_at)];
  const running = runs.filter((raw) => raw.completed_at === undefined).map((raw) => raw.started_at);
  const at = newest(running) ?? newest(ended);
  const state = merged(checks.map((check) => check.state));
  return { sha: combined.sha, state, ...(at !== undefined && { at }), checks };
}

function newest(texts: readonly (string | undefined)[]): number | undefined {
  const times = texts.map((text) => Date.parse(text ?? '')).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** The worst comes first: one failure fails the commit, whatever else still runs. */
const ORDER: readonly RunState[] = [
  'failed',
  'cancelled',
  'unstable',
  'waiting',
  'running',
  'queued',
  'unknown',
];

/** One state out of many. GitHub itself says `pending` when there is nothing: that is `unknown` here. */
function merged(states: readonly RunState[]): RunState {
  if (states.length === 0) return 'unknown';
  const worst = ORDER.find((state) => states.includes(state));
  return worst ?? (states.includes('succeeded') ? 'succeeded' : 'skipped');
}
