import type { OutboxEntry, OutboxStore } from '../contracts/ports/ledger.js';

/**
 * A reply as it appears in the conversation that is linked to its own; undefined when there is none, or nothing to
 * show: what the bot only says aloud, and the request for a second factor, which is shown there with its code.
 */
export function linkedReply(
  entry: Pick<OutboxEntry, 'key' | 'conversation' | 'actor' | 'reply' | 'final'>,
): Parameters<OutboxStore['putReply']>[0] | undefined {
  const { key, conversation, actor, reply, final } = entry;
  const { linked, tenant } = conversation;
  if (linked === undefined || reply.speech === '' || reply.expects === 'factor') return undefined;
  const { platform, id, thread, person } = linked;
  return {
    key: `linked:${key}`,
    conversation: { platform, id, tenant, ...(thread === undefined ? {} : { thread }) },
    actor: { ...actor, platform, id: person ?? actor.id },
    reply: { ...reply, visibility: 'conversation' },
    final,
  };
}
