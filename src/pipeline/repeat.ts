import type { Understanding } from '../contracts/command.js';
import type { PipelineDeps } from './deps.js';
import { told } from './respond.js';
import type { Response, Turn } from './turn.js';

/** "say that again": the last answer to this person in this conversation, as it was. */
export function repeat(deps: PipelineDeps, turn: Turn, meaning: Understanding): Response | undefined {
  if (meaning.decision !== 'act' || meaning.intent !== 'repeat') return undefined;
  const { lastReply, telling } = turn.dialogue;
  if (lastReply === null) return told(deps, turn, 'nothing_to_repeat', 'nothing_pending');
  return { reply: lastReply, stored: false, dialogue: {}, ...(telling === undefined ? {} : { telling }) };
}
