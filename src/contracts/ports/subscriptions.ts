import type { PushedRun, RunMoment } from '../pushed-run.js';
import type { Reply } from '../reply.js';
import type { Subscription, SubscriptionDraft } from '../subscription.js';

/** Subscriptions as the pipeline changes them. One that was removed is never seen again. */
export interface SubscriptionPort {
  /** Of one conversation, by number. `conversation` is its key. */
  subscriptionsOf(conversation: string): Promise<readonly Subscription[]>;
  /**
   * Gives it the tenant's next number. One of the same id that was made before is returned as it is; undefined when the
   * conversation has as many as it may.
   */
  addSubscription(draft: SubscriptionDraft): Promise<Subscription | undefined>;
  /** False when it was gone already. */
  removeSubscription(id: string, at: number): Promise<boolean>;
}

/** Where they are kept. Every method rejects with PortError `ledger_down` when the database is unavailable. */
export interface SubscriptionStore extends SubscriptionPort, PushedRunStore {
  subscriptions(): Promise<readonly Subscription[]>;
  /**
   * Writes what a subscription says of a run, as the next revision of the run's one message, with the state it was told
   * in the same transaction: so each state is told once, whoever tries. A run that `matches` not is only told on when it
   * was told of before. False when there was nothing to tell: the subscription is gone, or it knows this or a newer state.
   */
  tellRun(telling: Telling): Promise<boolean>;
  /** What was told last of these runs, by whichever subscription. */
  toldOf(urls: readonly string[]): Promise<readonly Told[]>;
}
/** The state of a run that a subscription was told last. */
export interface Told extends RunMoment {
  readonly subscription: string;
  readonly url: string;
}
/** Runs as webhooks brought them, kept until subscriptions were told of them: a crash in between loses none. What was told is known for a day. */
export interface PushedRunStore {
  /** Those that came at `until` or before (epoch milliseconds), the oldest first; at most a day old. */
  unservedRuns(until: number, limit: number): Promise<readonly PushedRun[]>;
  /** They need no more telling, nor do earlier states of them. One that has moved on meanwhile does. */
  servedRuns(runs: readonly PushedRun[]): Promise<void>;
}
export interface Telling {
  readonly subscription: Pick<Subscription, 'id'>;
  readonly run: PushedRun;
  readonly matches: boolean;
  readonly reply: Reply;
}
