import type { Binding } from '../../src/contracts/binding.js';
import type { InboundMessage, StructuredCommand } from '../../src/contracts/message.js';
import { readPressed, type SlotView } from './controls.js';
import { conversationOf, eventIdAt, isDirect, SLACK, type Place } from './conversation.js';
import { unescaped } from './mrkdwn.js';
import type { MessageEvent, Press, Shortcut } from './payloads.js';
import type { Profile } from './people.js';

/** What somebody said or pressed, before it is known who they are. */
export interface Said {
  readonly eventId: string;
  readonly user: string;
  readonly place: Place;
  readonly text: string;
  readonly command?: StructuredCommand;
  readonly conversation?: InboundMessage['conversation'];
  readonly addressed: boolean;
  /** Slack sends it once more when it is not taken, as it does with events; what people type or press is lost then. */
  readonly comesAgain?: true;
}

export function messageOf(
  said: Said,
  profile: Profile,
  receivedAt: number,
  channels: Readonly<Record<string, Binding>>,
): InboundMessage {
  const { eventId, user, place, text, command, addressed } = said;
  const conversation = said.conversation ?? conversationOf(place);
  const binding = channels[conversation.id];
  return {
    eventId: eventIdAt(eventId, place),
    actor: {
      platform: SLACK,
      id: user,
      display: profile.display,
      ...(profile.guest || profile.stranger ? { guest: true } : {}),
    },
    conversation,
    text,
    alternatives: [],
    ...(command === undefined ? {} : { command }),
    locale: profile.locale,
    source: 'chat',
    whileSpeaking: false,
    addressed,
    ...(binding === undefined ? {} : { binding }),
    receivedAt,
  };
}

/** `/ops …`: its trigger id is unique; Slack gives commands no event id. */
export function saidByCommand(payload: {
  readonly text: string;
  readonly user_id: string;
  readonly channel_id: string;
  readonly trigger_id: string;
}): Said {
  return {
    eventId: `c:${payload.trigger_id}`,
    user: payload.user_id,
    place: { channel: payload.channel_id },
    text: unescaped(payload.text, '').trim() || 'help',
    addressed: true,
  };
}

/** Subtypes of messages that a person wrote just now; all others are edits, joins, bots. */
const WRITTEN: ReadonlySet<string | undefined> = new Set([undefined, 'thread_broadcast', 'file_share']);

/**
 * A message in a channel or a direct message; undefined when it is not for the bot. A mention arrives twice, as
 * `app_mention` and as `message`: channel and time name the message itself, so that both are one.
 */
export function saidByMessage(
  { event }: MessageEvent,
  bot: string,
  isKnownThread: (channel: string, thread: string) => boolean,
): Said | undefined {
  const { user, channel, ts, thread_ts: thread } = event;
  const written = WRITTEN.has(event.subtype) && event.edited === undefined;
  if (!written || user === undefined || user === bot || event.bot_id !== undefined) return undefined;
  const direct = event.channel_type === 'im' || isDirect(channel);
  const addressed = direct || event.type === 'app_mention' || event.text.includes(`<@${bot}>`);
  const botThread = event.parent_user_id === bot;
  const follows = thread !== undefined && (botThread || isKnownThread(channel, thread));
  if (!addressed && !follows) return undefined;
  return {
    eventId: `m:${channel}:${ts}`,
    user,
    place: { channel, thread: thread ?? (direct ? undefined : ts), botThread },
    // A picture alone asks for nothing in a thread where people also talk with each other.
    text: unescaped(event.text, bot) || (addressed ? 'help' : event.text),
    addressed,
    comesAgain: true,
  };
}

/** A pressed button; undefined when the bot never made it. */
export function saidByPress(press: Press, bot: string): Said | undefined {
  const pressed = readPressed(press.actions[0]?.value ?? '');
  if (pressed === undefined) return undefined;
  const place = placeOfPress(press, bot);
  return {
    eventId: `b:${press.trigger_id}`,
    user: press.user.id,
    place,
    text: '',
    command: pressed.command,
    ...(pressed.at === undefined ? {} : { conversation: pressed.at }),
    addressed: true,
  };
}

/** Without a channel (App Home, global shortcuts) it is the person's direct message. */
export function placeOfPress(
  press: Pick<Press | Shortcut, 'channel' | 'message' | 'user'>,
  bot: string,
): Place {
  const { channel, message, user } = press;
  if (channel === undefined) return { channel: user.id };
  return {
    channel: channel.id,
    thread: message?.thread_ts,
    botThread: message?.parent_user_id === bot,
  };
}

/** What was filled into a form: an answer in the conversation that it was opened for. */
export function saidByForm(
  user: string,
  view: { readonly id: string; readonly hash: string },
  form: SlotView,
  text: string,
): Said {
  return {
    eventId: eventIdAt(`v:${view.id}:${view.hash}`, {
      channel: form.at.id,
      thread: form.reply,
      botThread: form.reply !== undefined,
    }),
    user,
    place: { channel: form.at.id },
    conversation: form.at,
    text,
    addressed: true,
  };
}
