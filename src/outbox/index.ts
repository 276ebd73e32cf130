import type { Locale } from '../contracts/message.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Deliver, Delivery } from '../contracts/ports/host.js';
import type { OutboxStore } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import { openChannel } from './channel.js';
import type { Channel } from './channel.js';

/** How long `stop` waits for deliveries that are under way. */
const STOP_MS = 5_000;

/** Brings reply revisions from the ledger to the platforms: at least once, only the newest, in order for one key. */
export interface Dispatcher {
  /** From now on this platform's replies go to `deliver`; one subscriber a platform. Returns the way to end that. */
  subscribe(platform: string, deliver: Deliver): () => void;
  /**
   * Delivers what the ledger could not take (it is down): at once, and a few times more when the platform does not take
   * it. Such a reply is lost when the process ends before. Resolves after the first attempt.
   */
  deliverNow(delivery: Delivery): Promise<void>;
  /** Takes up no new delivery and waits a few seconds for those under way. */
  stop(): Promise<void>;
}

export function createDispatcher(parts: {
  readonly ledger: Pick<
    OutboxStore,
    'nextInEach' | 'undelivered' | 'markDelivered' | 'putReply' | 'writtenReply' | 'onReply'
  >;
  /** How a text is said: a chat that is linked shows what to say by voice. */
  readonly aloud: (text: string, locale: Locale) => string;
  readonly clock: Clock;
  readonly log: Log;
}): Dispatcher {
  const { ledger, aloud, clock, log } = parts;
  const channels = new Map<string, Channel>();
  const closing = new Set<Promise<void>>();
  const close = (channel: Channel): void => {
    const closed = channel.close().finally(() => closing.delete(closed));
    closing.add(closed);
  };
  const unsubscribe = ledger.onReply((platform) => channels.get(platform)?.wake());
  return {
    subscribe(platform, deliver) {
      if (channels.has(platform)) throw new Error(`replies of ${platform} have a subscriber already`);
      const channel = openChannel({ platform, deliver, store: ledger, aloud, clock, log });
      channels.set(platform, channel);
      return () => {
        channels.delete(platform);
        close(channel);
      };
    },
    async deliverNow(delivery) {
      const { platform } = delivery.conversation;
      const channel = channels.get(platform);
      if (channel === undefined)
        log.warn({ platform, key: delivery.key }, 'nobody delivers there: reply lost');
      await channel?.deliverNow(delivery);
    },
    async stop() {
      unsubscribe();
      channels.forEach(close);
      channels.clear();
      const closed = new AbortController();
      // Those of adapters that are gone too: what was sent is marked, or it would be sent again.
      const all = Promise.all(closing).then(() => closed.abort());
      await Promise.race([all, clock.sleep(STOP_MS, closed.signal)]);
    },
  };
}
