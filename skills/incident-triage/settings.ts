import { z } from 'zod';

/** Whether Secrets are looked at: which keys they have, when they were written, and their certificates' dates; never their values. */
export const triageSettings = z.strictObject({
  secrets: z.boolean({ error: 'true or false' }).default(false),
});
export type TriageSettings = z.infer<typeof triageSettings>;
