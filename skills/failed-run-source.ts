import { refuse, type Refusal } from '../src/contracts/outcome.js';
import type { FailedRun, FailedRunSource } from './file-issue/subject.js';
import { missingFacts, valueOf, type ServicePipeline } from './pipeline-status/facts.js';
import { commitFacts } from './pipeline-status/github-facts.js';
import { buildFacts } from './pipeline-status/jenkins-facts.js';
import { patience } from './pipeline-status/patience.js';
import { endOf, verdictOf, type Verdict } from './pipeline-status/verdict.js';
import { buildLabel, runLabel } from './shared/pipeline/plan.js';

const ABSENT = { state: 'absent' } as const;

/** What an issue takes from pipeline-status, so that both tell of the same run; skills do not know each other. */
export const failedRunSource: FailedRunSource = async (ports, service, clock) => {
  const patient = patience(clock);
  try {
    const [onGithub, onJenkins] = await Promise.all([
      commitFacts(ports.github, service, undefined, patient),
      buildFacts(ports.jenkins, service, { branch: undefined, single: false }, patient),
    ]);
    const pipeline = { service, connected: true, ...onGithub, ...onJenkins, image: ABSENT, behind: [] };
    const verdict = verdictOf(pipeline);
    if (verdict.standing === 'failed') return failedRun(pipeline, verdict);
    return verdict.standing === 'unread' ? unread(pipeline) : undefined;
  } finally {
    patient.end();
  }
};

function unread(pipeline: ServicePipeline): Refusal | undefined {
  const [missing] = missingFacts(pipeline);
  if (missing === undefined) return undefined;
  const { source, code, reason } = missing;
  return refuse(code, { cluster: source, detail: reason });
}

function failedRun(pipeline: ServicePipeline, { deciding, failure }: Verdict): FailedRun | undefined {
  const { repository } = pipeline.service;
  const head = valueOf(pipeline.commit);
  const { where, lines = [], tests = [] } = failure ?? {};
  const said = { where, lines, tests };
  const titleOf = (sha: string | undefined) =>
    head !== undefined && head.sha === sha ? `${sha} ${head.message.split('\n', 1)[0] ?? ''}`.trim() : sha;
  if (deciding?.kind === 'build') {
    const { build } = deciding.facts;
    const { ref, url, commit } = build;
    const built = build.authors.map(({ name }) => name).join(', ') || undefined;
    const author = commit !== undefined && commit === head?.sha ? head.author : built;
    const about = { label: buildLabel(build), key: buildLabel(build), url, ...said };
    const at = endOf(build) ?? build.startedAt;
    return { ...about, at, branch: ref.job.branch ?? build.branch, commit: titleOf(commit), author };
  }
  if (deciding?.kind !== 'run' || repository === undefined) return undefined;
  const { run } = deciding.facts;
  const author = run.sha === head?.sha ? head.author : run.actor;
  const about = { label: runLabel(repository, run), key: `GitHub ${repository} run ${run.id}`, url: run.url };
  return { ...about, ...said, at: run.updatedAt, branch: run.branch, commit: titleOf(run.sha), author };
}
