import { z } from 'zod';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { SkillPorts } from '../../../src/contracts/skill.js';
import { deploymentRun } from './deployment-run.js';
import { disconnected } from './disconnected.js';
import { jenkinsRun } from './jenkins-run.js';
import type { RunDriver } from './run.js';
import { workflowRun } from './workflow-run.js';

/** A run that will be started, resolved: part of a plan, so that what is confirmed is what is started. */
export const runStartSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('jenkins'),
    job: z.string(),
    branch: z.string().optional(),
    parameters: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('workflow'),
    repository: z.string(),
    workflow: z.string(),
    ref: z.string(),
    inputs: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('deployment'),
    repository: z.string(),
    ref: z.string(),
    environment: z.string(),
    production: z.boolean(),
    description: z.string(),
    /** For whoever takes it up. */
    image: z.string().optional(),
  }),
]);
export type RunStart = z.infer<typeof runStartSchema>;

/** The driver of a planned run. One whose source is no longer connected fails as if that did not answer. */
export function runDriver(
  { jenkins, github }: Pick<SkillPorts, 'jenkins' | 'github'>,
  start: RunStart,
  clock: Clock,
): RunDriver {
  if (start.kind === 'jenkins') {
    const { job: path, branch, parameters } = start;
    if (jenkins === undefined) return disconnected('Jenkins');
    return jenkinsRun(jenkins, { path, ...(branch === undefined ? {} : { branch }) }, parameters);
  }
  if (github === undefined) return disconnected('GitHub');
  return start.kind === 'workflow' ? workflowRun(github, clock, start) : deploymentRun(github, start);
}
