import type { WorkflowRun } from '../../src/contracts/github.js';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { Build } from '../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed } from '../../src/contracts/run-state.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import type { PipelineAction } from '../shared/pipeline/actions.js';
import { leastGuarded } from '../shared/pipeline/place.js';
import {
  actionsPlan,
  buildLabel,
  newestRuns,
  runLabel,
  trunkJob,
  withoutPipeline,
} from '../shared/pipeline/plan.js';
import type { Warning } from '../shared/preflight-reads.js';

type RunContext = SkillContext<{ readonly service: string }, 'catalogue' | 'jenkins' | 'github'>;
type Found = readonly {
  readonly action: PipelineAction;
  readonly failed: boolean;
  readonly marked: boolean;
}[];

/** What failed last is repeated, and only that; where nothing failed, the trunk is built anew. */
export async function planRun(context: RunContext): Promise<PlanDraft | Refusal> {
  const { service, slots, ports, person, operation: own } = context;
  // What was shown is what runs: by the time the worker plans again, its own run may be the newest.
  if (own !== undefined) return own.plan;
  if (service === undefined) return refuse('unknown_service', { service: slots.service });
  const environment = leastGuarded(ports.catalogue, person.tenant);
  if (environment === undefined) return refuse('unknown_environment', { environment: '' });
  const nothing = withoutPipeline(ports, service);
  if (nothing !== undefined) return nothing;
  const found = [...(await runsOf(context)), ...(await buildOf(context))];
  const failed = found.filter((each) => each.failed);
  // A new build is what Jenkins makes where both could run something.
  const wanted = failed.length > 0 ? failed : found.slice(-1);
  if (wanted.length === 0) return refuse('no_such_run', { service: service.name });
  const warnings = wanted.flatMap(({ marked, action }): Warning[] =>
    marked ? [] : [{ code: 'run_unmarked', params: { run: action.label } }],
  );
  const actions = wanted.map(({ action }) => action);
  return actionsPlan('pipeline-run', service, environment, actions, warnings);
}

/** A build that failed is built again with its parameters; otherwise a new one with the job's own. */
async function buildOf({ ports: { jenkins }, service }: RunContext): Promise<Found> {
  const path = service?.jenkinsJob;
  if (jenkins === undefined || path === undefined) return [];
  const ref = await trunkJob(jenkins, path);
  const job = ref === undefined ? undefined : await jenkins.job(ref);
  if (ref === undefined || job?.buildable !== true) return [];
  const [newest] = await jenkins.builds(ref, 1);
  const failed = newest !== undefined && isBad(newest);
  const { branch } = ref;
  const start = {
    ...{ kind: 'jenkins' as const, job: path, parameters: failed ? repeatable(newest) : {} },
    ...(branch === undefined ? {} : { branch }),
  };
  const label = failed ? buildLabel(newest) : `Jenkins ${path}${branch === undefined ? '' : `/${branch}`}`;
  return [{ action: { kind: 'build', label, start }, failed, marked: job.marked }];
}

/** Its parameters without the mark of whoever asked for it. */
function repeatable({ parameters, marker }: Build): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => name !== 'COXSWAIN_OPERATION' && value !== marker),
  );
}

/** The newest run of each workflow on the default branch. */
async function runsOf({ ports: { github }, service }: RunContext): Promise<Found> {
  const repository = service?.repository;
  if (github === undefined || service === undefined || repository === undefined) return [];
  const branch = (await github.repository(repository))?.defaultBranch;
  const runs = (await newestRuns(github, service)).filter((run) => run.branch === branch);
  const newest = [...new Map(runs.toReversed().map((run) => [run.workflow, run])).values()];
  return newest
    .filter(({ state }) => hasEnded(state))
    .map((run) => {
      const failed = isBad(run);
      const what = failed ? 'failed' : 'all';
      const about = { label: runLabel(repository, run), repository, run: run.id, attempt: run.attempt };
      return { action: { kind: 'rerun', ...about, what }, failed, marked: true };
    });
}

function isBad({ state }: Pick<WorkflowRun | Build, 'state'>): boolean {
  return hasEnded(state) && !hasPassed(state);
}
