import type { Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import type { DialogueKey } from '../registry/replies.js';
import { WINDOWS } from '../registry/windows.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';
import { understand } from './understand.js';

/** Why a phrase that was heard can't be relied on; undefined when it can. */
export function doubts(
  deps: Pick<PipelineDeps, 'engine'>,
  turn: Turn,
  operation: Operation,
): Extract<DialogueKey, 'heard_too_early' | 'heard_unsure'> | undefined {
  if (turn.message.receivedAt < readAt(operation)) return 'heard_too_early';
  const { environment } = operation.plan;
  const { confirmation } = turn.dialogue.context;
  const open = confirmation === undefined ? {} : { confirmation };
  const others = turn.message.alternatives.map(({ text }) => alone(deps, turn, text, open));
  const contradicted = others.some((other) => {
    if (other.intent === 'confirm-no' || other.intent === 'cancel') return true;
    if (other.decision === 'reject') return other.reason === 'negated';
    const named = other.intent === 'confirm-yes' ? other.slots.environment : undefined;
    return named !== undefined && named !== environment;
  });
  return contradicted ? 'heard_unsure' : undefined;
}

/** What the best transcript says by itself: an open question or a lower transcript adds no word to a confirmation. */
export function ownWords(deps: Pick<PipelineDeps, 'engine'>, turn: Turn): Slots {
  const said = alone(deps, turn, turn.message.text);
  return said.decision === 'act' && said.intent === 'confirm-yes' ? said.slots : {};
}

function alone(
  deps: Pick<PipelineDeps, 'engine'>,
  turn: Turn,
  text: string,
  context: Turn['dialogue']['context'] = {},
): Understanding {
  return understand(deps, {
    ...turn,
    message: { ...turn.message, text, alternatives: [] },
    dialogue: { ...turn.dialogue, context },
  });
}

/** When the plan was read out; what was said before that did not answer it. */
function readAt({ code, createdAt, expiresAt }: Operation): number {
  if (code === 'awaiting_answer' || expiresAt === null) return createdAt;
  return expiresAt - WINDOWS.confirmation.voice;
}
