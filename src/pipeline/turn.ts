import type { Slots, InboundMessage, Locale } from '../contracts/message.js';
import { conversationKey } from '../contracts/message.js';
import type { LiveAnswerDraft } from '../contracts/live.js';
import type { Operation } from '../contracts/operation.js';
import type { Person } from '../contracts/policy.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { StoredDialogue } from '../contracts/ports/ledger.js';
import { decorate } from '../registry/decorate.js';
import type { PipelineDeps } from './deps.js';

/** One message with everything that is known of it before it is understood. */
export interface Turn {
  readonly message: InboundMessage;
  /** `platform:eventId`. */
  readonly eventKey: string;
  /** The ledger is down: reads answer, writes refuse, nothing is remembered. */
  readonly degraded: boolean;
  /** It was recorded before the process died, and is handled again. */
  readonly again: boolean;
  readonly person: Person;
  readonly locale: Locale;
  /** As it was left; an expired question or confirmation is no longer in its context. */
  readonly dialogue: StoredDialogue;
}

/** A command of a skill, on its way to be answered or planned. */
export interface Command {
  readonly intent: string;
  readonly slots: Slots;
  readonly fuzzy: readonly string[];
  /** The number on the control that was pressed. */
  readonly pressedOn?: number;
}

/** How a turn ends. */
export interface Response {
  /** Absent: the message was not for the bot. */
  readonly reply?: Reply;
  readonly operation?: Operation;
  /** The reply is in the outbox already, as a revision of its operation's message in this conversation. */
  readonly stored: boolean;
  readonly dialogue: DialogueChange;
  /** Set where the answer is followed: what was asked, the reply without the line on how current it is, and since when. */
  readonly live?: Pick<LiveAnswerDraft, 'intent' | 'slots' | 'reply' | 'mark' | 'at' | 'lookAt'>;
  /** Set while an answer is told page by page; any other answer ends that. */
  readonly telling?: StoredDialogue['telling'];
  /** Said beside what was spoken of: "say that again" still means the reply before it. */
  readonly aside?: boolean;
}
export type DialogueChange = Partial<
  Pick<StoredDialogue, 'context' | 'confirming' | 'questionExpiresAt' | 'failures' | 'setting'>
>;

export const SILENCE: Response = { stored: false, dialogue: {} };

export function eventKeyOf(message: InboundMessage): string {
  return `${message.conversation.platform}:${message.eventId}`;
}

/** A plain answer in the conversation of the turn. */
export function answer(
  deps: Pick<PipelineDeps, 'sandbox' | 'registry'>,
  draft: ReplyDraft,
  dialogue: DialogueChange = {},
): Response {
  const reply = decorate(draft, { sandbox: deps.sandbox.on, directory: deps.registry });
  return { reply, stored: false, dialogue };
}

/** An answer that is the newest revision of an operation's message. */
export function aboutOperation(
  turn: Turn,
  operation: Operation,
  reply: Reply,
  dialogue: DialogueChange = {},
): Response {
  const { linked, tenant } = operation.conversation;
  const shownIn = [operation.conversation, ...(linked === undefined ? [] : [{ ...linked, tenant }])];
  const here = shownIn.map(conversationKey).includes(conversationKey(turn.message.conversation));
  return { reply, operation, stored: here, dialogue };
}

/** The context with these members replaced; `undefined` takes one out. */
export function withContext(
  turn: Turn,
  change: { [Key in keyof StoredDialogue['context']]?: StoredDialogue['context'][Key] | undefined },
): StoredDialogue['context'] {
  const { locale, last, question, confirmation } = { ...turn.dialogue.context, ...change };
  return {
    ...(locale === undefined ? {} : { locale }),
    ...(last === undefined ? {} : { last }),
    ...(question === undefined ? {} : { question }),
    ...(confirmation === undefined ? {} : { confirmation }),
  };
}

export const askerOf = (turn: Turn): string =>
  turn.message.actor.display ?? (turn.person.display === '' ? turn.person.id : turn.person.display);
