import type { ReceiverEvent } from '@slack/bolt';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import { createPatience } from './patience.js';

/** What Slack is told: taken, with or without content; nobody listens for that; or not taken, send it again. */
export type Acknowledgement =
  | { readonly kind: 'taken'; readonly content?: unknown }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not_taken' };

/** Slack waits 3 s for an acknowledgement; by then it has one, whatever hangs here. In milliseconds. */
const PATIENCE_MS = 2_500;

interface HandOffParts {
  readonly process: (event: ReceiverEvent) => Promise<void>;
  readonly clock: Clock;
  readonly stopped: AbortSignal;
  readonly log: Log;
}
export type HandOff = (
  received: Pick<ReceiverEvent, 'body' | 'retryNum' | 'retryReason'>,
) => Promise<Acknowledgement>;

/**
 * Gives what came from Slack to Bolt and tells when Slack may be told so. Bolt acknowledges events before anything
 * has happened to them; here an event is taken only when its listeners have ended, which is when it is durable.
 * Commands and controls are taken when their listener says so; what the listener does after that goes on behind it.
 */
export function createHandOff({ process, clock, stopped, log }: HandOffParts): HandOff {
  const patience = createPatience(clock, PATIENCE_MS, stopped);
  return async (received) => {
    const isEvent = 'event' in received.body;
    let decide: (acknowledgement: Acknowledgement) => void = () => undefined;
    const decided = new Promise<Acknowledgement>((resolve) => (decide = resolve));
    const ack = (content?: unknown): Promise<void> => {
      if (!isEvent) decide(content === undefined ? { kind: 'taken' } : { kind: 'taken', content });
      return Promise.resolve();
    };
    void process({ ...received, ack }).then(
      () => decide(isEvent ? { kind: 'taken' } : { kind: 'unknown' }),
      (error: unknown) => {
        log.error({ error }, 'something from Slack could not be handled');
        decide({ kind: 'not_taken' });
      },
    );
    return (await patience.for(decided)) ?? { kind: 'not_taken' };
  };
}
