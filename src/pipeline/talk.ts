import type { RejectReason, Understanding } from '../contracts/command.js';
import { refuse } from '../contracts/outcome.js';
import type { TextParams } from '../contracts/outcome.js';
import type { PipelineDeps } from './deps.js';
import { malformedAnswer } from './malformed.js';
import { abilities, exampleSentence, refused, told } from './respond.js';
import { SILENCE } from './turn.js';
import type { Response, Turn } from './turn.js';
import { LONGEST_TEXT } from './understand.js';

/**
 * Talk in a shared channel that nobody addressed to the bot gets no answer, unless it answers what the bot asked
 * this very person there.
 */
export function overheard(_deps: PipelineDeps, turn: Turn, meaning: Understanding): Response | undefined {
  if (turn.message.addressed || turn.message.command !== undefined) return undefined;
  const { question, confirmation } = turn.dialogue.context;
  const awaited = question !== undefined || confirmation !== undefined;
  return awaited && meaning.decision !== 'ignore' && meaning.decision !== 'reject' ? undefined : SILENCE;
}

/** Small talk, what is no command, and what must not be carried out. */
export function talk(deps: PipelineDeps, turn: Turn, meaning: Understanding): Response | undefined {
  const example = exampleSentence(deps, turn);
  if (meaning.decision === 'ignore') {
    if (meaning.smalltalk !== undefined) return told(deps, turn, meaning.smalltalk, 'answered', { example });
    return refused(deps, turn, malformedAnswer(turn) ?? refuse('not_understood', { example }));
  }
  if (meaning.decision !== 'reject') return undefined;
  return refused(deps, turn, refuse(meaning.reason, rejectParams(deps, turn, meaning.reason, example)));
}

function rejectParams(deps: PipelineDeps, turn: Turn, reason: RejectReason, example: string): TextParams {
  if (reason === 'too_long') return { max: LONGEST_TEXT };
  if (reason === 'unsupported') return { known: abilities(deps, turn) };
  return { example };
}
