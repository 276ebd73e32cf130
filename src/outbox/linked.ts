import type { Locale } from '../contracts/message.js';
import type { OutboxEntry, OutboxStore } from '../contracts/ports/ledger.js';
import { sayable } from '../contracts/sayable.js';

/** The message that tells what was said: its answer takes its place, so that a platform that is slow need show one. */
const heardKey = (key: string): string => key.replace(/^event:/, 'heard:');

/**
 * A reply as it appears in the conversation that is linked to its own; undefined when there is none, or nothing to
 * show: what the bot only says aloud, and the request for a second factor, which is shown there with its code.
 * @param aloud how a text is said: what is answered by voice is read there in the words that are said
 */
export async function linkedReply(
  entry: Pick<OutboxEntry, 'key' | 'conversation' | 'actor' | 'reply' | 'final'>,
  store: Pick<OutboxStore, 'writtenReply'>,
  aloud: (text: string, locale: Locale) => string,
): Promise<Parameters<OutboxStore['putReply']>[0] | undefined> {
  const { key, conversation, actor, reply, final } = entry;
  const { linked, tenant } = conversation;
  if (linked === undefined || reply.speech === '' || reply.expects === 'factor') return undefined;
  const { platform, id, thread, person } = linked;
  const { heard } = (await store.writtenReply(heardKey(key))) ?? {};
  const said = heard === undefined ? [] : [{ kind: 'text' as const, text: heard }];
  const { title, blocks } = sayable(reply, aloud);
  return {
    key: heard === undefined ? `linked:${key}` : heardKey(key),
    conversation: { platform, id, tenant, ...(thread === undefined ? {} : { thread }) },
    actor: { ...actor, platform, id: person ?? actor.id },
    reply: {
      ...reply,
      title,
      ...(heard === undefined ? {} : { heard }),
      blocks: [...said, ...blocks],
      visibility: 'conversation',
    },
    final,
  };
}
