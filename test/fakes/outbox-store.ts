import { PortError } from '../../src/contracts/errors.js';
import { conversationKey, type ConversationRef } from '../../src/contracts/message.js';
import type { NextInConversation, OutboxEntry, OutboxStore } from '../../src/contracts/ports/ledger.js';
import type { Reply } from '../../src/contracts/reply.js';

interface Row extends OutboxEntry {
  delivered: number;
  written: number;
}

/** The outbox of a ledger, in memory, that can be down. */
export class MemoryOutbox implements Pick<
  OutboxStore,
  'nextInEach' | 'undelivered' | 'markDelivered' | 'putReply' | 'writtenReply' | 'onReply'
> {
  down = false;
  #rows = new Map<string, Row>();
  #listeners = new Set<(platform: string) => void>();
  #written = 0;

  /** Writes the next revision of a reply and wakes the listeners. */
  write(key: string, conversation: ConversationRef, reply: Reply, final = false): void {
    const before = this.#rows.get(key);
    const actor = { platform: conversation.platform, id: 'ada' };
    this.#rows.set(key, {
      ...{ key, conversation, actor, reply, final, ref: before?.ref },
      revision: (before?.revision ?? 0) + 1,
      delivered: before?.delivered ?? 0,
      written: this.#written++,
    });
    for (const listener of this.#listeners) listener(conversation.platform);
  }

  readonly nextInEach = async (platform: string): Promise<readonly NextInConversation[]> => {
    const first = new Map<string, NextInConversation>();
    for (const { key, conversation } of await this.undelivered(platform, Number.POSITIVE_INFINITY)) {
      const place = conversationKey(conversation);
      if (!first.has(place)) first.set(place, { key, conversation });
    }
    return [...first.values()];
  };

  readonly writtenReply = (key: string): Promise<Reply | undefined> =>
    Promise.resolve(this.#rows.get(key)?.reply);

  readonly undelivered = async (
    platform: string,
    limit: number,
    keys?: readonly string[],
  ): Promise<readonly OutboxEntry[]> => {
    this.#check();
    return [...this.#rows.values()]
      .filter((row) => row.conversation.platform === platform && row.delivered < row.revision)
      .filter((row) => keys?.includes(row.key) ?? true)
      .sort((a, b) => a.written - b.written)
      .slice(0, limit);
  };

  readonly markDelivered = async (key: string, revision: number, ref: string | undefined): Promise<void> => {
    this.#check();
    const row = this.#rows.get(key);
    if (row !== undefined) this.#rows.set(key, { ...row, delivered: revision, ref: ref ?? row.ref });
  };

  readonly putReply: OutboxStore['putReply'] = async ({ key, conversation, reply, final }) => {
    this.#check();
    this.write(key, conversation, reply, final);
  };

  readonly onReply = (listener: (platform: string) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #check(): void {
    if (this.down) throw new PortError('ledger_down', 'the ledger is down');
  }
}
