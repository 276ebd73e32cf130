import type { Understanding } from '../contracts/command.js';
import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import { mayWrite } from '../policy/index.js';
import { clear } from './clear.js';
import type { PipelineDeps } from './deps.js';
import { endingReply, endWaiting } from './ending.js';
import { planReply } from './operation-reply.js';
import { openQuestion } from './question.js';
import { refused, told, toldThem } from './respond.js';
import { pastThat } from './stale.js';
import { aboutOperation, askerOf } from './turn.js';
import type { Response, Turn } from './turn.js';

type Decision = 'approve' | 'reject';

/** "approve #42": another person who may write there, from any channel, once. */
export async function approve(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (meaning.decision !== 'act') return undefined;
  if (meaning.intent !== 'approve' && meaning.intent !== 'reject') return undefined;
  const verdict: Decision = meaning.intent;
  if (turn.degraded) return refused(deps, turn, refuse('ledger_down'));
  // An approval lets a write run, and no phrase or second factor stands behind one that is heard.
  if (verdict === 'approve' && turn.message.source === 'voice') {
    return told(deps, turn, 'not_by_voice', 'not_permitted');
  }
  const found = await asked(deps, turn, verdict, meaning.slots);
  if ('stored' in found) return found;
  const operation = found;
  if (operation.status !== 'awaiting_approval') return pastThat(deps, turn, operation);
  if ((operation.expiresAt ?? Infinity) <= deps.clock.now()) return tooLate(deps, turn, operation);
  return (await notEntitled(deps, turn, operation, verdict)) ?? count(deps, turn, operation, verdict);
}

/** The operation that is meant; a question when several wait. */
async function asked(
  deps: PipelineDeps,
  turn: Turn,
  verdict: Decision,
  slots: Extract<Understanding, { decision: 'act' }>['slots'],
): Promise<Operation | Response> {
  const { id, service } = slots;
  const { tenant } = turn.person;
  const number = id ?? turn.message.command?.operation;
  if (number !== undefined) {
    const operation = await deps.ledger.operationByNumber(tenant, Number(number));
    return operation ?? refused(deps, turn, refuse('unknown_operation', { id: number }));
  }
  const waiting = await deps.ledger.operationsIn(['awaiting_approval'], tenant);
  const meant = waiting.filter(({ plan }) => service === undefined || plan.service === service);
  const [only] = meant;
  if (only === undefined) return refused(deps, turn, refuse('nothing_pending'));
  if (meant.length === 1) return only;
  const choices = meant.map((operation) => operation.number);
  return openQuestion(deps, turn, { intent: verdict, slots: {}, ask: { slot: 'id', choices } });
}

/** One terminal is one person, whoever it says it speaks for (DESIGN.md: `--as` never counts as another person). */
const SAME_SEAT = 'terminal';
const isAtSeat = ({ actor, person }: Operation): boolean =>
  actor.platform === SAME_SEAT || person.startsWith(`${SAME_SEAT}:`);

async function notEntitled(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  verdict: Decision,
): Promise<Response | undefined> {
  const { person, message } = turn;
  const { number, plan } = operation;
  const own = person.id === operation.person;
  const sameSeat = message.actor.platform === SAME_SEAT && isAtSeat(operation);
  if (own && verdict === 'reject') return undefined;
  if (own || sameSeat) {
    const given = await approvalsOf(deps, operation);
    const params = { operation: number, needed: operation.approvalsNeeded, given };
    return refused(deps, turn, refuse('own_approval', params));
  }
  if (!person.known) return refused(deps, turn, refuse('unknown_person', { person: person.display }));
  const environment = deps.ports.catalogue.environment(person.tenant, plan.environment);
  if (mayWrite(person, message.actor, environment)) return undefined;
  const writers = environment?.writers ?? [];
  return refused(
    deps,
    turn,
    refuse('not_permitted', { person: person.display, environment: plan.environment, writers }),
  );
}

async function count(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  verdict: Decision,
): Promise<Response> {
  const { id, number, approvalsNeeded } = operation;
  if (verdict === 'reject') return rejected(deps, turn, operation);
  const first = await deps.ledger.decide(id, deciderOf(turn), verdict, deps.clock.now());
  const decided = (await deps.ledger.operationById(id)) ?? operation;
  const given = await approvalsOf(deps, operation);
  if (given < approvalsNeeded) {
    if (!first)
      return toldThem(deps, turn, 'approval_given_twice', 'awaiting_approval', { operation: number });
    const waiting = planReply({ ...deps, approvalMs: leftOf(deps, decided) }, decided);
    await deps.ledger.reviseReply(id, waiting, false);
    const params = { operation: number, given, needed: approvalsNeeded };
    return { ...toldThem(deps, turn, 'approval_counted', 'awaiting_approval', params), operation: decided };
  }
  // Also when this one was counted before: the process may have died between counting and clearing.
  const cleared = await clear(deps, turn, decided, 'awaiting_approval');
  if (cleared?.operation === undefined) return pastThat(deps, turn, operation);
  if (cleared.operation.status === 'refused') return { ...cleared, stored: false };
  const params = { operation: number };
  return { ...toldThem(deps, turn, 'approval_given', 'answered', params), operation: cleared.operation };
}

async function rejected(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  await deps.ledger.decide(operation.id, deciderOf(turn), 'reject', deps.clock.now());
  const params = { approver: askerOf(turn) };
  const ended = await endWaiting(deps, turn, operation.id, 'approval_rejected', params);
  if (ended === undefined) return pastThat(deps, turn, operation);
  return aboutOperation(turn, ended, endingReply(deps, ended, 'approval_rejected', params));
}

async function tooLate(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const params = { needed: operation.approvalsNeeded, given: await approvalsOf(deps, operation) };
  const ended = await endWaiting(deps, turn, operation.id, 'approval_expired', params);
  const reply = endingReply(deps, { ...operation, status: 'expired' }, 'approval_expired', params);
  return aboutOperation(turn, ended ?? operation, reply);
}

const deciderOf = (turn: Turn) => ({ person: turn.person.id, name: askerOf(turn) });

const MINUTE_MS = 60_000;
/** How long it can still be approved, in whole minutes as people say it; at the very end in seconds. */
function leftOf({ clock }: PipelineDeps, { expiresAt }: Operation): number {
  const left = Math.max(0, (expiresAt ?? clock.now()) - clock.now());
  return left < MINUTE_MS ? left : Math.floor(left / MINUTE_MS) * MINUTE_MS;
}

/** People who said yes; each counts once. */
async function approvalsOf(deps: PipelineDeps, { id }: Operation): Promise<number> {
  const decisions = await deps.ledger.decisions(id);
  return decisions.filter(({ verdict }) => verdict === 'approve').length;
}
