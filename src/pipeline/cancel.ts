import type { Understanding } from '../contracts/command.js';
import { ENDED } from '../contracts/operation.js';
import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { Slots } from '../contracts/message.js';
import { mayWrite } from '../policy/index.js';
import { candidates } from './candidates.js';
import { runCommand } from './command.js';
import type { PipelineDeps } from './deps.js';
import { endingReply, endWaiting } from './ending.js';
import { openQuestion } from './question.js';
import { refused, told, toldThem } from './respond.js';
import { standing } from './stale.js';
import { aboutOperation } from './turn.js';
import type { Response, Turn } from './turn.js';
import { dropQuestion, waitingHere, withdrawn } from './withdraw.js';

/** "stop", "cancel #42", "cancel #42 and roll back": understood at any time, and never in need of an approval. */
export async function cancel(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (meaning.decision !== 'act' || meaning.intent !== 'cancel') return undefined;
  const { slots } = meaning;
  if (turn.degraded) return refused(deps, turn, refuse('ledger_down'));
  const found = await meant(deps, turn, slots);
  return 'stored' in found ? found : stop(deps, turn, found, slots);
}

/** The operation that is meant: by number, by place, or the one that a bare "stop" most likely means. */
async function meant(deps: PipelineDeps, turn: Turn, slots: Slots): Promise<Operation | Response> {
  const number = slots.id ?? turn.message.command?.operation;
  if (number !== undefined) {
    const operation = await deps.ledger.operationByNumber(turn.person.tenant, Number(number));
    return operation ?? refused(deps, turn, refuse('unknown_operation', { id: number }));
  }
  const { service, environment, then } = slots;
  const bare = service === undefined && environment === undefined;
  if (bare && then === undefined && (await letsGo(deps, turn))) return letGo(deps, turn);
  const { own, running, choices } = await candidates(deps, turn, slots);
  const [only] = choices;
  const asked = turn.dialogue.context.question !== undefined;
  if (bare && (only === undefined || (asked && !running))) return letGo(deps, turn);
  if (only === undefined) return nothingToStop(deps, turn, slots);
  if (choices.length === 1 && (own || service !== undefined)) return only;
  return openQuestion(deps, turn, {
    intent: 'cancel',
    slots: then === undefined ? {} : { then },
    ask: { slot: 'id', choices: choices.map((operation) => operation.number) },
  });
}

/**
 * The bot has just asked for a yes or for a missing word, and said that "cancel" lets go of it: then that is what a
 * cancel means. A "stop" never is: what runs comes first.
 */
async function letsGo(deps: PipelineDeps, turn: Turn): Promise<boolean> {
  const asked = turn.dialogue.context.question !== undefined || (await waitingHere(deps, turn)) !== undefined;
  return asked && LETTING_GO.test(turn.message.text);
}
const LETTING_GO = /cancel|never\s?mind|forget|취소|됐어|그만둘|그만두/iu;

/** Takes back what waits for an answer of this person here. */
async function letGo(deps: PipelineDeps, turn: Turn): Promise<Response> {
  const pending = await waitingHere(deps, turn);
  if (pending !== undefined) return withdrawn(deps, turn, pending);
  if (turn.dialogue.context.question !== undefined) return dropQuestion(deps, turn);
  return nothingToStop(deps, turn);
}

/** A stop answers no question, so it is not told that nothing waited for its answer. */
function nothingToStop(deps: PipelineDeps, turn: Turn, { service, environment }: Slots = {}): Response {
  const names = turn.locale === 'ko' ? [environment, service] : [service, environment];
  const place = names.filter((name) => name !== undefined).join(turn.locale === 'ko' ? ' ' : ' in ');
  return toldThem(deps, turn, 'nothing_to_stop', 'nothing_pending', { place });
}

async function stop(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  { then }: Slots,
): Promise<Response> {
  const { number, plan, status } = operation;
  if (!mayStop(deps, turn, operation)) {
    const params = { person: turn.person.display, environment: plan.environment };
    return refused(deps, turn, refuse('not_permitted', params));
  }
  if (then === 'rollback') return rollBackAfter(deps, turn, operation);
  if (operation.id === (await waitingHere(deps, turn))?.id) return withdrawn(deps, turn, operation);
  if (!ENDED.has(status)) return halt(deps, turn, operation);
  const what = standing(operation, turn.locale);
  return { ...told(deps, turn, 'already_ended', 'nothing_pending', { operation: number, what }), operation };
}

/** The asker, and whoever could have asked for it. */
function mayStop(deps: PipelineDeps, turn: Turn, { person, plan }: Operation): boolean {
  const environment = deps.ports.catalogue.environment(turn.person.tenant, plan.environment);
  return person === turn.person.id || mayWrite(turn.person, turn.message.actor, environment);
}

/**
 * Before it was cleared it simply ends; after that the worker stops it, and its ending says where things stand. One
 * that takes longer than a person waits is said to be stopping; its ending comes by itself.
 */
async function halt(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const { id, number, person } = operation;
  const code = person === turn.person.id ? 'withdrawn' : 'cancelled';
  const ended = await endWaiting(deps, turn, id, code);
  if (ended !== undefined) return aboutOperation(turn, ended, endingReply(deps, ended, code));
  await deps.cancelOperation({ operationId: id, person: turn.person.id });
  const now = (await deps.ledger.operationById(id)) ?? operation;
  const ending = ENDED.has(now.status) ? await deps.ledger.operationReply(id) : undefined;
  if (ending !== undefined) return aboutOperation(turn, now, ending);
  return { ...told(deps, turn, 'stopping', 'answered', { operation: number }), operation: now };
}

/** Stopping takes one request of a step, seconds at most; after a minute something else is wrong. */
const LONGEST_STOP_MS = 60_000;
const LOOK_EVERY_MS = 250;

/** Waits for the end of the cancelled operation, then plans the rollback of its place as any other write. */
async function rollBackAfter(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const { id, number, plan, status } = operation;
  if (!ENDED.has(status)) await halt(deps, turn, operation);
  for (let waited = 0; waited <= LONGEST_STOP_MS; waited += LOOK_EVERY_MS) {
    const now = (await deps.ledger.operationById(id)) ?? operation;
    if (ENDED.has(now.status)) {
      const slots = { service: plan.service, environment: plan.environment };
      return runCommand(deps, turn, { intent: 'rollback', slots, fuzzy: [] });
    }
    await deps.clock.sleep(LOOK_EVERY_MS);
  }
  return { ...told(deps, turn, 'still_stopping', 'answered', { operation: number }), operation };
}
