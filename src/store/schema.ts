import type { Generated } from 'kysely';

/**
 * The tables as Kysely sees them. One schema for SQLite and PostgreSQL: truth values are 0 or 1, times are epoch
 * milliseconds, structured values are JSON text. Rows are validated where they are read, in src/operations/ledger.
 */
export interface Schema {
  events: EventTable;
  counters: CounterTable;
  operations: OperationTable;
  steps: StepTable;
  decisions: DecisionTable;
  locks: LockTable;
  dialogues: DialogueTable;
  outbox: OutboxTable;
  audit: AuditTable;
  people_links: PeopleLinkTable;
  link_codes: LinkCodeTable;
  link_attempts: LinkAttemptTable;
  adapter_facts: AdapterFactTable;
  webhook_deliveries: WebhookDeliveryTable;
  schedules: ScheduleTable;
  schedule_slots: ScheduleSlotTable;
  pushed_runs: PushedRunTable;
  subscriptions: SubscriptionTable;
  subscription_runs: SubscriptionRunTable;
  live_answers: LiveTable;
}

interface EventTable {
  event_key: string;
  message: string;
  received_at: number;
  /** Orders what one process received within a millisecond. */
  position: Generated<number>;
  /** Null until it was answered, or when there was nothing to say. */
  answer: string | null;
  finished_at: number | null;
}

interface CounterTable {
  tenant: string;
  value: number;
}

export interface OperationTable {
  id: string;
  tenant: string;
  number: number;
  event_key: string;
  skill: string;
  service: string;
  environment: string;
  slots: string;
  plan: string;
  digest: string;
  status: string;
  code: string;
  person: string;
  actor: string;
  conversation: string;
  locale: string;
  source: string;
  created_at: number;
  cleared_at: number | null;
  started_at: number | null;
  ended_at: number | null;
  expires_at: number | null;
  heartbeat_at: number | null;
  approvals_needed: number;
  approved_by: string;
  cancel_requested_by: string | null;
  outcomes: string;
  evidence: string;
  world: string | null;
}

export interface StepTable {
  operation_id: string;
  step_id: string;
  /** The order in which the steps of an operation began. */
  position: number;
  state: string;
  code: string | null;
  facts: string;
  attempts: number;
  started_at: number;
  ended_at: number | null;
}

interface DecisionTable {
  operation_id: string;
  person: string;
  verdict: string;
  at: number;
}

interface LockTable {
  target: string;
  operation_id: string;
  /** The lease: epoch milliseconds. */
  until: number;
  /** 1 when a cancelled operation keeps it for a person to decide. */
  kept: number;
}

interface DialogueTable {
  conversation: string;
  person: string;
  state: string;
  updated_at: number;
}

interface OutboxTable {
  key: string;
  revision: number;
  delivered: number;
  platform: string;
  conversation: string;
  actor: string;
  reply: string;
  final: number;
  ref: string | null;
  written_at: number;
}

interface AuditTable {
  /** Random; entries are ordered by `at` and, within a millisecond, by `position`. */
  id: string;
  at: number;
  position: number;
  tenant: string;
  by: string;
  operation_id: string | null;
  event: string;
  code: string;
  detail: string;
}

interface PeopleLinkTable {
  actor: string;
  person: string;
  linked_at: number;
}
interface LinkCodeTable {
  hash: string;
  person: string;
  expires_at: number;
}
interface LinkAttemptTable {
  actor: string;
  /** When codes were tried, as a JSON list: one row an actor, so that counting is atomic. */
  times: string;
}

interface AdapterFactTable {
  adapter: string;
  key: string;
  value: string;
  kept_at: number;
}

interface WebhookDeliveryTable {
  id: string;
  taken_at: number;
}

export interface ScheduleTable {
  id: string;
  tenant: string;
  number: number;
  cron: string;
  timezone: string;
  missed: string;
  intent: string;
  slots: string;
  conversation: string;
  locale: string;
  /** Null for one that the configuration names. */
  owner: string | null;
  created_at: number;
  paused_at: number | null;
  settled_until: number;
  removed_at: number | null;
}
interface ScheduleSlotTable {
  schedule_id: string;
  nominal: number;
  state: string;
  settled_at: number;
}

/** The newest state of a run that a webhook brought, for a day. */
interface PushedRunTable {
  url: string;
  run: string;
  /** Names this state among all of the run. */
  moment: string;
  attempt: number;
  /** 1 when it has ended: `attempt, ended, at` order the states of a run (see `supersedes`). */
  ended: number;
  at: number;
  pushed_at: number;
  /** 1 once subscriptions were told of it. */
  served: Generated<number>;
}

export interface SubscriptionTable {
  id: string;
  tenant: string;
  number: number;
  condition: string;
  conversation: string;
  conversation_key: string;
  locale: string;
  owner: string;
  created_at: number;
  removed_at: number | null;
}
/** The state of a run that a subscription was last told. */
interface SubscriptionRunTable {
  subscription_id: string;
  url: string;
  attempt: number;
  state: string;
  at: number;
}

export interface LiveTable {
  key: string;
  conversation_key: string;
  person: string;
  /** What was asked, so that the same question of the same person is found. */
  question: string;
  answer: string;
  begun_at: number;
  look_at: number;
  ended: string | null;
}
