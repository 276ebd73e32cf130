import { z } from 'zod';

/** What `POST /voice/transcripts` answers, as a device reads it. */
export const spokenSchema = z.object({
  say: z.string(),
  show: z.record(z.string(), z.unknown()).nullable(),
  expects: z.string(),
  vocabulary: z.array(z.string()),
  operation: z.object({ number: z.number(), status: z.string().optional() }).nullable(),
});
export type Spoken = z.infer<typeof spokenSchema>;

/** What `GET /voice/sessions/{id}/news` answers. */
export const newsSchema = z.object({
  news: z.array(spokenSchema.extend({ final: z.boolean() })),
  cursor: z.string(),
});
