import type { Binding } from '../binding.js';
import type { ActorRef, ConversationRef, InboundMessage, Locale, Slots } from '../message.js';
import type { OperationStatus } from '../operation.js';
import type { HomeSection } from '../skill.js';
import type { Reply } from '../reply.js';

/** The bot as adapters see it. */
export interface Host {
  /**
   * Takes a message. Resolves once it is durable (then the platform may be told so); `answer` follows. A message
   * seen before is not processed again: its receipt has `duplicate: true` and the first answer. Rejects with PortError
   * `rate_limited` when so many wait that it would be answered too late: nothing is recorded, it can be sent again.
   */
  receive(message: InboundMessage): Promise<Receipt>;
  /**
   * Live choices for a slot, best first, at most 100, narrowed by what was typed so far, by what the conversation is
   * for, and by the command that lacks it. Answers within 2 s, with less where a source is slow.
   */
  options(
    slot: string,
    prefix: string,
    actor: ActorRef,
    binding?: Binding,
    asked?: Asked,
  ): Promise<readonly Option[]>;
  /** What concerns this person now, and what skills have to say in this language; English when absent. */
  home(actor: ActorRef, locale?: Locale): Promise<Home>;
  /** Words worth biasing a recogniser or a completion with: service and environment names, cues. */
  vocabulary(locale: Locale): readonly string[];
  /** One-line forms of every command, for slash-command hints and completion. */
  commands(locale: Locale): readonly CommandHint[];
  /** A reply's speech, or a choice, as a person says it: names, versions and numbers in words, two sentences at most. */
  aloud(text: string, locale: Locale): string;
  /**
   * What became of the operations of a conversation, and of what its live answers told of, since the cursor of an earlier answer, oldest first, the newest
   * revision of each; without a cursor, since the beginning (7 days at most). The same cursor gives the same again.
   */
  news(conversation: ConversationRef, after: string | undefined): Promise<News>;
  /** Registers where replies of this platform's conversations are delivered. Returns the way to unregister. */
  subscribe(platform: string, deliver: Deliver): () => void;
}

export interface Receipt {
  readonly duplicate: boolean;
  /** Resolves with the first answer; rejects never. `undefined`: the message was not for the bot. */
  readonly answer: Promise<Answer | undefined>;
}
export interface Answer {
  readonly reply: Reply;
  /** It is edited while what it tells of goes on: later versions come as deliveries. */
  readonly live?: true;
  /** The operation that this message made or went on with. */
  readonly operation?: { readonly id: string; readonly number: number; readonly status: OperationStatus };
}

/**
 * One version of one reply. The same `key` again means: edit the earlier message in place where the platform can.
 * Delivered at least once, only the newest revision, in order for one key.
 */
export interface Delivery {
  readonly key: string;
  readonly revision: number;
  readonly conversation: ConversationRef;
  /** Who asked; replies with visibility `asker` are for them. */
  readonly actor: ActorRef;
  readonly reply: Reply;
  /** No later revision will follow. */
  readonly final: boolean;
  /** What `Deliver` returned for the previous revision of this key (a message's id on the platform). */
  readonly ref?: string;
}
/** Sends one delivery; throws when the platform did not take it, and is then asked again later. Returns the message's id. */
export type Deliver = (delivery: Delivery) => Promise<string | undefined>;

export interface News {
  readonly items: readonly NewsItem[];
  readonly cursor: string;
}
/** The newest revision of a reply about an operation. */
export interface NewsItem {
  readonly reply: Reply;
  /** No later revision will follow. */
  readonly final: boolean;
}

/** The command that lacks a slot, as a reply's `about`, and the language of whoever looks at the choices. */
export interface Asked {
  readonly intent: string;
  readonly slots: Slots;
  readonly locale: Locale;
}
export interface Option {
  readonly value: string;
  readonly label: string;
}
export interface CommandHint {
  readonly intent: string;
  readonly usage: string;
  readonly summary: string;
}
export interface Home {
  readonly running: readonly Reply[];
  readonly approvals: readonly Reply[];
  readonly attention: readonly Reply[];
  /** What skills say unasked, in their order. */
  readonly sections?: readonly HomeSection<Reply>[];
}
