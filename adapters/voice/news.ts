import type { InboundMessage } from '../../src/contracts/message.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host, NewsItem } from '../../src/contracts/ports/host.js';
import { tooMany } from './errors.js';
import { renderReply, type Spoken } from './render.js';
import type { Waiters } from './send.js';
import type { Sessions } from './sessions.js';

/** What `GET /voice/sessions/{id}/news` answers. */
export interface NewsAnswer {
  readonly news: readonly (Spoken & { readonly final: boolean })[];
  /** To be given as `after` next time: everything up to here was told. */
  readonly cursor: string;
}
export interface NewsQuestion {
  readonly conversation: InboundMessage['conversation'];
  readonly device: string;
  readonly after: string | undefined;
  /** How long to wait for something new, in milliseconds. */
  readonly waitMs: number;
  /** Also how far it is, not only what ended, went wrong or asks something. */
  readonly progress: boolean;
  /** Aborts when the device hangs up. */
  readonly gone: AbortSignal;
}

/** A reply may be written by another process, which wakes nobody here. */
const LOOK_MS = 2_000;
/** More of one device at the same time is a client that leaks connections. */
const MOST_WAITING = 4;

interface NewsParts {
  readonly host: Pick<Host, 'news' | 'aloud' | 'vocabulary'>;
  readonly sessions: Sessions;
  readonly waiters: Waiters;
  readonly clock: Clock;
}

/**
 * Later news of the operations of a session. Told at least once: what was not acknowledged by its cursor comes again,
 * after a restart too, for it is read from the outbox.
 */
export function createNews(parts: NewsParts): (question: NewsQuestion) => Promise<NewsAnswer> {
  const waiting = new Map<string, number>();
  return async (question) => {
    const { device } = question;
    const others = waiting.get(device) ?? 0;
    if (others >= MOST_WAITING) throw tooMany();
    waiting.set(device, others + 1);
    try {
      return await untilNews(parts, question);
    } finally {
      const left = (waiting.get(device) ?? 1) - 1;
      if (left === 0) waiting.delete(device);
      else waiting.set(device, left);
    }
  };
}

async function untilNews(parts: NewsParts, question: NewsQuestion): Promise<NewsAnswer> {
  const { host, sessions, waiters, clock } = parts;
  const { conversation, waitMs, gone } = question;
  const until = clock.now() + waitMs;
  for (let after = question.after; ;) {
    // Registered before the look, so that what is written in between wakes it.
    const woken = waiters.register(conversation.id);
    try {
      const { items, cursor } = await host.news(conversation, after);
      const worth = items.filter((item) => isWorthTelling(item, question, sessions));
      const left = until - clock.now();
      if (worth.length > 0 || left <= 0 || gone.aborted || waiters.stopped()) {
        return { news: worth.map((item) => told(parts, conversation.id, item)), cursor };
      }
      after = cursor;
      await clock.sleep(Math.min(left, LOOK_MS), AbortSignal.any([woken.signal, gone]));
    } finally {
      woken.release();
    }
  }
}

function isWorthTelling(
  { reply, final }: NewsItem,
  { conversation, progress }: NewsQuestion,
  sessions: Sessions,
): boolean {
  if (sessions.wasAnswered(conversation.id, reply)) return false;
  const telling = final || reply.expects !== 'nothing' || reply.tone === 'warning' || reply.tone === 'danger';
  return telling || progress;
}

function told({ host, sessions }: NewsParts, session: string, { reply, final }: NewsItem) {
  const spoken = renderReply(host, reply);
  sessions.said(session, spoken.say);
  return { ...spoken, final };
}
