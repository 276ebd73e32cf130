import type { LiveAnswer } from '../live.js';
import type { Reply } from '../reply.js';

/**
 * Live answers, kept beside the messages they are shown in so that they outlive the process. They begin with the answer
 * to their message (EventLog.finishEvent). Every method rejects with PortError `ledger_down` when the database is
 * unavailable.
 */
export interface LiveStore {
  /** All of them, the oldest first; there are never many more than MOST_LIVE. */
  liveAnswers(): Promise<readonly LiveAnswer[]>;
  /**
   * Takes one to look at: compare-and-set of its `lookAt` to `until`, by when whoever took it is surely through. False:
   * another process did, or it has ended.
   */
  claimLive(live: Pick<LiveAnswer, 'key' | 'lookAt'>, until: number): Promise<boolean>;
  /** What became of one that was taken until then; false when it was taken from them. */
  tellLive(live: Pick<LiveAnswer, 'key' | 'lookAt'>, news: LiveNews): Promise<boolean>;
}

export type LiveNews =
  /** Nothing changed, or nothing could be read. */
  | { readonly kind: 'same'; readonly lookAt: number }
  /** The next revision of its message, `shown` with the line that tells how current it is. */
  | {
      readonly kind: 'changed';
      readonly lookAt: number;
      readonly reply: Reply;
      readonly shown: Reply;
      readonly mark: string;
      readonly at: number;
    }
  /** Its last revision: the message changes no more. */
  | { readonly kind: 'ended'; readonly shown: Reply };
