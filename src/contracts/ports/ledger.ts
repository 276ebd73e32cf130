import type { TargetKey } from '../catalogue.js';
import type { DialogueContext } from '../command.js';
import type { LiveAnswerDraft } from '../live.js';
import type { Json } from '../json.js';
import type { ActorRef, ConversationRef, InboundMessage } from '../message.js';
import type { Operation, OperationStatus, StepRecord } from '../operation.js';
import type { OutcomeCode } from '../outcome.js';
import type { PushedRun } from '../pushed-run.js';
import type { Reply } from '../reply.js';
import type { PendingSetting } from '../schedule.js';
import type { AdapterMemory } from './memory.js';

/** Every method rejects with PortError `ledger_down` when the database is unavailable. */
export interface Ledger
  extends
    EventLog,
    OperationStore,
    LockStore,
    DialogueStore,
    OutboxStore,
    AuditLog,
    FactStore,
    DeliveryStore {
  readonly kind: 'sqlite' | 'postgres';
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}

/** Messages received: durable before they are acknowledged, and remembered longer than any platform retries (7 days). */
export interface EventLog {
  /** Inserts the message; when it was there already says so and gives the answer it got, if any. */
  recordEvent(
    message: InboundMessage,
  ): Promise<{ readonly first: boolean; readonly answer: StoredAnswer | undefined }>;
  /**
   * Marks a message as answered, and in the same transaction writes what its answer brings: killed before, the message
   * is handled again and nothing of it was shown; killed after, it never is.
   */
  finishEvent(eventKey: string, answer: StoredAnswer | null, brings?: AnswerRecords): Promise<void>;
  /** Messages that were recorded but never answered (the process died in between), oldest first. */
  unfinishedEvents(): Promise<readonly InboundMessage[]>;
}
export interface StoredAnswer {
  readonly reply: Reply;
  readonly operationId: string | null;
}

export interface AnswerRecords {
  /** Its revision in the outbox; absent when an operation's message holds it already. */
  readonly reply?: ReplyDelivery;
  /** The reply is edited from now on, and not final, unless too many are. */
  readonly live?: LiveAnswerDraft;
  /** What the person and the bot were talking about from then on. */
  readonly dialogue?: {
    readonly conversation: string;
    readonly person: string;
    readonly state: StoredDialogue;
  };
}

export interface OperationStore {
  /**
   * Allocates the number and writes row, audit and first reply revision in one transaction. An operation of the same
   * `eventKey` is returned instead of a second one being made.
   */
  createOperation(
    draft: OperationDraft,
    /** Builds the first reply once the number is known; must be pure. */
    reply: (number: number) => Reply,
  ): Promise<{ readonly operation: Operation; readonly created: boolean }>;
  operationById(id: string): Promise<Operation | undefined>;
  operationByNumber(tenant: string, number: number): Promise<Operation | undefined>;
  /**
   * Compare-and-set: applies `change` when the status is one of `from`, with audit entry and reply revision in the
   * same transaction. Returns the new row, or undefined when the status was another. An operation that ends releases
   * its locks in the same transaction, save those that `keepLocks` marked.
   */
  transition(
    id: string,
    from: readonly OperationStatus[],
    change: OperationChange,
  ): Promise<Operation | undefined>;
  /** Sets the flag that the runner looks at before every effect; undefined when the operation ended already. */
  requestCancel(id: string, person: string, at: number): Promise<Operation | undefined>;
  /**
   * Compare-and-set sign of life of the worker that runs it: written only while the status is `running` and the last
   * sign of life is not after `notAfter`. A worker passes its own last one, a successor the time before which the
   * previous worker is surely gone. Returns the row (it tells of a cancellation), or undefined when another worker runs it.
   */
  heartbeat(id: string, at: number, notAfter: number): Promise<Operation | undefined>;
  operationsIn(statuses: readonly OperationStatus[], tenant?: string): Promise<readonly Operation[]>;
  recentOperations(filter: {
    readonly tenant: string;
    readonly service?: string;
    readonly environment?: string;
    readonly since?: number;
    readonly limit: number;
  }): Promise<readonly Operation[]>;
  /** Writes a step's record and, in the same transaction, a reply revision. */
  saveStep(record: StepRecord, reply?: Reply): Promise<void>;
  steps(operationId: string): Promise<readonly StepRecord[]>;
  /** One person's approval or rejection, once; false when they had decided already. `name`: how people know them. */
  decide(
    operationId: string,
    by: { readonly person: string; readonly name: string },
    verdict: 'approve' | 'reject',
    at: number,
  ): Promise<boolean>;
  decisions(
    operationId: string,
  ): Promise<readonly { readonly person: string; readonly verdict: 'approve' | 'reject' }[]>;
}
export type OperationDraft = Omit<
  Operation,
  'number' | 'outcomes' | 'evidence' | 'cancelRequestedBy' | 'startedAt' | 'endedAt' | 'heartbeatAt'
>;
export interface OperationChange {
  readonly status?: OperationStatus;
  readonly code?: OutcomeCode;
  readonly patch?: Partial<
    Pick<
      Operation,
      | 'plan'
      | 'digest'
      | 'clearedAt'
      | 'startedAt'
      | 'endedAt'
      | 'expiresAt'
      | 'heartbeatAt'
      | 'outcomes'
      | 'evidence'
      | 'approvalsNeeded'
    >
  >;
  /** Who caused it: a person id or `system`. */
  readonly by: string;
  readonly reply?: Reply;
  readonly final?: boolean;
}

/**
 * Locks with a lease. `keep` turns the lock of a cancelled operation into one that waits for a person: it stays with
 * the operation until `until`, and only an operation that names it as predecessor may take it over.
 */
export interface LockStore {
  /** All targets or none. Expired leases are taken over; `predecessor`: take over what that operation keeps. */
  acquireLocks(
    operationId: string,
    targets: readonly TargetKey[],
    leaseMs: number,
    now: number,
    predecessor?: string,
  ): Promise<
    | { readonly acquired: true }
    | { readonly acquired: false; readonly holder: string; readonly target: TargetKey }
  >;
  /** Extends every lock of the operation; false when one is no longer its own. */
  renewLocks(operationId: string, leaseMs: number, now: number): Promise<boolean>;
  keepLocks(operationId: string, until: number): Promise<void>;
  releaseLocks(operationId: string): Promise<void>;
  lockHolder(
    target: TargetKey,
    now: number,
  ): Promise<{ readonly operationId: string; readonly kept: boolean; readonly until: number } | undefined>;
  /** Locks that wait for a person after `now`: who keeps them, and until when. */
  keptLocks(now: number): Promise<readonly { readonly operationId: string; readonly until: number }[]>;
  /** Operations whose kept locks ran out before `now`. */
  expiredKeptLocks(now: number): Promise<readonly string[]>;
}

/** Dialogue state of one person in one conversation; survives restarts. */
export interface DialogueStore {
  dialogue(conversationKey: string, person: string): Promise<StoredDialogue | undefined>;
}
export interface StoredDialogue {
  readonly context: DialogueContext;
  /** The operation whose confirmation is open, with the time until which it can be given. */
  readonly confirming: {
    readonly operationId: string;
    readonly expiresAt: number;
    /** Hash of the one-time code that was shown elsewhere, bound to the operation and its digest (factor.ts). */
    readonly codeHash?: string;
  } | null;
  /** Failed confirmations by voice in a row: three lock the conversation for protected writes. */
  readonly failures?: number;
  /** When the open question expires; null when none is open. */
  readonly questionExpiresAt: number | null;
  /** A change of the bot's own settings that waits for a yes. */
  readonly setting?: PendingSetting | null;
  readonly lastReply: Reply | null;
  /** The answer that "say more" goes through, and how many of its pages were said; absent before the first. */
  readonly telling?: { readonly reply: Reply; readonly pages: number };
  readonly updatedAt: number;
}

/** Reply revisions on their way to a channel. Only the newest revision of a key is kept. */
export interface OutboxStore {
  /** Adds a revision for a message that made no operation. Operation replies are written by the methods above with key `op:<id>`. */
  putReply(entry: ReplyDelivery): Promise<void>;
  /** A new revision of an operation's reply, outside of a transition (progress). */
  reviseReply(operationId: string, reply: Reply, final: boolean): Promise<void>;
  /** The newest revision of an operation's message, delivered or not. */
  operationReply(operationId: string): Promise<Reply | undefined>;
  /** The newest revision of any other key. */
  writtenReply(key: string): Promise<Reply | undefined>;
  /** Undelivered newest revisions for a platform, oldest first; with `keys` only those among them. */
  undelivered(platform: string, limit: number, keys?: readonly string[]): Promise<readonly OutboxEntry[]>;
  /** What each conversation of a platform waits for first, without the replies: cheap however much waits behind it. */
  nextInEach(platform: string): Promise<readonly NextInConversation[]>;
  /** Newest revisions for a platform that were written at `since` or later (epoch milliseconds), oldest first. */
  writtenSince(platform: string, since: number): Promise<readonly WrittenReply[]>;
  /** Marks `revision` delivered (a newer one stays undelivered) and keeps the platform's message id. */
  markDelivered(key: string, revision: number, ref: string | undefined): Promise<void>;
  /** Wakes the dispatcher after a commit that wrote a revision. Returns the way to unsubscribe. */
  onReply(listener: (platform: string) => void): () => void;
}
export interface ReplyDelivery {
  readonly key: string;
  readonly conversation: ConversationRef;
  readonly actor: ActorRef;
  readonly reply: Reply;
  readonly final: boolean;
}
export interface NextInConversation {
  readonly key: string;
  readonly conversation: ConversationRef;
}
export interface OutboxEntry {
  readonly key: string;
  readonly revision: number;
  readonly conversation: ConversationRef;
  readonly actor: ActorRef;
  readonly reply: Reply;
  readonly final: boolean;
  readonly ref: string | undefined;
}

/** Webhooks that were taken, remembered longer than anybody sends them again (7 days). */
export interface DeliveryStore {
  /**
   * Remembers them and returns the ids that were not there before. In the same transaction the newest state of each run
   * that those brought is kept until it was served ({@link SubscriptionStore.servedRuns}), so that what was acknowledged is told
   * after a crash too. Durable when it resolves. Ids are different and at most 1,000.
   */
  admitDeliveries(deliveries: readonly TakenRun[]): Promise<readonly string[]>;
}
/** A webhook as its system names it, and what it says. */
export interface TakenRun {
  readonly id: string;
  readonly run: PushedRun;
}

/** What adapters keep about their platforms. */
export interface FactStore {
  memoryOf(adapter: string): AdapterMemory;
}

export interface WrittenReply extends Omit<OutboxEntry, 'ref' | 'actor'> {
  readonly writtenAt: number;
}

/** Append-only. */
export interface AuditLog {
  audit(entry: AuditEntry): Promise<void>;
  auditTrail(operationId: string): Promise<readonly AuditEntry[]>;
}
export interface AuditEntry {
  readonly at: number;
  readonly tenant: string;
  /** Person id or `system`. */
  readonly by: string;
  readonly operationId: string | null;
  /** What happened: a status, `step:<id>`, `refused`, `cancel_requested`, … */
  readonly event: string;
  readonly code: OutcomeCode;
  readonly detail: Json;
}
