import { actorKey } from '../contracts/message.js';
import type { ActorRef, Slots } from '../contracts/message.js';
import type { Environment, Service } from '../contracts/catalogue.js';
import type { IntentEffect } from '../contracts/command.js';
import type { Person, PolicyDecision, Risk } from '../contracts/policy.js';
import type { Permission } from '../contracts/skill.js';

/** A time in which some commands are refused in an environment. */
export interface Freeze {
  /** The intents it refuses; rollbacks are left out, so that a way back stays open. */
  readonly intents: readonly string[];
  readonly reason: string;
}

/** What policy must know beside the command: asked when a command is understood, confirmed and run. */
export type PolicySource = (question: {
  readonly intent: string;
  readonly person: Person;
  readonly actor: Pick<ActorRef, 'platform' | 'id'>;
  readonly environment: Environment | undefined;
  readonly service: Service | undefined;
}) => { readonly onCall: boolean; readonly freeze?: Freeze };

/** The part of the facts that time and duty change: who is on call, what is frozen. */
export function circumstances(
  intent: string,
  { version }: Slots,
  { onCall, freeze }: ReturnType<PolicySource>,
): Pick<PolicyFacts, 'onCallRollback' | 'freeze'> {
  const toLastHealthy = version === undefined || version === 'previous';
  return {
    onCallRollback: onCall && intent === 'rollback' && toLastHealthy,
    ...(freeze === undefined ? {} : { freeze }),
  };
}

/** Everything that policy may look at. Nothing is fetched here. */
export interface PolicyFacts {
  readonly intent: string;
  readonly effect: IntentEffect;
  readonly permission: Permission;
  readonly person: Person;
  readonly actor: Pick<ActorRef, 'platform' | 'id'>;
  /** Absent for commands without one. A write without an environment is for admins only. */
  readonly environment?: Pick<Environment, 'name' | 'protected' | 'approvals' | 'writers'>;
  readonly source: 'chat' | 'voice';
  /** Slots that were not said exactly. */
  readonly fuzzy: readonly string[];
  /** Of the plan, once there is one. */
  readonly risk?: Risk;
  readonly mustConfirm?: boolean;
  /** The asker is on call for the service and goes back to its last healthy version. */
  readonly onCallRollback?: boolean;
  readonly freeze?: Freeze;
}

/**
 * Decides one command (DESIGN.md, Policy). Called when a command is understood, again when it is confirmed, and
 * again by the worker that runs it; the first answer never outlives the facts it was made from.
 */
export function decide(facts: PolicyFacts): PolicyDecision {
  return refusal(facts) ?? consent(facts);
}

/** Whether this person may change things in this environment. */
export function mayWrite(
  person: Person,
  actor: Pick<ActorRef, 'platform' | 'id'>,
  environment: PolicyFacts['environment'],
): boolean {
  if (!person.known) return false;
  if (person.admin) return true;
  if (environment === undefined) return false;
  const { writers } = environment;
  if (writers !== undefined) return writers.includes(person.id) || writers.includes(actorKey(actor));
  return !environment.protected && !person.guest;
}

function refusal(facts: PolicyFacts): PolicyDecision | undefined {
  const { person, environment, freeze, intent } = facts;
  const writes = facts.effect === 'write' || facts.effect === 'setting' || facts.permission === 'write';
  if (!writes && facts.permission === 'anyone') return undefined;
  if (!person.known) return { kind: 'refuse', code: 'unknown_person', params: { person: person.display } };
  if (!writes) return undefined;
  if (!mayWrite(person, facts.actor, environment)) {
    return { kind: 'refuse', code: 'not_permitted', params: notPermitted(facts) };
  }
  if (freeze?.intents.includes(intent) === true) {
    const where = environment === undefined ? {} : { environment: environment.name };
    return { kind: 'refuse', code: 'environment_frozen', params: { ...where, reason: freeze.reason } };
  }
  return undefined;
}

/** Who is refused, what would be needed and what the person has. */
function notPermitted({ person, environment }: PolicyFacts): Record<string, string | readonly string[]> {
  const who = { person: person.display };
  if (environment === undefined) return who;
  const where = { ...who, environment: environment.name };
  return environment.writers === undefined || environment.writers.length === 0
    ? where
    : { ...where, writers: environment.writers };
}

function consent(facts: PolicyFacts): PolicyDecision {
  const { environment, source } = facts;
  if (facts.effect === 'read' || facts.effect === 'dialogue') return { kind: 'proceed' };
  const guarded = environment?.protected === true;
  const approvals = facts.onCallRollback === true ? 0 : (environment?.approvals ?? 0);
  if (source === 'voice') return { kind: 'confirm', phrase: true, factor: guarded, approvals };
  const doubtful = facts.fuzzy.length > 0 || facts.mustConfirm === true || facts.risk === 'high';
  const asks = guarded || doubtful || approvals > 0 || facts.effect === 'setting';
  return asks ? { kind: 'confirm', phrase: false, factor: false, approvals } : { kind: 'proceed' };
}
