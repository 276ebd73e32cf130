import type { PushedRun } from '../pushed-run.js';
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
export interface SubscriptionStore extends SubscriptionPort {
  subscriptions(): Promise<readonly Subscription[]>;
  /**
   * Writes what a subscription says of a run, as the next revision of the run's one message, with the state it was told
   * in the same transaction: so each state is told once, whoever tries. A run that `matches` not is only told on when it
   * was told of before. False when there was nothing to tell: the subscription is gone, or it knows this or a newer state.
   */
  tellRun(telling: Telling): Promise<boolean>;
}
export interface Telling {
  readonly subscription: Pick<Subscription, 'id'>;
  readonly run: PushedRun;
  readonly matches: boolean;
  readonly reply: Reply;
}
