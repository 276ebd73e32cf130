import type { Operation, Plan } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { PolicyDecision } from '../contracts/policy.js';
import type { AnySkill } from '../contracts/skill.js';
import { circumstances, decide } from '../policy/index.js';
import type { PipelineDeps } from './deps.js';
import { isLedgerDown } from './degraded.js';
import type { Command, Turn } from './turn.js';

export type Consent = Exclude<PolicyDecision, { kind: 'refuse' }>;

/**
 * What policy says of a command, once without a plan (may they at all?) and once with it (what must be confirmed?).
 * The plan tells the place where the command names another operation instead ("resume #42").
 */
export function authorize(
  deps: PipelineDeps,
  turn: Turn,
  skill: AnySkill,
  command: Pick<Command, 'slots' | 'fuzzy'>,
  plan?: Plan,
): Consent | Refusal {
  const { person, message } = turn;
  const { slots, fuzzy } = command;
  const place = placeOf(deps, person.tenant, plan ?? slots);
  const found = deps.policyFacts({ intent: skill.id, person, actor: message.actor, ...place });
  const decision = decide({
    intent: skill.id,
    effect: skill.effect,
    permission: skill.permission,
    person,
    actor: message.actor,
    ...(place.environment === undefined ? {} : { environment: place.environment }),
    source: message.source,
    fuzzy,
    ...(plan === undefined ? {} : { risk: plan.risk, mustConfirm: plan.mustConfirm }),
    ...circumstances(skill.id, slots, found),
  });
  return decision.kind === 'refuse' ? refuse(decision.code, decision.params) : decision;
}

/** Refusals are remembered; that they can't be while the ledger is down must not turn them into anything else. */
export async function auditRefusal(
  deps: Pick<PipelineDeps, 'ledger' | 'clock' | 'log'>,
  turn: Turn,
  command: Pick<Command, 'slots'> & { readonly intent: string },
  refusal: Refusal,
  operation?: Operation,
): Promise<void> {
  try {
    await deps.ledger.audit({
      at: deps.clock.now(),
      tenant: turn.person.tenant,
      by: turn.person.id,
      operationId: operation?.id ?? null,
      event: 'refused',
      code: refusal.code,
      detail: { intent: command.intent, slots: { ...command.slots } },
    });
  } catch (error) {
    if (!isLedgerDown(error)) throw error;
    deps.log.warn({ code: refusal.code, person: turn.person.id }, 'a refusal could not be audited');
  }
}

function placeOf(
  { ports: { catalogue } }: PipelineDeps,
  tenant: string,
  { service, environment }: { readonly service?: string | number; readonly environment?: string | number },
): Pick<Parameters<PipelineDeps['policyFacts']>[0], 'environment' | 'service'> {
  return {
    environment: environment === undefined ? undefined : catalogue.environment(tenant, String(environment)),
    service: service === undefined ? undefined : catalogue.service(tenant, String(service)),
  };
}
