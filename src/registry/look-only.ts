import type { GithubPort } from '../contracts/ports/github.js';
import type { JenkinsPort } from '../contracts/ports/jenkins.js';

/**
 * Jenkins as a read or a plan may use it: whatever changes something rejects, because only a step of a running
 * operation changes the world (DESIGN.md, invariant 3).
 */
export function jenkinsLookOnly(jenkins: JenkinsPort): JenkinsPort {
  return {
    server: () => jenkins.server(),
    job: (job) => jenkins.job(job),
    builds: (job, limit) => jenkins.builds(job, limit),
    build: (build) => jenkins.build(build),
    follow: (job, ticket) => jenkins.follow(job, ticket),
    queued: (job) => jenkins.queued(job),
    stages: (build) => jenkins.stages(build),
    log: (build, from) => jenkins.log(build, from),
    stageLog: (build, stage) => jenkins.stageLog(build, stage),
    tests: (build) => jenkins.tests(build),
    artifact: (build, path, maxBytes) => jenkins.artifact(build, path, maxBytes),
    inputs: (build) => jenkins.inputs(build),
    trigger: onlyInAStep,
    unqueue: onlyInAStep,
    rerun: onlyInAStep,
    abort: onlyInAStep,
    answerInput: onlyInAStep,
  };
}

/** As {@link jenkinsLookOnly}. */
export function githubLookOnly(github: GithubPort): GithubPort {
  return {
    server: () => github.server(),
    repository: (name) => github.repository(name),
    commit: (repository, ref) => github.commit(repository, ref),
    commits: (repository, options) => github.commits(repository, options),
    tags: (repository, limit) => github.tags(repository, limit),
    compare: (repository, base, head) => github.compare(repository, base, head),
    pullsOf: (repository, sha) => github.pullsOf(repository, sha),
    workflows: (repository) => github.workflows(repository),
    workflow: (repository, workflow, ref) => github.workflow(repository, workflow, ref),
    runs: (repository, filter) => github.runs(repository, filter),
    run: (repository, id) => github.run(repository, id),
    jobs: (repository, runId) => github.jobs(repository, runId),
    jobLog: (repository, jobId) => github.jobLog(repository, jobId),
    findDispatched: (repository, search) => github.findDispatched(repository, search),
    gates: (repository, runId) => github.gates(repository, runId),
    checks: (repository, ref) => github.checks(repository, ref),
    deployments: (repository, filter) => github.deployments(repository, filter),
    deploymentStatuses: (repository, id) => github.deploymentStatuses(repository, id),
    findIssue: (repository, marker) => github.findIssue(repository, marker),
    dispatch: onlyInAStep,
    rerun: onlyInAStep,
    cancel: onlyInAStep,
    answerGates: onlyInAStep,
    createDeployment: onlyInAStep,
    setDeploymentStatus: onlyInAStep,
    ensureIssue: onlyInAStep,
    comment: onlyInAStep,
  };
}

function onlyInAStep(): Promise<never> {
  return Promise.reject(new Error('Only a step of a running operation may change Jenkins or GitHub.'));
}
