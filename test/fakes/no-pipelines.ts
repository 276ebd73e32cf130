import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../src/contracts/ports/jenkins.js';

/** For tests of what needs neither Jenkins, GitHub nor a registry: none is configured. */
export const NO_PIPELINES = { jenkins: undefined, github: undefined, images: undefined } as const;

const unused = (): Promise<never> => Promise.reject(new Error('this test does not expect that call'));

/** To be spread and overridden: a call that a test does not expect is a mistake. */
export const noJenkins: JenkinsPort = {
  server: unused,
  job: unused,
  builds: unused,
  build: unused,
  trigger: unused,
  follow: unused,
  queued: unused,
  unqueue: unused,
  rerun: unused,
  stages: unused,
  log: unused,
  stageLog: unused,
  tests: unused,
  artifact: unused,
  abort: unused,
  inputs: unused,
  answerInput: unused,
};

/** As {@link noJenkins}. */
export const noGithub: GithubPort = {
  server: unused,
  repository: unused,
  commit: unused,
  commits: unused,
  tags: unused,
  compare: unused,
  pullsOf: unused,
  workflows: unused,
  workflow: unused,
  runs: unused,
  run: unused,
  jobs: unused,
  jobLog: unused,
  dispatch: unused,
  findDispatched: unused,
  rerun: unused,
  cancel: unused,
  gates: unused,
  answerGates: unused,
  checks: unused,
  deployments: unused,
  deploymentStatuses: unused,
  createDeployment: unused,
  setDeploymentStatus: unused,
  ensureIssue: unused,
  findIssue: unused,
  comment: unused,
};
