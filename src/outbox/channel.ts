import { NobodyThereError } from '../contracts/errors.js';
import { conversationKey } from '../contracts/message.js';
import type { Locale } from '../contracts/message.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Deliver, Delivery } from '../contracts/ports/host.js';
import type { OutboxEntry, OutboxStore } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import { backoff, createRests } from './backoff.js';
import type { Rests } from './backoff.js';
import { linkedReply } from './linked.js';
import { spoken } from './spoken.js';

/** A platform that has not taken a delivery by then is taken to have refused it. */
const DELIVERY_MS = 30_000;
/** How often the ledger is looked at unasked: another process may have written a reply. */
const LOOK_MS = 5_000;
/** Replies read and begun at once. */
const BATCH = 100;
/** How often a reply that only memory holds is tried. */
const URGENT_ATTEMPTS = 6;

/** The deliveries of one platform. */
export interface Channel {
  /** There may be something to deliver. */
  wake(): void;
  deliverNow(delivery: Delivery): Promise<void>;
  /** Resolves when what is under way has ended. */
  close(): Promise<void>;
}

interface ChannelParts {
  readonly platform: string;
  readonly deliver: Deliver;
  readonly store: Pick<
    OutboxStore,
    'nextInEach' | 'undelivered' | 'markDelivered' | 'putReply' | 'writtenReply'
  >;
  /** How a text is said. */
  readonly aloud: (text: string, locale: Locale) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * One reply at a time in each conversation, conversations side by side. After each the ledger is asked again, so that
 * what is sent is the newest. A conversation that fails rests for longer and longer; the others go on.
 */
export function openChannel(parts: ChannelParts): Channel {
  const { platform, clock, log } = parts;
  const rests = createRests(() => clock.now());
  const bring = createBringer(parts, rests);
  const busy = new Map<string, Promise<void>>();
  let awake = new AbortController();
  let closed = false;
  let outages = 0;

  const wake = () => awake.abort('awake');
  const isFree = (conversation: string) => !busy.has(conversation) && !rests.isResting(conversation);
  const begin = (conversation: string, entry: OutboxEntry): void => {
    const task = bring(conversation, entry).finally(() => {
      busy.delete(conversation);
      wake();
    });
    busy.set(conversation, task);
  };
  /** Begins whatever can begin; returns how long nothing more is to be done unless woken. */
  const round = async (): Promise<number> => {
    try {
      const entries = await firstOfEach(parts, isFree);
      if (!closed) entries.forEach((entry, conversation) => begin(conversation, entry));
      outages = 0;
      if (entries.size === BATCH) return 0;
    } catch (error) {
      if (outages++ === 0) log.warn({ platform, error }, 'the outbox cannot be read, trying again');
      return backoff(outages);
    }
    return Math.min(LOOK_MS, (rests.next() ?? Number.POSITIVE_INFINITY) - clock.now());
  };
  const isClosed = () => closed;
  const run = async (): Promise<void> => {
    while (!isClosed()) {
      awake = new AbortController();
      await clock.sleep(await round(), awake.signal);
    }
  };
  const running = run();
  return {
    wake,
    deliverNow: (delivery) => insist(parts, delivery, isClosed),
    async close() {
      closed = true;
      wake();
      await running;
      await Promise.all(busy.values());
    },
  };
}

/** Delivers one reply and marks it; a failure lets its conversation rest. Never rejects. */
function createBringer(
  parts: ChannelParts,
  rests: Rests,
): (conversation: string, entry: OutboxEntry) => Promise<void> {
  const { store, aloud, log, platform } = parts;
  /** What was sent but could not be marked in the ledger yet: it must not be sent again. */
  const unmarked = new Map<string, { readonly revision: number; readonly ref: string | undefined }>();
  return async (conversation, entry) => {
    try {
      const before = unmarked.get(entry.key);
      if (before === undefined || before.revision < entry.revision) {
        const delivery = deliveryOf(entry, before?.ref);
        const ref = (await deliverWithin(parts, delivery)) ?? delivery.ref;
        const linked = await linkedReply(entry, store, aloud);
        if (linked !== undefined) await store.putReply(linked);
        unmarked.set(entry.key, { revision: entry.revision, ref });
      }
      await store.markDelivered(entry.key, entry.revision, unmarked.get(entry.key)?.ref);
      unmarked.delete(entry.key);
      rests.succeeded(conversation);
    } catch (error) {
      const failures = rests.failed(conversation);
      const fields = { platform, key: entry.key, failures };
      if (error instanceof NobodyThereError)
        log.debug(fields, 'a reply waits for somebody to open its conversation');
      else log.warn({ ...fields, error }, 'a reply was not delivered, trying again later');
    }
  };
}

/** The oldest undelivered reply of each conversation that is free. Replies that must wait are not even read. */
async function firstOfEach(
  { store, platform }: ChannelParts,
  isFree: (conversation: string) => boolean,
): Promise<ReadonlyMap<string, OutboxEntry>> {
  const conversations = new Map<string, string>();
  for (const { key, conversation: ref } of await store.nextInEach(platform)) {
    const conversation = conversationKey(ref);
    if (isFree(conversation) && !conversations.has(conversation)) conversations.set(conversation, key);
  }
  const keys = [...conversations.values()].slice(0, BATCH);
  if (keys.length === 0) return new Map();
  const entries = await store.undelivered(platform, BATCH, keys);
  return new Map(entries.map((entry) => [conversationKey(entry.conversation), entry]));
}

function deliveryOf(entry: OutboxEntry, sentAs: string | undefined): Delivery {
  const { key, revision, conversation, actor, reply, final } = entry;
  const ref = entry.ref ?? sentAs;
  return { key, revision, conversation, actor, reply, final, ...(ref === undefined ? {} : { ref }) };
}

async function deliverWithin(
  { deliver, clock }: ChannelParts,
  delivery: Delivery,
): Promise<string | undefined> {
  const done = new AbortController();
  const overdue = clock.sleep(DELIVERY_MS, done.signal).then(() => {
    if (!done.signal.aborted) throw new Error(`the platform took nothing for ${DELIVERY_MS / 1_000} s`);
    return undefined;
  });
  const { reply } = delivery;
  try {
    return await Promise.race([
      deliver({ ...delivery, reply: { ...reply, speech: spoken(reply.speech) } }),
      overdue,
    ]);
  } finally {
    done.abort('done');
  }
}

/** Tries a delivery that nothing else remembers; the attempts after the first go on in the background. */
async function insist(parts: ChannelParts, delivery: Delivery, closed: () => boolean): Promise<void> {
  const { clock, log, platform } = parts;
  const attempt = async (failures: number): Promise<void> => {
    try {
      await deliverWithin(parts, delivery);
    } catch (error) {
      const last = failures + 1 >= URGENT_ATTEMPTS || closed();
      log.warn(
        { platform, key: delivery.key, error },
        last ? 'a reply was lost' : 'a reply was not delivered',
      );
      if (!last) void clock.sleep(backoff(failures + 1)).then(() => attempt(failures + 1));
    }
  };
  await attempt(0);
}
