import type { Operation } from '../contracts/operation.js';
import type { PipelineDeps } from './deps.js';
import { endingReply } from './ending.js';
import { aboutOperation } from './turn.js';
import type { Response, Turn } from './turn.js';

/** A confirmation that came after its time. */
export function late(deps: PipelineDeps, turn: Turn, operation: Operation): Response {
  const reply = endingReply(deps, { ...operation, status: 'expired' }, 'confirmation_expired');
  return { ...aboutOperation(turn, operation, reply, { confirming: null }), stored: false };
}
