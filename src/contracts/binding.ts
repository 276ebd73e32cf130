import { z } from 'zod';

const names = (right: string) =>
  z.array(z.string({ error: right }).min(1, { error: right }), { error: right });

/**
 * What a conversation is for, as its channel's section of the configuration says. It narrows what can be done there and
 * never widens what a person may do.
 */
export const bindingSchema = z.strictObject(
  {
    /** Where a read looks that names no environment. Writes never have a default. */
    environment: z.string({ error: 'the name of an environment' }).min(1).optional(),
    /** The only services that are spoken of there. */
    services: names('a list of services such as [checkout, cart]').min(1).optional(),
    /** The only skills that work there, beside `help` and `whoami`. */
    skills: names('a list of skills such as [status, logs]').min(1).optional(),
  },
  { error: 'a section such as { environment: staging, services: [checkout] }' },
);
export type Binding = z.infer<typeof bindingSchema>;
