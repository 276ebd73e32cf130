import type { ConversationRef } from '../../src/contracts/message.js';
import { DEFAULT_TENANT } from '../../src/contracts/message.js';

export const SLACK = 'slack';

/** A place in Slack as its payloads name it. */
export interface Place {
  readonly channel: string;
  /** The thread it was said in. */
  readonly thread?: string | undefined;
  /** True when the bot's own message began that thread. */
  readonly botThread?: boolean;
}

/**
 * The conversation of a place. A slash command has no thread; the bot's message to it begins one. What is said
 * there goes on with the same conversation, so that a "yes" in the thread finds the question asked in the channel.
 */
export function conversationOf({ channel, thread, botThread }: Place): ConversationRef {
  const inThread = thread !== undefined && botThread !== true;
  return { platform: SLACK, id: channel, ...(inThread ? { thread } : {}), tenant: DEFAULT_TENANT };
}

const MARK = '~';

/** The event's id with the thread that its answer belongs to, where the conversation itself does not name it. */
export function eventIdAt(id: string, { thread, botThread }: Place): string {
  return botThread === true && thread !== undefined ? `${id}${MARK}${thread}` : id;
}

/** The thread that {@link eventIdAt} put into the key of an answer. */
export function threadOfKey(key: string): string | undefined {
  return key.startsWith('event:') ? /~(\d+\.\d+)$/.exec(key)?.[1] : undefined;
}

/** Direct messages: the bot may post there whether or not it was ever invited. */
export function isDirect(channel: string): boolean {
  return /^[DUW]/.test(channel);
}
