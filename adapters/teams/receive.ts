import type { InboundMessage, Locale, StructuredCommand } from '../../src/contracts/message.js';
import { conversationOf, TEAMS } from './conversation.js';
import { heard } from './mentions.js';
import type { TeamsActivity } from './payloads.js';

/** Whose organisation the bot serves; undefined: any. */
export interface Home {
  readonly tenantId?: string | undefined;
}

/** What was said or pressed; conversation and text where a control brings its own. */
export interface Said {
  readonly text: string;
  readonly command?: StructuredCommand;
  readonly conversation?: InboundMessage['conversation'];
  readonly addressed: boolean;
}

/**
 * A message that a person wrote just now; undefined when it is not for the bot. In group chats and channels Teams
 * brings only what mentions the bot, unless an owner consented to more: then what is said beside it stays unread.
 */
export function saidByMessage(activity: TeamsActivity): Said | undefined {
  const { from, recipient, channelData } = activity;
  const isBot = from.id === recipient.id || from.role === 'bot' || from.role === 'skill';
  if (isBot || channelData?.eventType === 'editMessage') return undefined;
  const { text, mentioned } = heard(activity);
  if (!mentioned && !isPersonal(activity)) return undefined;
  return { text: text || 'help', addressed: true };
}

function isPersonal({ conversation }: TeamsActivity): boolean {
  const { conversationType: type, isGroup } = conversation;
  return type === undefined ? isGroup !== true : type === 'personal';
}

/** Ids of activities are unique within their conversation only. Undefined when Teams gave none. */
export function eventIdOf({ type, id, conversation }: TeamsActivity): string | undefined {
  return id === undefined ? undefined : `${type === 'invoke' ? 'i' : 'm'}:${conversation.id}:${id}`;
}

export function messageOf(
  activity: TeamsActivity,
  eventId: string,
  said: Said,
  around: Home & { readonly now: number },
): InboundMessage {
  const { from, conversation } = activity;
  const locale = localeOf(activity);
  return {
    eventId,
    actor: {
      platform: TEAMS,
      // Without an object id somebody is nobody's account: the id that Teams has for them in this bot's chats.
      id: from.aadObjectId ?? from.id,
      ...(from.name === undefined || from.name === '' ? {} : { display: from.name }),
      ...(from.aadObjectId === undefined || isOutsider(activity, around) ? { guest: true } : {}),
    },
    conversation: said.conversation ?? conversationOf(conversation.id),
    text: said.command === undefined ? said.text : '',
    alternatives: [],
    ...(said.command === undefined ? {} : { command: said.command }),
    ...(locale === undefined ? {} : { locale }),
    source: 'chat',
    whileSpeaking: false,
    addressed: said.addressed,
    receivedAt: around.now,
  };
}

/** The language of the person's client, where it is one of ours. */
export function localeOf({ locale }: Pick<TeamsActivity, 'locale'>): Locale | undefined {
  const language = locale?.toLowerCase().split('-')[0];
  return language === 'ko' || language === 'en' ? language : undefined;
}

/** Somebody of another organisation than the bot's own. */
export function isOutsider({ channelData, conversation }: TeamsActivity, { tenantId }: Home): boolean {
  const theirs = channelData?.tenant?.id ?? conversation.tenantId;
  return tenantId !== undefined && theirs?.toLowerCase() !== tenantId.toLowerCase();
}
