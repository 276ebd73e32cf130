import { z } from 'zod';

/** What the simulated GitHub remembers beside commits. Times are epoch milliseconds. */
const jobSchema = z.object({
  id: z.number().int(),
  name: z.string(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  conclusion: z.enum(['success', 'failure', 'cancelled']).optional(),
});
const runSchema = z.object({
  id: z.number().int(),
  repository: z.string(),
  workflow: z.enum(['ci.yml', 'deploy.yml']),
  number: z.number().int(),
  attempt: z.number().int(),
  event: z.enum(['push', 'workflow_dispatch']),
  branch: z.string(),
  sha: z.string(),
  title: z.string(),
  actor: z.string(),
  createdAt: z.number(),
  startedAt: z.number(),
  updatedAt: z.number(),
  status: z.enum(['queued', 'waiting', 'in_progress', 'completed']),
  conclusion: z.enum(['success', 'failure', 'cancelled']).optional(),
  jobs: z.array(jobSchema),
  inputs: z.record(z.string(), z.string()),
  /** Failed jobs pass when they run again. */
  deadline: z.number().optional(),
});
export type Run = z.infer<typeof runSchema>;

export const githubSchema = z.object({
  token: z.string(),
  nextId: z.number().int(),
  rate: z.object({ limit: z.number().int(), remaining: z.number().int(), resetAt: z.number() }),
  /** Requests that a secondary limit refuses from now on. */
  secondary: z.object({
    times: z.number().int(),
    status: z.union([z.literal(403), z.literal(429)]),
    retryAfter: z.number().optional(),
  }),
  /** Whether a dispatch tells the run that it began. */
  runDetails: z.boolean(),
  /** Whether `deploy.yml` declares the marker. */
  marked: z.boolean().default(true),
  /** What creating a deployment answers: as asked, as if it merged, or as if a check had failed. */
  deploys: z.enum(['create', 'merge', 'conflict']),
  runs: z.array(runSchema),
  statuses: z.array(
    z.object({
      id: z.number().int(),
      repository: z.string(),
      sha: z.string(),
      context: z.string(),
      state: z.enum(['pending', 'success', 'failure', 'error']),
      description: z.string(),
      targetUrl: z.string(),
      at: z.number(),
    }),
  ),
  deployments: z.array(
    z.object({
      id: z.number().int(),
      repository: z.string(),
      sha: z.string(),
      ref: z.string(),
      environment: z.string(),
      description: z.string(),
      payload: z.unknown().optional(),
      at: z.number(),
      statuses: z.array(
        z.object({
          id: z.number().int(),
          state: z.enum(['queued', 'pending', 'in_progress', 'success', 'failure', 'error', 'inactive']),
          description: z.string(),
          environmentUrl: z.string(),
          logUrl: z.string(),
          at: z.number(),
        }),
      ),
    }),
  ),
  issues: z.array(
    z.object({
      id: z.number().int(),
      repository: z.string(),
      number: z.number().int(),
      title: z.string(),
      body: z.string(),
      labels: z.array(z.string()),
      at: z.number(),
      comments: z.array(z.object({ id: z.number().int(), body: z.string(), at: z.number() })),
    }),
  ),
});
export type GithubState = z.infer<typeof githubSchema>;
