import type { PipelineDeps } from './deps.js';
import { endWaiting } from './ending.js';
import { toldOutcome } from './respond.js';
import { withContext } from './turn.js';
import type { Response, Turn } from './turn.js';

/**
 * Another write by the same person in the same conversation cancels the one that waits for a confirmation. By voice
 * the new one does not start either: a yes to one must never run the other, and one of the two may be misheard.
 */
export async function supersede(deps: PipelineDeps, turn: Turn): Promise<Response | undefined> {
  const { confirming } = turn.dialogue;
  if (confirming === null) return undefined;
  const ended = await endWaiting(deps, turn, confirming.operationId, 'superseded');
  if (ended === undefined || turn.message.source === 'chat') return undefined;
  return toldOutcome(
    deps,
    turn,
    'superseded',
    { operation: ended.number, again: turn.message.text },
    { confirming: null, context: withContext(turn, { confirmation: undefined }) },
  );
}
