import { z } from 'zod';

/** What happens to a rollout that fails: back to the last healthy revision, or left as it is for people to look at. */
export const deploySettings = z.strictObject({
  onFailure: z.enum(['rollback', 'leave'], { error: 'rollback or leave' }).default('rollback'),
});
export type DeploySettings = z.infer<typeof deploySettings>;
