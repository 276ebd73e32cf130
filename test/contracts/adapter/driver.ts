import type { AdapterContext, Capabilities } from '../../../src/contracts/adapter.js';
import type { ActorRef, ConversationRef } from '../../../src/contracts/message.js';

/** The people who play: Ada asks, Mina is the other one. Both are in the same conversation where the channel has such. */
export type Who = 'ada' | 'mina';

/**
 * An adapter as the contract suite and the parity conversation drive it: people on its platform, whatever that is. Each
 * adapter brings one in `test/adapters/<id>/driver.ts` and hands it to both in `test/adapters/<id>/contract.test.ts`.
 */
export interface AdapterDriver {
  /** The adapter's id. */
  readonly id: string;
  /** The adapter's own table; what differs between channels differs by it alone. */
  readonly capabilities: Capabilities;
  readonly actors: Readonly<Record<Who, Pick<ActorRef, 'platform' | 'id'>>>;
  /** Where Ada speaks. */
  readonly conversation: ConversationRef;
  /** Starts the platform as it is played, and the adapter (its real `start`) against the given host. */
  start(context: DriverContext): Promise<PlayedPlatform>;
}

export interface DriverContext extends AdapterContext {
  /**
   * The same person says something over another channel, for what this one can't carry (a second factor). Resolves with
   * all that the answer shows.
   */
  readonly elsewhere: (who: Who, text: string) => Promise<string>;
}

export interface PlayedPlatform {
  /** Says something to the bot. */
  say(who: Who, text: string): Said;
  /** The platform delivers what was said once more, as platforms do. */
  redeliver(said: Said): Said;
  /**
   * Takes the newest control with this label that the person was offered, as people do there: presses it, or says its
   * sentence, with whatever else the channel asks of them (a second factor). Rejects, and does nothing, when nothing offers it.
   */
  press(who: Who, label: string): Promise<void>;
  /** Answers the open question: in the form where the channel opened one, or by saying it. Rejects while there is none. */
  answer(who: Who, value: string): Promise<void>;
  /** What this person can see or hear now, oldest first, as plain text: what was edited away is gone. */
  seen(who: Who): readonly string[];
  /** The whole contents of the files that were attached. */
  files(): readonly string[];
  /** While it is on, nothing that the bot sends arrives. */
  outage(on: boolean): void;
  /** Resolves when people see what was sent up to now; a channel that is fetched from fetches. Absent: they see it at once. */
  arrived?(): Promise<void>;
  /** Stops the adapter, then the platform. */
  stop(): Promise<void>;
}

/** Something that was said. */
export interface Said {
  readonly who: Who;
  readonly text: string;
  /** The platform's id of it, so that it can be delivered again. */
  readonly id: string;
  /** Resolves when the platform knows whether the bot took it; `false`: it will deliver it again. Never rejects. */
  readonly taken: Promise<boolean>;
}
