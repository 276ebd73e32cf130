import type { ConversationRef } from '../contracts/message.js';
import type { ReplyDraft } from '../contracts/reply.js';
import { sayable } from '../contracts/sayable.js';
import { dialogueDraft } from '../registry/render.js';
import type { PipelineDeps } from './deps.js';
import { isLedgerDown } from './degraded.js';
import { isOwnVoice } from './hearing.js';
import { answer, askerOf } from './turn.js';
import type { Turn } from './turn.js';

/** Where a conversation also appears as text, as a conversation of its own. */
function linkedOf({ linked, tenant }: ConversationRef): ConversationRef | undefined {
  if (linked === undefined) return undefined;
  const { platform, id, thread } = linked;
  return { platform, id, tenant, ...(thread === undefined ? {} : { thread }) };
}

/** Writes what was said into the linked chat, so that it can be read there with its answer. */
export async function showHeard(deps: PipelineDeps, turn: Turn): Promise<void> {
  const { message, locale } = turn;
  if (turn.degraded || message.text === '' || isOwnVoice(deps, turn)) return;
  const draft = dialogueDraft('heard', 'answered', locale, { asker: askerOf(turn), text: message.text });
  await postLinked(deps, turn, `heard:${turn.eventKey}`, {
    ...draft,
    speech: '',
    heard: draft.title,
  });
}

/** Puts a reply into the linked chat only; false when there is none. */
export async function postLinked(
  deps: PipelineDeps,
  turn: Turn,
  key: string,
  draft: ReplyDraft,
): Promise<boolean> {
  const conversation = linkedOf(turn.message.conversation);
  const { reply } = answer(deps, draft);
  if (conversation === undefined || reply === undefined) return false;
  try {
    await deps.ledger.putReply({
      key,
      conversation,
      actor: actorThere(turn),
      reply: { ...reply, ...sayable(reply, deps.aloud), visibility: 'conversation' },
      final: true,
    });
  } catch (error) {
    if (!isLedgerDown(error)) throw error;
    return false;
  }
  return true;
}

function actorThere({ message: { actor, conversation } }: Turn) {
  const { platform, person } = { platform: '', person: undefined, ...conversation.linked };
  return { ...actor, platform, id: person ?? actor.id };
}
