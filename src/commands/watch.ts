import { systemClock } from '../clock.js';
import { PortError } from '../contracts/errors.js';
import { ENDED, type OperationStatus } from '../contracts/operation.js';
import type { Locale } from '../contracts/message.js';
import type { Reply } from '../contracts/reply.js';
import type { Answered, Delivered } from '../socket/client.js';
import type { OperationWithSteps } from '../socket/protocol.js';
import type { Outage } from './outage.js';
import type { OwnerLink } from './owner-link.js';

/**
 * Shows the deliveries that belong to one message. Others of the conversation are left to the programs that wait for
 * them; when none does, the end of an operation and a digest are shown, and the rest is done with.
 */
export interface Watch {
  readonly show: (delivery: Delivered) => Promise<boolean>;
  /** Which operation the message belongs to, once the answer says so; undefined: none. */
  belongsTo(operationId: string | undefined): void;
  /** Shows a reply that came as the answer, unless it came as a delivery already. */
  showAnswer(reply: Reply): void;
  /** The newest reply that was shown. */
  last(): Reply | undefined;
  /** True once a reply was shown after which nothing more follows. */
  finished(): boolean;
  /** True once one came as a delivery, so that the outbox knows that it was shown. */
  delivered(): boolean;
  operationNumber(): number | undefined;
  /** Resolves at the next delivery of this message. */
  next(): Promise<void>;
}

/** What somebody should see although nobody waits for it: an operation's end, a digest. Old answers are of no use. */
export function isLeftOver({
  key,
  final,
  unclaimed,
}: Pick<Delivered, 'key' | 'final' | 'unclaimed'>): boolean {
  return unclaimed && final && !key.startsWith('event:');
}

/** `eventKey`: the key of the message's own answers. */
export function createWatch(
  eventKey: string,
  onReply: (key: string, reply: Reply, final: boolean) => void,
): Watch {
  let decide: (operationId: string | undefined) => void = () => undefined;
  const operation = new Promise<string | undefined>((resolve) => (decide = resolve));
  const shown = new Map<string, Reply>();
  let last: Reply | undefined;
  let finished = false;
  let belongs = false;
  let ended = false;
  let delivered = false;
  let wake: () => void = () => undefined;
  const present = (key: string, reply: Reply, final: boolean) => {
    last = reply;
    finished = final;
    if (JSON.stringify(shown.get(key)) !== JSON.stringify(reply) || final) onReply(key, reply, final);
    shown.set(key, reply);
    wake();
  };
  return {
    async show({ key, reply, final, unclaimed }) {
      // The message's own answer may be shown before its receipt is here, which waits for it while the ledger is down.
      if (key !== eventKey && key !== `op:${(await operation) ?? ''}`) {
        if (isLeftOver({ key, final, unclaimed })) onReply(key, reply, final);
        return unclaimed;
      }
      if (key !== eventKey || !shown.has(key)) present(key, reply, final);
      if (key !== eventKey) ended = final;
      delivered = true;
      wake();
      return true;
    },
    belongsTo(operationId) {
      belongs = operationId !== undefined;
      decide(operationId);
    },
    showAnswer(reply) {
      if (!shown.has(eventKey)) present(eventKey, reply, true);
    },
    last: () => last,
    // "#1 goes on." is no end of what goes on.
    finished: () => (belongs ? ended : finished),
    delivered: () => delivered,
    operationNumber: () => last?.operation,
    next: () => new Promise((resolve) => (wake = resolve)),
  };
}

export interface Followed {
  readonly reply: Reply | undefined;
  readonly found: OperationWithSteps | undefined;
  /** The ledger stayed away: how the operation ends is not known here. */
  readonly lost: boolean;
}

const POLL_MS = 500;
/** How long a reply may lag behind the operation's end (the ledger may be down) before the answer is shown instead. */
const LAG_MS = 3000;
/** How long to wait for the outbox to hear that an answer was shown: what it does not hear of it offers again. */
const ACKNOWLEDGE_MS = 1000;

/** Waits until the operation of an answer ended or waits for somebody, showing what is said meanwhile. */
export async function followOperation(
  answer: Answered['answer'],
  bot: Pick<OwnerLink, 'operation'>,
  watch: Watch,
  outage: Outage,
): Promise<Followed> {
  watch.belongsTo(answer?.operation?.id);
  if (answer === null) return { reply: undefined, found: undefined, lost: false };
  if (answer.operation === undefined) {
    watch.showAnswer(answer.reply);
    await waitUntil(() => watch.delivered(), watch, ACKNOWLEDGE_MS);
    return { reply: answer.reply, found: undefined, lost: false };
  }
  const asked = { ...answer.operation, locale: answer.reply.locale };
  const found = await untilSettled(asked, bot, watch, outage);
  if (found !== undefined) await lastReply(found, watch);
  if (watch.last() === undefined) watch.showAnswer(answer.reply);
  return { reply: watch.last() ?? answer.reply, found, lost: found === undefined };
}

/** Undefined: the ledger stayed away, or another one stands in its place. */
async function untilSettled(
  { id, number, locale }: { readonly id: string; readonly number: number; readonly locale: Locale },
  bot: Pick<OwnerLink, 'operation'>,
  watch: Watch,
  outage: Outage,
): Promise<OperationWithSteps | undefined> {
  for (;;) {
    try {
      const found = await bot.operation(id);
      if (found === undefined) outage.gaveUp(number, locale);
      if (found === undefined || !goesOn(found.operation.status)) return found;
      outage.over();
    } catch (error) {
      if (!(error instanceof PortError) || error.code !== 'ledger_down') throw error;
      if (outage.met(number, locale)) return undefined;
    }
    await Promise.race([watch.next(), systemClock.sleep(POLL_MS)]);
  }
}

async function lastReply(found: OperationWithSteps, watch: Watch): Promise<void> {
  const ended = ENDED.has(found.operation.status);
  await waitUntil(() => (ended ? watch.finished() : watch.last() !== undefined), watch, LAG_MS);
}

async function waitUntil(there: () => boolean, watch: Watch, patienceMs: number): Promise<void> {
  const giveUpAt = systemClock.now() + patienceMs;
  while (!there() && systemClock.now() < giveUpAt) {
    await Promise.race([watch.next(), systemClock.sleep(POLL_MS)]);
  }
}

function goesOn(status: OperationStatus): boolean {
  return status === 'cleared' || status === 'running';
}
