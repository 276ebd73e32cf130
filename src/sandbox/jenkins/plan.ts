import { imageOf } from '../genesis/shop.js';
import type { Build, CommitRow, Delivery } from '../delivery/state.js';
import { ENVIRONMENTS } from '../world/environments.js';
import type { StageRow } from '../world/pipelines.js';
import { jobNamed, type PipelineJob } from './jobs.js';
import { digestOf } from '../registry/digest.js';

/** What a build is about, worked out from its job, its commit and its parameters. */
export interface BuildPlan {
  readonly job: PipelineJob;
  readonly commit: CommitRow | undefined;
  readonly version: string;
  readonly image: string;
  readonly environment: (typeof ENVIRONMENTS)[number] | undefined;
  /** Skipped ones are left out. */
  readonly stages: readonly StageRow[];
}

export function planOf(delivery: Delivery, build: Build): BuildPlan | undefined {
  const job = jobNamed(delivery, build.job);
  if (job?.kind !== 'pipeline') return undefined;
  const commit = delivery.commits.find(
    ({ sha, repository }) => sha === build.sha && repository === `shop/${job.service}`,
  );
  const asked = build.parameters['VERSION'] ?? '';
  const version = asked === '' ? (commit?.version ?? `0.0.0-${(build.sha ?? '').slice(0, 7)}`) : asked;
  const environment = ENVIRONMENTS.find(({ name }) => name === build.parameters['ENVIRONMENT']);
  const release = commit?.version !== undefined || asked !== '';
  const wanted = (stage: StageRow): boolean =>
    (stage.input === undefined || environment?.protected === true) &&
    (stage.does !== 'publish' || release) &&
    (stage.name !== 'Test' || build.parameters['SKIP_TESTS'] !== 'true');
  const stages = job.stages.filter(wanted);
  const image = build.parameters['IMAGE'] || imageOf(job.service, version);
  return { job, commit, version, image, environment, stages };
}

/** The table's line with its names filled in. */
export function filled(
  line: string,
  build: Build,
  { job, commit, version, image, environment }: BuildPlan,
): string {
  const values: Readonly<Record<string, string>> = {
    ...{ service: job.service, version, image, repository: `shop/${job.service}` },
    ...{ sha: build.sha ?? '', branch: job.branch ?? '', message: commit?.message.split('\n')[0] ?? '' },
    ...{ environment: environment?.name ?? '', namespace: environment?.namespace ?? '' },
    digest: digestOf(image),
  };
  return line.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
