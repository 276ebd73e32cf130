import { z } from 'zod';
import type { Cluster } from '../cluster.js';
import { restart } from './builds.js';

/** What tests may do to the simulated Jenkins; see README.md. */
export const jenkinsControlSchema = z.strictObject({
  restartMs: z.number().int().positive().optional(),
  stages: z.boolean().optional(),
  marked: z.boolean().optional(),
  obeys: z.enum(['stop', 'term', 'kill', 'nothing']).optional(),
  executors: z.number().int().min(0).optional(),
  declines: z.number().int().min(0).optional(),
  disabled: z.array(z.string()).optional(),
  /** Sessions end: crumbs of before are no longer valid. */
  newSession: z.literal(true).optional(),
  /** Items that left the queue are forgotten at once. */
  forgetQueue: z.literal(true).optional(),
});

export function controlJenkins(cluster: Cluster, control: z.infer<typeof jenkinsControlSchema>): object {
  const { jenkins } = cluster.world.delivery;
  if (control.stages !== undefined) jenkins.plugins.stages = control.stages;
  jenkins.marked = control.marked ?? jenkins.marked;
  jenkins.obeys = control.obeys ?? jenkins.obeys;
  jenkins.executors = control.executors ?? jenkins.executors;
  jenkins.declines = control.declines ?? jenkins.declines;
  jenkins.disabled = control.disabled ?? jenkins.disabled;
  if (control.newSession) jenkins.session++;
  if (control.forgetQueue)
    jenkins.queue = jenkins.queue.filter(({ state }) => state !== 'left' && state !== 'cancelled');
  if (control.restartMs !== undefined) restart(cluster, control.restartMs);
  return jenkinsSummary(cluster);
}

/** Everything but the secrets. */
export function jenkinsSummary(cluster: Cluster): object {
  const { token: _token, password: _password, ...rest } = cluster.world.delivery.jenkins;
  return rest;
}
