import { z } from 'zod';

export const deploySettings = z.strictObject({
  /** What happens to a rollout that fails: back to the last healthy revision, or left as it is for people to look at. */
  onFailure: z.enum(['rollback', 'leave'], { error: 'rollback or leave' }).default('rollback'),
  /** Whether a protected environment takes only versions whose pipeline passed. */
  pipeline: z.enum(['required', 'ignored'], { error: 'required or ignored' }).default('required'),
  /** Whether images are deployed by their digests. Needs a registry that can be asked. */
  pin: z.boolean({ error: 'true or false' }).default(false),
});
export type DeploySettings = z.infer<typeof deploySettings>;
