import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { PipelineDeps } from './deps.js';
import { endWaiting } from './ending.js';
import { refused } from './respond.js';
import { withContext } from './turn.js';
import type { Response, Turn } from './turn.js';

/** So many failed confirmations in a row lock a voice conversation for protected writes. */
const MOST = 3;

/** Whether protected writes are locked in this conversation. */
export function isLocked({ message, dialogue }: Pick<Turn, 'message' | 'dialogue'>): boolean {
  return message.source === 'voice' && (dialogue.failures ?? 0) >= MOST;
}

/** Counts a confirmation by voice that failed; the last one that is allowed ends what waited for it. */
export async function countFailure(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  response: Response,
): Promise<Response> {
  if (turn.message.source !== 'voice') return response;
  const failures = (turn.dialogue.failures ?? 0) + 1;
  if (failures < MOST) return { ...response, dialogue: { ...response.dialogue, failures } };
  await endWaiting(deps, turn, operation.id, 'withdrawn');
  const context = withContext(turn, { confirmation: undefined });
  return refused(deps, turn, refuse('voice_locked', { operation: operation.number }), undefined, {
    failures,
    confirming: null,
    context,
  });
}
