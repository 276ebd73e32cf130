import type { Service } from '../../../src/contracts/catalogue.js';
import type { Checks, Commit, WorkflowRun } from '../../../src/contracts/github.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { ImagesPort } from '../../../src/contracts/ports/images.js';
import type { Build, JenkinsPort, Stage } from '../../../src/contracts/ports/jenkins.js';
import type { RunState } from '../../../src/contracts/run-state.js';
import { NOON } from '../../fakes/drafts.js';
import { noGithub, noJenkins } from '../../fakes/no-pipelines.js';

const MINUTE = 60_000;
const HEAD = '3f2c1ab0000000000000000000000000000000aa';

export function aService(name: string, change: Partial<Service> = {}): Service {
  const sources = { repository: `shop/${name}`, jenkinsJob: `shop/${name}` };
  return { name, tenant: 'default', aliases: [], spoken: [], ...sources, ...change };
}

const noRuns: readonly WorkflowRun[] = [];

const commit: Commit = {
  sha: HEAD,
  message: 'Round gift card amounts\n\nCloses #12',
  author: 'mina',
  at: NOON - 90 * MINUTE,
  url: 'https://github.example/shop/checkout/commit/3f2c1ab',
};

export function aBuild(state: RunState): Build {
  return {
    ref: { job: { path: 'shop/checkout', branch: 'main' }, number: 45 },
    url: 'http://jenkins.example/45',
    state,
    startedAt: NOON - 20 * MINUTE,
    durationMs: 4 * MINUTE,
    displayName: '#45',
    parameters: {},
    causes: [],
    authors: [],
    artifacts: [],
    commit: HEAD,
  };
}

const LOG = [
  '+ npm test',
  '> checkout@1.4.2 test',
  'Error: expected 12.50 to equal 12.49',
  '    at priceOf (src/price.test.js:41:7)',
  'token=ghp_0123456789abcdefghijABCDEFGHIJ012345',
  'ERROR: script returned exit code 1',
  'Finished: FAILURE',
].join('\n');

/** A Jenkins whose newest build of every job stands like this. */
export function jenkinsWith(state: RunState, change: Partial<JenkinsPort> = {}): JenkinsPort {
  const failed = state === 'failed';
  const stages: readonly Stage[] = [
    { id: '6', name: 'Compile', state: 'succeeded', durationMs: 30_000 },
    { id: '12', name: 'Test', state, durationMs: 60_000 },
  ];
  return {
    ...noJenkins,
    job: ({ path }) =>
      Promise.resolve({
        ...{ ref: { path }, url: '', kind: 'multibranch' as const, buildable: true, parameters: [] },
        ...{ marked: true, children: ['main'], inQueue: false },
      }),
    builds: (job) => Promise.resolve([{ ...aBuild(state), ref: { job, number: 45 } }]),
    queued: () => Promise.resolve([]),
    stages: () => Promise.resolve({ state: 'known', stages }),
    stageLog: () => Promise.resolve(failed ? LOG : undefined),
    log: () => Promise.resolve({ text: failed ? LOG : '', next: 0, more: false }),
    tests: () =>
      Promise.resolve(
        failed
          ? {
              ...{ passed: 40, failed: 1, skipped: 0 },
              failures: [{ suite: 'price', name: 'rounds', message: '', age: 1 }],
            }
          : undefined,
      ),
    ...change,
  };
}

/** A GitHub that knows the newest commit of every repository, its checks, and the tag of one running version. */
export function githubWith(checks: RunState, change: Partial<GithubPort> = {}): GithubPort {
  const known: Checks = {
    sha: HEAD,
    state: checks,
    at: NOON - 60 * MINUTE,
    checks: [
      { name: 'lint', from: 'check', state: 'succeeded', summary: '' },
      { name: 'unit', from: 'check', state: checks, summary: '' },
    ],
  };
  return {
    ...noGithub,
    repository: (name) =>
      Promise.resolve({ name, defaultBranch: 'main', url: '', archived: false, issues: true }),
    commit: (_repository, ref) => {
      if (ref === 'main' || ref === 'feature/cards') return Promise.resolve(commit);
      return Promise.resolve(ref === 'tags/v1.4.1' ? { ...commit, sha: 'aaaaaaa' } : undefined);
    },
    compare: () =>
      Promise.resolve({ status: 'ahead', ahead: 3, behind: 0, total: 3, commits: [], url: '' } as const),
    pullsOf: () => Promise.resolve([]),
    checks: () => Promise.resolve(known),
    runs: () => Promise.resolve(noRuns),
    ...change,
  };
}

export const registry: ImagesPort = {
  tags: () => Promise.resolve(['1.4.0', '1.4.10', '1.4.9']),
  digest: () => Promise.resolve(undefined),
  created: () => Promise.resolve(NOON - 15 * MINUTE),
  covers: () => true,
};
