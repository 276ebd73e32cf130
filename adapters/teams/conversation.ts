import type { ConversationRef } from '../../src/contracts/message.js';
import { DEFAULT_TENANT } from '../../src/contracts/message.js';

export const TEAMS = 'teams';

const THREAD = ';messageid=';

/**
 * The conversation of a Teams conversation id. In a channel the id names the thread too
 * (`19:…@thread.tacv2;messageid=1700000000000`); personal and group chats have none.
 */
export function conversationOf(id: string): ConversationRef {
  const at = id.indexOf(THREAD);
  if (at === -1) return { platform: TEAMS, id, tenant: DEFAULT_TENANT };
  return {
    platform: TEAMS,
    id: id.slice(0, at),
    thread: id.slice(at + THREAD.length),
    tenant: DEFAULT_TENANT,
  };
}

/** The id under which Teams takes messages for it. */
export function teamsId({ id, thread }: Pick<ConversationRef, 'id' | 'thread'>): string {
  return thread === undefined ? id : `${id}${THREAD}${thread}`;
}

/** Whether a conversation's id is that of a person: their personal chat with the bot is meant. */
export function isPerson(id: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12,13}$/i.test(id);
}
