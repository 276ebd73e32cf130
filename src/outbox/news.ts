import { createHash } from 'node:crypto';
import { z } from 'zod';
import { conversationKey } from '../contracts/message.js';
import type { Host } from '../contracts/ports/host.js';
import type { OutboxStore, WrittenReply } from '../contracts/ports/ledger.js';
import { parseJson } from '../trust-boundaries.js';

/**
 * Replies are looked for again from so long before the newest one that was told: writers of other processes commit in
 * another order than their clocks say, and clocks are set back.
 */
const OVERLAP_MS = 10_000;

/** How far somebody has been told: the time of the newest reply, and every revision told around it. */
interface Cursor {
  readonly at: number;
  readonly seen: Readonly<Record<string, number>>;
}
const cursorSchema = z.tuple([z.int().min(0), z.record(z.string(), z.int())]);

/**
 * What became of a conversation's operations, and how what an answer told of went on once it is over, from the outbox: as
 * {@link Host.news}. Rejects with PortError `ledger_down`.
 */
export function createNews(store: Pick<OutboxStore, 'writtenSince'>): Host['news'] {
  return async (conversation, after) => {
    const { at, seen } = readCursor(after);
    const here = conversationKey(conversation);
    const written = (await store.writtenSince(conversation.platform, Math.max(0, at - OVERLAP_MS))).filter(
      (reply) => isNews(reply) && conversationKey(reply.conversation) === here,
    );
    const fresh = written.filter(({ key, revision }) => revision > (seen[shortOf(key)] ?? 0));
    return {
      items: fresh.map(({ reply, final }) => ({ reply, final })),
      cursor: cursorAfter(at, written),
    };
  };
}

/** An answer was said when it was given. What a newer answer tells better is no news: another request, told with its own. */
function isNews({ key, revision, final, reply }: WrittenReply): boolean {
  if (reply.code === 'superseded') return false;
  return key.startsWith('op:') || (key.startsWith('event:') && revision > 1 && final);
}

function cursorAfter(before: number, written: readonly WrittenReply[]): string {
  const at = Math.max(before, ...written.map(({ writtenAt }) => writtenAt));
  const around = written.filter(({ writtenAt }) => writtenAt >= at - OVERLAP_MS);
  const seen = Object.fromEntries(around.map(({ key, revision }) => [shortOf(key), revision]));
  return Buffer.from(JSON.stringify([at, seen])).toString('base64url');
}

/** A cursor that is none begins at the beginning: told twice rather than not at all. */
function readCursor(text: string | undefined): Cursor {
  const nothing: Cursor = { at: 0, seen: {} };
  if (text === undefined) return nothing;
  try {
    const [at, seen] = cursorSchema.parse(parseJson(Buffer.from(text, 'base64url').toString('utf8')));
    return { at, seen };
  } catch {
    return nothing;
  }
}

function shortOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 11);
}
