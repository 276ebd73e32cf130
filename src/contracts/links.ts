import { z } from 'zod';

/**
 * Addresses of other views of what an operation changes, with `{cluster}`, `{namespace}`, `{kind}`, `{name}`, `{number}`
 * to be filled: `cluster` a dashboard's page of the workload, `console` the bot's own page of the operation.
 */
export interface LinkTemplates {
  readonly cluster?: string | undefined;
  readonly console?: string | undefined;
}

/** An address to open; only http and https, so that no channel is made to run anything. */
export const linkSchema = z.object({ label: z.string(), url: z.url({ protocol: /^https?$/ }) });
export type Link = z.infer<typeof linkSchema>;
