import type { Understanding } from '../contracts/command.js';
import { goOn } from './confirm.js';
import type { PipelineDeps } from './deps.js';
import { endWaiting } from './ending.js';
import { factorReply, isRightCode } from './factor.js';
import { countFailure } from './failures.js';
import { aside } from './hearing.js';
import { late } from './late.js';
import { aboutOperation, answer } from './turn.js';
import type { Response, Turn } from './turn.js';
import { dialogueDraft } from '../registry/render.js';
import { understand } from './understand.js';
import { waitingHere } from './withdraw.js';

/**
 * The one-time code that was shown in the linked chat, said aloud: the second factor of a protected write. It counts
 * once, for the operation and plan that it was made for, after their phrase was heard.
 */
export async function enterCode(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  const codeHash = turn.dialogue.confirming?.codeHash;
  if (turn.message.source !== 'voice' || codeHash === undefined) return undefined;
  const code = codeOf(deps, turn, meaning);
  if (code === undefined) return asksForIt(turn, meaning) ? whereItIs(deps, turn) : undefined;
  if (turn.message.whileSpeaking) return aside(deps, turn, 'heard_while_speaking');
  const operation = await waitingHere(deps, turn);
  if (operation?.code !== 'awaiting_answer') return undefined;
  if ((operation.expiresAt ?? Infinity) <= deps.clock.now()) {
    await endWaiting(deps, turn, operation.id, 'confirmation_expired');
    return late(deps, turn, operation);
  }
  if (isRightCode(operation, code, codeHash)) return goOn(deps, turn, operation, true);
  const draft = dialogueDraft('code_failed', 'wrong_confirmation', operation.locale, {
    operation: operation.number,
  });
  const { reply } = answer(deps, { ...draft, expects: 'factor', operation: operation.number });
  if (reply === undefined) return undefined;
  return countFailure(deps, turn, operation, { ...aboutOperation(turn, operation, reply), stored: false });
}

/** Names the code without its digits, and nothing that can be done instead. */
function asksForIt({ message }: Turn, meaning: Understanding): boolean {
  if (meaning.decision === 'act') return false;
  if (meaning.decision === 'ask') return meaning.intent === 'confirm-code';
  const negated = meaning.decision === 'reject' && meaning.reason === 'negated';
  return !negated && /\bcode\b|코드/iu.test(message.text);
}

/** "What is the code?": it is shown elsewhere, and what waits for it goes on waiting. */
async function whereItIs(deps: PipelineDeps, turn: Turn): Promise<Response | undefined> {
  const operation = await waitingHere(deps, turn);
  if (operation?.code !== 'awaiting_answer') return undefined;
  return { ...aboutOperation(turn, operation, factorReply(deps, operation)), stored: false };
}

/** "the code is 483912", "confirm production 483912", or the digits alone. */
function codeOf(deps: PipelineDeps, turn: Turn, meaning: Understanding): string | undefined {
  if (meaning.decision === 'act' && meaning.slots.code !== undefined) return String(meaning.slots.code);
  const bare = turn.message.text.replace(/[\s,.-]/g, '');
  if (/^\d{6}$/.test(bare)) return bare;
  if (meaning.decision !== 'ignore' && meaning.intent !== 'confirm-code') return undefined;
  const { message, dialogue } = turn;
  const lead = turn.locale === 'ko' ? '코드는' : 'the code is';
  const words = message.text.replace(/^\s*(?:the\s+)?code(?:\s+is)?|^\s*(?:확인\s*)?코드[는은]?/iu, '');
  const named = understand(deps, {
    ...turn,
    message: { ...message, text: `${lead} ${words.replace(/(?<=\d)[\s,-]+(?=\d)/g, '')}`, alternatives: [] },
    dialogue: { ...dialogue, context: {} },
  });
  const isCode = named.decision === 'act' && named.intent === 'confirm-code';
  return isCode && named.slots.code !== undefined ? String(named.slots.code) : undefined;
}
