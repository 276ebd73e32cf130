import { z } from 'zod';
import type { Cluster } from '../cluster.js';

/** What tests may do to the simulated GitHub; see README.md. */
export const githubControlSchema = z.strictObject({
  /** The primary limit: what is left, and when it is reset. */
  rate: z.object({ remaining: z.number().int().min(0), resetInMs: z.number().int().positive() }).optional(),
  /** A secondary limit for the next requests. */
  secondary: z
    .object({
      times: z.number().int().min(0),
      status: z.union([z.literal(403), z.literal(429)]),
      retryAfter: z.number().optional(),
    })
    .optional(),
  runDetails: z.boolean().optional(),
  /** Whether `deploy.yml` declares the marker. */
  marked: z.boolean().optional(),
  deploys: z.enum(['create', 'merge', 'conflict']).optional(),
});

export function controlGithub(cluster: Cluster, control: z.infer<typeof githubControlSchema>): object {
  const { github } = cluster.world.delivery;
  if (control.rate !== undefined) {
    const { remaining, resetInMs } = control.rate;
    github.rate = { ...github.rate, remaining, resetAt: cluster.now() + resetInMs };
  }
  github.secondary = control.secondary ?? github.secondary;
  github.runDetails = control.runDetails ?? github.runDetails;
  github.marked = control.marked ?? github.marked;
  github.deploys = control.deploys ?? github.deploys;
  return githubSummary(cluster);
}

/** Everything but the secrets. */
export function githubSummary(cluster: Cluster): object {
  const { token: _token, ...rest } = cluster.world.delivery.github;
  return rest;
}
