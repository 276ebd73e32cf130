import type { DialogueContext, Understanding, Utterance } from '../contracts/command.js';
import type { Locale } from '../contracts/message.js';
import type { LinkTemplates } from '../contracts/links.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Deliver, Delivery } from '../contracts/ports/host.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import type { SchedulePort } from '../contracts/ports/schedules.js';
import type { SubscriptionPort } from '../contracts/ports/subscriptions.js';
import type { SkillPorts } from '../contracts/skill.js';
import type { PolicySource } from '../policy/index.js';
import type { Registry } from '../registry/index.js';

/** Everything the pipeline reaches; passed in once by the composition root. */
export interface PipelineDeps {
  readonly ledger: Ledger;
  readonly registry: Registry;
  readonly engine: { understand(utterance: Utterance, context: DialogueContext): Understanding };
  readonly identity: IdentityPort;
  readonly queue: Pick<QueuePort, 'enqueue' | 'healthy'>;
  /** Straight to the platform, for when the ledger and with it the outbox is down. */
  readonly dispatcher: { deliverNow(delivery: Delivery): unknown };
  readonly ports: SkillPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** What policy must know beside the command: asked when a command is understood and when it is confirmed. */
  readonly policyFacts: PolicySource;
  /** How long an approval can be given, in milliseconds. */
  readonly approvalMs: number;
  /** Stops an operation that was cleared or runs: tells its worker and waits a while for the end. */
  readonly cancelOperation: (request: OperationRequest) => Promise<unknown>;
  /** Clears and enqueues an operation that was interrupted for long, because its asker said so. */
  readonly continueInterrupted: (request: OperationRequest) => Promise<unknown>;
  /** Where else an operation can be looked at. */
  readonly links?: LinkTemplates;
  readonly sandbox: { readonly on: boolean; readonly worldId: string | null };
  /** A text as a person says it. */
  readonly aloud: (text: string, locale: Locale) => string;
  /** Absent: nothing can be scheduled. */
  readonly schedules?: SchedulePort;
  /** Absent: nothing can be subscribed to. */
  readonly subscriptions?: SubscriptionPort;
  /** A random and unguessable id. */
  readonly newId: () => string;
}

interface OperationRequest {
  readonly operationId: string;
  /** The id of the person who asked for it. */
  readonly person: string;
}

/** What the host needs beside the pipeline. */
export interface Subscriptions {
  subscribe(platform: string, deliver: Deliver): () => void;
}
