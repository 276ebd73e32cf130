import { z } from 'zod';

export const deploySettings = z.strictObject({
  /** What happens to a rollout that fails: back to the last healthy revision, or left as it is for people to look at. */
  onFailure: z.enum(['rollback', 'leave'], { error: 'rollback or leave' }).default('rollback'),
  /** Whether a protected environment takes only versions whose pipeline passed. */
  pipeline: z.enum(['required', 'ignored'], { error: 'required or ignored' }).default('required'),
});
export type DeploySettings = z.infer<typeof deploySettings>;
