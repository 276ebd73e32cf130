import type { Operation, PlanDraft } from '../contracts/operation.js';
import { refuse, type Refusal } from '../contracts/outcome.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Log } from '../contracts/ports/log.js';
import type { AnySkill, SkillPorts } from '../contracts/skill.js';
import { circumstances, decide, type PolicySource } from '../policy/index.js';
import { skillContext } from '../registry/context.js';

export interface WorkerChecksParts {
  readonly skill: (id: string) => AnySkill | undefined;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly ports: SkillPorts;
  readonly policyFacts: PolicySource;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a worker asks again before the first effect of an operation. */
export interface WorkerChecks {
  /** Policy, with the asker as they are now; undefined: they still may. */
  authorize(operation: Operation): Promise<Refusal | undefined>;
  /** The plan as it would be made now. Rejects with PortError when the world can't be read. */
  replan(operation: Operation): Promise<PlanDraft | Refusal>;
}

export function createWorkerChecks(parts: WorkerChecksParts): WorkerChecks {
  return {
    authorize: (operation) => authorize(parts, operation),
    replan: (operation) => replan(parts, operation),
  };
}

async function authorize(
  { skill, identity, ports, policyFacts }: WorkerChecksParts,
  operation: Operation,
): Promise<Refusal | undefined> {
  const declared = skill(operation.skill);
  if (declared === undefined) return refuse('unsupported');
  const person = await identity.resolve(operation.actor);
  const environment = ports.catalogue.environment(operation.tenant, operation.plan.environment);
  const service = ports.catalogue.service(operation.tenant, operation.plan.service);
  const found = policyFacts({ intent: declared.id, person, actor: operation.actor, environment, service });
  const decision = decide({
    ...circumstances(declared.id, operation.slots, found),
    intent: declared.id,
    effect: declared.effect,
    permission: declared.permission,
    person,
    actor: operation.actor,
    ...(environment === undefined ? {} : { environment }),
    source: operation.source,
    fuzzy: [],
    risk: operation.plan.risk,
    mustConfirm: operation.plan.mustConfirm,
  });
  return decision.kind === 'refuse' ? refuse(decision.code, decision.params) : undefined;
}

async function replan(
  { skill, identity, ports, clock, log }: WorkerChecksParts,
  operation: Operation,
): Promise<PlanDraft | Refusal> {
  const declared = skill(operation.skill);
  if (declared?.effect !== 'write') return refuse('unsupported');
  const { slots, conversation, locale, source } = operation;
  const person = await identity.resolve(operation.actor);
  return declared.plan(
    skillContext({
      skill: declared,
      slots,
      person,
      conversation,
      locale,
      source,
      ports,
      clock,
      log,
      operation,
    }),
  );
}
