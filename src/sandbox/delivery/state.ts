import { z } from 'zod';
import { githubSchema } from '../github/state.js';

/** What Jenkins, GitHub and the registry of this world remember. Times are epoch milliseconds. */
const parametersSchema = z.record(z.string(), z.string());

const queueItemSchema = z.object({
  id: z.number().int(),
  /** Full name, a branch's stored name included: `shop/checkout/feature%2Fgift-cards`. */
  job: z.string(),
  parameters: parametersSchema,
  cause: z.string(),
  since: z.number(),
  state: z.enum(['quiet', 'blocked', 'buildable', 'left', 'cancelled']),
  quietUntil: z.number(),
  leftAt: z.number().optional(),
  build: z.number().int().optional(),
});
export type QueueItem = z.infer<typeof queueItemSchema>;

const stageSchema = z.object({
  name: z.string(),
  status: z.enum(['SUCCESS', 'FAILED', 'ABORTED', 'IN_PROGRESS', 'PAUSED_PENDING_INPUT', 'NOT_EXECUTED']),
  startedAt: z.number(),
  endedAt: z.number().optional(),
});
const buildSchema = z.object({
  job: z.string(),
  number: z.number().int(),
  queueId: z.number().int(),
  parameters: parametersSchema,
  cause: z.string(),
  sha: z.string().optional(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  result: z.enum(['SUCCESS', 'FAILURE', 'ABORTED', 'UNSTABLE', 'NOT_BUILT']).optional(),
  stages: z.array(stageSchema),
  /** How strongly it must be told to stop. */
  obeys: z.enum(['stop', 'term', 'kill', 'nothing']).default('stop'),
  /** When Jenkins came back while it ran. */
  resumedAt: z.array(z.number()).default([]),
  deadline: z.number().optional(),
});
export type Build = z.infer<typeof buildSchema>;

const jenkinsSchema = z.object({
  token: z.string(),
  password: z.string(),
  /** Counts up: a crumb belongs to one of them. */
  session: z.number().int(),
  downUntil: z.number(),
  plugins: z.object({ stages: z.boolean() }),
  marked: z.boolean(),
  disabled: z.array(z.string()),
  declines: z.number().int(),
  obeys: z.enum(['stop', 'term', 'kill', 'nothing']),
  executors: z.number().int(),
  nextQueueId: z.number().int(),
  queue: z.array(queueItemSchema),
  builds: z.array(buildSchema),
});

const commitSchema = z.object({
  repository: z.string(),
  sha: z.string(),
  parent: z.string().nullable(),
  branch: z.string(),
  message: z.string(),
  author: z.object({ login: z.string(), name: z.string() }),
  at: z.number(),
  version: z.string().optional(),
  fails: z.enum(['Test', 'Build image']).optional(),
  pull: z.number().int().optional(),
});
export type CommitRow = z.infer<typeof commitSchema>;

export const deliverySchema = z.object({
  jenkins: jenkinsSchema,
  github: githubSchema,
  commits: z.array(commitSchema),
  /** Images that were built in this world: `checkout:1.6.0`. */
  published: z.array(z.string()),
});
export type Delivery = z.infer<typeof deliverySchema>;
