import type { WorkflowRun } from '../../src/contracts/github.js';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { Build } from '../../src/contracts/ports/jenkins.js';
import { hasEnded, hasPassed } from '../../src/contracts/run-state.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import type { PipelineAction } from '../shared/pipeline/actions.js';
import { unknownBranch } from '../shared/pipeline/branches.js';
import { leastGuarded } from '../shared/pipeline/place.js';
import { actionsPlan, buildJob, newestRuns, runLabel, withoutPipeline } from '../shared/pipeline/plan.js';
import type { Warning } from '../shared/preflight-reads.js';

type RunContext = SkillContext<
  { readonly service: string; readonly branch?: string | undefined },
  'catalogue' | 'jenkins' | 'github'
>;
type Found = readonly {
  readonly action: PipelineAction;
  readonly failed: boolean;
  readonly marked: boolean;
}[];

/** What failed last is repeated, and only that; where nothing failed, the branch that is named, or the trunk, is built anew. */
export async function planRun(context: RunContext): Promise<PlanDraft | Refusal> {
  const { service, slots, ports, person, operation: own } = context;
  // What was shown is what runs: by the time the worker plans again, its own run may be the newest.
  if (own !== undefined) return own.plan;
  if (service === undefined) return refuse('unknown_service', { service: slots.service });
  const environment = leastGuarded(ports.catalogue, person.tenant);
  if (environment === undefined) return refuse('unknown_environment', { environment: '' });
  const nothing = withoutPipeline(ports, service);
  if (nothing !== undefined) return nothing;
  const { branch } = slots;
  const unknown = branch === undefined ? undefined : await unknownBranch(ports, service, branch);
  if (unknown !== undefined) return unknown;
  const ran = [...(await runsOf(context)), ...(await buildOf(context))];
  const failed = ran.filter((each) => each.failed);
  // A new build is what Jenkins makes where both could run something.
  const again = failed.length > 0 ? failed : ran.slice(-1);
  const wanted = again.length > 0 ? again : await firstRuns(context);
  if (wanted.length === 0)
    return refuse('no_such_run', { service: service.name, ...(branch !== undefined && { branch }) });
  const warnings = wanted.flatMap(({ marked, action }): Warning[] =>
    marked ? [] : [{ code: 'run_unmarked', params: { run: action.label } }],
  );
  const actions = wanted.map(({ action }) => action);
  return actionsPlan('pipeline-run', service, environment, actions, warnings);
}

/** A build that failed is built again with its parameters; otherwise a new one with the job's own. */
async function buildOf({ ports: { jenkins }, service, slots }: RunContext): Promise<Found> {
  const path = service?.jenkinsJob;
  if (jenkins === undefined || path === undefined) return [];
  const ref = await buildJob(jenkins, path, slots.branch);
  const job = ref === undefined ? undefined : await jenkins.job(ref);
  if (ref === undefined || job?.buildable !== true) return [];
  const [newest] = await jenkins.builds(ref, 1);
  const failed = newest !== undefined && isBad(newest);
  const { branch } = ref;
  const start = {
    ...{ kind: 'jenkins' as const, job: path, parameters: failed ? repeatable(newest) : {} },
    ...(branch === undefined ? {} : { branch }),
  };
  const label = `Jenkins ${path}${branch === undefined ? '' : `/${branch}`}`;
  const again = failed ? { again: newest.ref.number } : {};
  return [{ action: { kind: 'build', label, start, ...again }, failed, marked: job.marked }];
}

/** Its parameters without the mark of whoever asked for it. */
function repeatable({ parameters, marker }: Build): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => name !== 'COXSWAIN_OPERATION' && value !== marker),
  );
}

/** The newest run of each workflow on the branch that is named, or on the default one. */
async function runsOf({ ports: { github }, service, slots }: RunContext): Promise<Found> {
  const repository = service?.repository;
  if (github === undefined || service === undefined || repository === undefined) return [];
  const branch = slots.branch ?? (await github.repository(repository))?.defaultBranch;
  const runs = (await newestRuns(github, service, branch)).filter((run) => run.branch === branch);
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

/**
 * A branch for which nothing ran yet is given to the workflows that pushes and pull requests run, where one can be started by
 * hand and needs nothing to be told: any other may do something else than build.
 */
async function firstRuns({ ports: { github }, service, slots: { branch } }: RunContext): Promise<Found> {
  const repository = service?.repository;
  if (github === undefined || service === undefined || repository === undefined || branch === undefined)
    return [];
  const runs = await newestRuns(github, service);
  const pushed = new Set(runs.filter(({ event }) => PUSHED.has(event)).map(({ workflow }) => workflow));
  const workflows = (await github.workflows(repository)).filter(
    ({ active, name }) => active && pushed.has(name),
  );
  const known = await Promise.all(workflows.map(({ id }) => github.workflow(repository, String(id), branch)));
  return known.flatMap((workflow) => {
    const open = workflow?.inputs.some(
      ({ required, defaultValue }) => required && defaultValue === undefined,
    );
    if (workflow?.startable !== true || open === true) return [];
    const file = workflow.path.split('/').at(-1) ?? String(workflow.id);
    const start = { kind: 'workflow' as const, repository, workflow: file, ref: branch, inputs: {} };
    const label = `GitHub ${repository} ${workflow.name} (${branch})`;
    return [{ action: { kind: 'build', label, start }, failed: false, marked: workflow.marked }];
  });
}

/** What begins by itself when somebody changes code. */
const PUSHED: ReadonlySet<string> = new Set(['push', 'pull_request']);

function isBad({ state }: Pick<WorkflowRun | Build, 'state'>): boolean {
  return hasEnded(state) && !hasPassed(state);
}
