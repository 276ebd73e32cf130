import type { Environment } from '../../src/contracts/catalogue.js';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { PendingInput } from '../../src/contracts/ports/jenkins.js';
import { hasEnded } from '../../src/contracts/run-state.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import type { PipelineAction } from '../shared/pipeline/actions.js';
import { leastGuarded } from '../shared/pipeline/place.js';
import {
  actionsPlan,
  buildLabel,
  newestBuilds,
  newestRuns,
  runLabel,
  withoutPipeline,
} from '../shared/pipeline/plan.js';

type ApproveContext = SkillContext<{ readonly service: string }, 'catalogue' | 'jenkins' | 'github'>;

/** A yes that a run waits for, and the environment whose rules say who may give it. */
interface Waiting {
  readonly action: PipelineAction;
  readonly environment: Environment | undefined;
  /** What it asks for and the bot can't know. */
  readonly unanswered: readonly string[];
}

/** The one thing that waits. Of several the first that was found; the next time it is the next one's turn. */
export async function planApprove(context: ApproveContext): Promise<PlanDraft | Refusal> {
  const { service, slots, ports, person, operation: own } = context;
  if (own !== undefined) return own.plan;
  if (service === undefined) return refuse('unknown_service', { service: slots.service });
  const nothing = withoutPipeline(ports, service);
  if (nothing !== undefined) return nothing;
  const waiting = [...(await inputsOf(context)), ...(await gatesOf(context))];
  const [first] = waiting;
  if (first === undefined) return refuse('no_such_run', { service: service.name });
  const { action, unanswered } = first;
  if (unanswered.length > 0)
    return refuse('run_not_startable', { where: action.label, wrong: unanswered.map((name) => `${name}=`) });
  const environment = first.environment ?? leastGuarded(ports.catalogue, person.tenant);
  if (environment === undefined) return refuse('unknown_environment', { environment: '' });
  return actionsPlan('pipeline-approve', service, environment, [action]);
}

async function inputsOf({ ports, service, person }: ApproveContext): Promise<readonly Waiting[]> {
  const { jenkins, catalogue } = ports;
  if (jenkins === undefined || service === undefined) return [];
  const builds = (await newestBuilds(jenkins, service)).filter(({ state }) => !hasEnded(state));
  const found = await Promise.all(
    builds.map(async (build) => {
      const { job, number } = build.ref;
      const ref = { job: job.path, number, ...(job.branch === undefined ? {} : { branch: job.branch }) };
      const values = Object.values(build.parameters);
      const environment = named(catalogue, person.tenant, values);
      return (await jenkins.inputs(build.ref)).map((input): Waiting => {
        const about = { label: buildLabel(build), build: ref, input: input.id, message: input.message };
        const { parameters, unanswered } = answersOf(input);
        return { action: { kind: 'input', ...about, parameters }, environment, unanswered };
      });
    }),
  );
  return found.flat();
}

/** Its own defaults; what has none only a person at the form can fill in. */
function answersOf({ parameters }: PendingInput): {
  readonly parameters: Readonly<Record<string, string>>;
  readonly unanswered: readonly string[];
} {
  const known = parameters.flatMap(({ name, defaultValue, choices }) => {
    const value = defaultValue ?? choices?.[0];
    return value === undefined ? [] : [[name, value] as const];
  });
  const names = new Set(known.map(([name]) => name));
  return {
    parameters: Object.fromEntries(known),
    unanswered: parameters.map(({ name }) => name).filter((name) => !names.has(name)),
  };
}

async function gatesOf({ ports, service, person }: ApproveContext): Promise<readonly Waiting[]> {
  const { github, catalogue } = ports;
  const repository = service?.repository;
  if (github === undefined || service === undefined || repository === undefined) return [];
  const runs = (await newestRuns(github, service)).filter(({ state }) => state === 'waiting');
  const found = await Promise.all(
    runs.map(async (run) =>
      (await github.gates(repository, run.id)).map(({ environment }): Waiting => {
        const label = runLabel(repository, run);
        const action = { kind: 'gate' as const, label, repository, run: run.id, environment };
        return { action, environment: named(catalogue, person.tenant, [environment]), unanswered: [] };
      }),
    ),
  );
  return found.flat();
}

/** The environment that one of the values names: its rules apply to letting a run go on into it. */
function named(catalogue: CataloguePort, tenant: string, values: readonly string[]): Environment | undefined {
  return catalogue
    .environments(tenant)
    .find(({ name, aliases }) => [name, ...aliases].some((each) => values.includes(each)));
}
