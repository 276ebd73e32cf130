import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { Operation } from '../contracts/operation.js';
import type { Reply } from '../contracts/reply.js';
import { confirmPhrase, controlsBlock } from '../registry/decorate.js';
import { dialogueDraft } from '../registry/render.js';
import { duration } from '../registry/texts.js';
import { WINDOWS } from '../registry/windows.js';
import type { PipelineDeps } from './deps.js';
import { decorate } from '../registry/decorate.js';
import { postLinked } from './linked.js';
import type { Turn } from './turn.js';

/** An operation of this person whose phrase was said aloud and that waits for the second yes; typed anywhere in chat. */
export async function factorAsked(deps: PipelineDeps, turn: Turn): Promise<Operation | undefined> {
  if (turn.degraded || turn.message.source === 'voice') return undefined;
  const waiting = await deps.ledger.operationsIn(['awaiting_confirmation'], turn.person.tenant);
  const own = waiting.filter(
    ({ person, source, code }) =>
      person === turn.person.id && source === 'voice' && code === 'awaiting_answer',
  );
  return own.length === 1 ? own[0] : undefined;
}

export function factorReply(deps: PipelineDeps, operation: Operation): Reply {
  const { locale, number, plan } = operation;
  const params = {
    operation: number,
    environment: plan.environment,
    phrase: confirmPhrase(operation, locale, deps.registry),
    time: duration(WINDOWS.factor, locale),
  };
  const draft = dialogueDraft('confirm_factor', 'awaiting_confirmation', locale, params, 'question');
  const reply = decorate(draft, { sandbox: deps.sandbox.on });
  return { ...reply, expects: 'factor', operation: number };
}

const DIGITS = 6;

/**
 * Shows a fresh one-time code with the controls in the linked chat, and nowhere else: it is never said aloud, nor
 * shown where the microphone is. Returns its hash; undefined when no chat is linked.
 */
export async function showCode(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
): Promise<string | undefined> {
  const { locale, number, id } = operation;
  const code = String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
  const params = {
    operation: number,
    time: duration(WINDOWS.factor, locale),
    code: `${code.slice(0, 3)} ${code.slice(3)}`,
  };
  const draft = dialogueDraft('factor_shown', 'awaiting_confirmation', locale, params, 'question');
  const shown = await postLinked(deps, turn, `factor:${id}:${deps.newId()}`, {
    ...draft,
    operation: number,
    expects: 'factor',
    blocks: [...draft.blocks, controlsBlock(operation, locale, deps.registry)],
  });
  return shown ? hashOf(operation, code).toString('hex') : undefined;
}

export function isRightCode(operation: Operation, code: string, codeHash: string): boolean {
  const known = Buffer.from(codeHash, 'hex');
  const given = hashOf(operation, code.replace(/\D/g, ''));
  return known.length === given.length && timingSafeEqual(known, given);
}

/** A code is worth something for one operation and one plan only. */
function hashOf({ id, digest }: Operation, code: string): Buffer {
  return createHash('sha256').update(`${id} ${digest} ${code}`).digest();
}
