import type { Understanding } from '../contracts/command.js';
import { ENDED } from '../contracts/operation.js';
import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { RegisteredWrite } from '../contracts/skill.js';
import { confirmPhrase } from '../registry/decorate.js';
import { operationLine } from '../registry/held.js';
import { WINDOWS } from '../registry/windows.js';
import { auditRefusal, authorize } from './authorize.js';
import { clear, endRefused } from './clear.js';
import { judgeConfirmation, wrongConfirmation } from './confirmation.js';
import type { PipelineDeps } from './deps.js';
import { doubts, ownWords } from './doubts.js';
import { endWaiting } from './ending.js';
import { factorAsked, factorReply, showCode } from './factor.js';
import { countFailure } from './failures.js';
import { aside } from './hearing.js';
import { late } from './late.js';
import { askerName, changedPlanReply, planReply } from './operation-reply.js';
import { makePlan } from './plan.js';
import type { Planned } from './plan.js';
import { refused, told, toldThem } from './respond.js';
import { pastThat } from './stale.js';
import { aboutOperation, withContext } from './turn.js';
import type { DialogueChange, Response, Turn } from './turn.js';

/** "yes", "confirm production", or the button: binds to one person, one conversation and one plan. */
export async function confirm(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (!isYes(meaning)) return undefined;
  const { command, source } = turn.message;
  const operation = await pending(deps, turn);
  if (operation === undefined) return nothingPending(deps, turn);
  if (operation.person !== turn.person.id) {
    const params = { operation: operation.number, asker: askerName(operation) };
    return toldThem(deps, turn, 'confirm_yours_only', 'not_permitted', params);
  }
  if (operation.code === 'confirmation_expired') return late(deps, turn, operation);
  if (operation.status !== 'awaiting_confirmation') return tooLate(deps, turn, operation);
  if ((operation.expiresAt ?? Infinity) <= deps.clock.now()) {
    await endWaiting(deps, turn, operation.id, 'confirmation_expired');
    return late(deps, turn, operation);
  }
  if (operation.source === 'voice') {
    if (source === 'chat' && operation.code !== 'awaiting_answer') return phraseFirst(deps, turn, operation);
    const unsure = source === 'voice' ? doubts(deps, turn, operation) : undefined;
    if (unsure !== undefined) return aside(deps, turn, unsure);
  }
  const said = source === 'voice' ? ownWords(deps, turn) : meaning.slots;
  const verdict = judgeConfirmation(
    { text: turn.message.text, pressed: command !== undefined, source },
    said,
    operation,
  );
  if (verdict === 'confirmed') return goOn(deps, turn, operation);
  // The phrase was heard already: what is missing is the factor, and a yes is none.
  if (verdict.wrong === 'bare' && operation.code === 'awaiting_answer')
    return { ...aboutOperation(turn, operation, factorReply(deps, operation)), stored: false };
  const wrong = wrongConfirmation(deps, turn, operation, verdict);
  return verdict.wrong === 'bare' ? wrong : countFailure(deps, turn, operation, wrong);
}

/** A yes, whether or not it is clear to what. */
function isYes(meaning: Understanding): boolean {
  if (meaning.decision === 'act') return meaning.intent === 'confirm-yes';
  if (meaning.decision !== 'ask') return false;
  return (
    meaning.intent === 'confirm-yes' ||
    ('intents' in meaning.ask && meaning.ask.intents.includes('confirm-yes'))
  );
}

/** What asked by voice is confirmed there first: a click or a typed phrase is the factor beside it. */
function phraseFirst(deps: PipelineDeps, turn: Turn, operation: Operation): Response {
  const phrase = confirmPhrase(operation, turn.locale, deps.registry);
  return told(deps, turn, 'phrase_first', 'wrong_confirmation', { operation: operation.number, phrase });
}

/** Said twice, or once more after a crash: what the first yes began goes on. */
function tooLate(deps: PipelineDeps, turn: Turn, operation: Operation): Response {
  if (turn.message.command !== undefined || ENDED.has(operation.status))
    return pastThat(deps, turn, operation);
  const params = { operation: operation.number };
  return { ...told(deps, turn, 'confirm_late', 'answered', params, { confirming: null }), operation };
}

/** The operation that a yes of this person in this conversation can mean. */
async function pending(deps: PipelineDeps, turn: Turn): Promise<Operation | undefined> {
  const { command } = turn.message;
  const { confirming } = turn.dialogue;
  if (command?.operation !== undefined) {
    return deps.ledger.operationByNumber(turn.person.tenant, command.operation);
  }
  if (confirming !== null && deps.clock.now() - confirming.expiresAt < WINDOWS.approval) {
    return deps.ledger.operationById(confirming.operationId);
  }
  return factorAsked(deps, turn);
}

/**
 * Authorization, plan and digest once more; then the factor, approvals or the queue.
 * @param factorGiven the second factor that voice needs was given already
 */
export async function goOn(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  factorGiven = false,
): Promise<Response> {
  const closed: DialogueChange = {
    confirming: null,
    failures: 0,
    context: withContext(turn, { confirmation: undefined, locale: turn.locale }),
  };
  const skill = deps.registry.skill(operation.skill);
  if (skill?.effect !== 'write') {
    return endRefused(deps, turn, operation, 'awaiting_confirmation', refuse('unsupported'), closed);
  }
  const consent = authorize(deps, turn, skill, { slots: operation.slots, fuzzy: [] }, operation.plan);
  if (consent.kind === 'refusal') {
    await auditRefusal(deps, turn, { intent: skill.id, slots: operation.slots }, consent, operation);
    return endRefused(deps, turn, operation, 'awaiting_confirmation', consent, closed);
  }
  const planned = await makePlan(deps, turn, skill, operation.slots, operation);
  if (planned.kind === 'refusal') {
    return endRefused(deps, turn, operation, 'awaiting_confirmation', planned, closed);
  }
  if (planned.digest !== operation.digest) return showAgain(deps, turn, skill, operation, planned);
  const approvals = consent.kind === 'confirm' ? consent.approvals : 0;
  if (turn.message.source === 'voice' && consent.kind === 'confirm' && consent.factor && !factorGiven) {
    return askFactor(deps, turn, operation);
  }
  const next =
    approvals > 0
      ? await askApproval(deps, turn, operation, approvals, closed)
      : await clear(deps, turn, operation, 'awaiting_confirmation', closed);
  return next ?? pastThat(deps, turn, (await deps.ledger.operationById(operation.id)) ?? operation);
}

/** What was confirmed is what runs: a plan that no longer holds is shown anew (DESIGN.md, invariant 5). */
async function showAgain(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredWrite,
  operation: Operation,
  { plan, digest }: Planned,
): Promise<Response> {
  const expiresAt = deps.clock.now() + WINDOWS.confirmation[operation.source];
  const reply = changedPlanReply(deps, { ...operation, plan });
  const changed = await deps.ledger.transition(operation.id, ['awaiting_confirmation'], {
    code: 'plan_changed',
    patch: { plan, digest, expiresAt },
    by: turn.person.id,
    reply,
    final: false,
  });
  const { slots } = operation;
  const confirmation = { intent: skill.id, slots, environment: plan.environment };
  return aboutOperation(turn, changed ?? operation, reply, {
    confirming: { operationId: operation.id, expiresAt },
    context: withContext(turn, { confirmation }),
  });
}

/** By voice a protected write needs a yes from outside the audio channel too: a click, or the phrase typed. */
async function askFactor(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const waiting = { ...aboutOperation(turn, operation, factorReply(deps, operation)), stored: false };
  // Said once more, the phrase neither makes a second code nor more time.
  if (operation.code === 'awaiting_answer') return waiting;
  const expiresAt = deps.clock.now() + WINDOWS.factor;
  const heard = await deps.ledger.transition(operation.id, ['awaiting_confirmation'], {
    code: 'awaiting_answer',
    patch: { expiresAt },
    by: turn.person.id,
  });
  if (heard === undefined) return pastThat(deps, turn, operation);
  const codeHash = await showCode(deps, turn, heard);
  const confirming = {
    ...{ operationId: operation.id, expiresAt },
    ...(codeHash === undefined ? {} : { codeHash }),
  };
  return { ...waiting, operation: heard, dialogue: { confirming } };
}

async function askApproval(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  approvalsNeeded: number,
  dialogue: DialogueChange,
): Promise<Response | undefined> {
  const expiresAt = deps.clock.now() + deps.approvalMs;
  const reply = planReply(deps, { ...operation, status: 'awaiting_approval', approvalsNeeded });
  const waiting = await deps.ledger.transition(operation.id, ['awaiting_confirmation'], {
    status: 'awaiting_approval',
    code: 'awaiting_approval',
    patch: { approvalsNeeded, expiresAt },
    by: turn.person.id,
    reply,
    final: false,
  });
  return waiting === undefined ? undefined : aboutOperation(turn, waiting, reply, dialogue);
}

async function nothingPending(deps: PipelineDeps, turn: Turn): Promise<Response> {
  const running = turn.degraded
    ? []
    : await deps.ledger.operationsIn(['cleared', 'running'], turn.person.tenant);
  return refused(deps, turn, refuse('nothing_pending', { running: running.map(operationLine) }));
}
