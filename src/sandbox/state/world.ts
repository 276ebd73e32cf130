import { z } from 'zod';
import { deliverySchema } from '../delivery/state.js';

/** What an image does when it runs. Absent from the tables means its tag does not exist. */
export const behaviourSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('healthy') }),
  z.object({
    kind: z.literal('crash'),
    exitCode: z.number().int().default(1),
    lines: z.array(z.string()).default([]),
  }),
  z.object({ kind: z.literal('crash-once'), lines: z.array(z.string()).default([]) }),
  z.object({ kind: z.literal('oom') }),
  z.object({ kind: z.literal('never-ready') }),
  z.object({ kind: z.literal('missing-config'), configMap: z.string() }),
  z.object({ kind: z.literal('bad-command'), command: z.string() }),
  z.object({ kind: z.literal('not-found') }),
  /** The registry lists it, but it was built for another processor than the nodes have. */
  z.object({ kind: z.literal('wrong-platform') }),
  z.object({ kind: z.literal('unauthorized') }),
  z.object({ kind: z.literal('registry-unreachable') }),
]);
export type Behaviour = z.infer<typeof behaviourSchema>;

/**
 * Something that will happen in the world, as data, so that a restart catches up with it in order. `due` is in epoch
 * milliseconds. `attempt` counts pulls or probes so that their delays can grow.
 */
const timerSchema = z.discriminatedUnion('task', [
  z.object({ due: z.number(), task: z.literal('reconcile'), namespace: z.string() }),
  z.object({ due: z.number(), task: z.literal('autoscale'), namespace: z.string(), name: z.string() }),
  z.object({
    due: z.number(),
    task: z.literal('delivery'),
    event: z.enum(['queue', 'build', 'run']),
    id: z.string(),
  }),
  z.object({
    due: z.number(),
    task: z.enum([
      'admit',
      'pull',
      'pulled',
      'pull-backoff',
      'start',
      'ready',
      'exit',
      'backoff',
      'restart',
      'probe',
      'gone',
    ]),
    namespace: z.string(),
    pod: z.string(),
    uid: z.string(),
    container: z.string().default(''),
    attempt: z.number().int().default(0),
  }),
]);
export type Timer = z.infer<typeof timerSchema>;
export type DeliveryTimer = Extract<Timer, { task: 'delivery' }>;
export type PodTimer = Extract<Timer, { pod: string }>;

export const accessRuleSchema = z.object({
  user: z.string(),
  /** `*` for all. */
  verbs: z.array(z.string()).default(['*']),
  /** Plural names, `deployments/scale` for subresources, `*` for all. */
  resources: z.array(z.string()).default(['*']),
  /** Absent: every namespace. */
  namespaces: z.array(z.string()).optional(),
});
export type AccessRule = z.infer<typeof accessRuleSchema>;

const journalSchema = z.object({
  time: z.string(),
  user: z.string(),
  method: z.string(),
  path: z.string(),
  contentType: z.string(),
  dryRun: z.boolean(),
  bodyBytes: z.number(),
  status: z.number(),
  /** True when an object differs afterwards. */
  changed: z.boolean(),
  /** The operation annotation that the object carries afterwards. */
  operation: z.string().nullable(),
});
export type JournalEntry = z.infer<typeof journalSchema>;

const storedSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

/** Everything the sandbox knows: the state file's content. */
export const worldSchema = z.object({
  format: z.literal(1),
  worldId: z.string(),
  createdAt: z.number(),
  resourceVersion: z.number().int(),
  /** Bearer token by user name. */
  tokens: z.record(z.string(), z.string()),
  objects: z.array(storedSchema),
  timers: z.array(timerSchema),
  /** Overrides of world/versions.ts by image. */
  behaviours: z.record(z.string(), behaviourSchema),
  denials: z.array(accessRuleSchema),
  /** `node image` pairs that need no pull any more. */
  pulledImages: z.array(z.string()),
  journal: z.array(journalSchema),
  delivery: deliverySchema,
});
export type World = z.infer<typeof worldSchema>;
