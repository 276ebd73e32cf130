import { z } from 'zod';
import type { Answer, Call, Send } from './call.js';
import { readJson, refusalOf } from './errors.js';

/** Reads one JSON object; undefined when there is none. */
export async function readOne<T>(send: Send, call: Call, schema: z.ZodType<T>): Promise<T | undefined> {
  const answer = await send(call);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusalOf(call, answer);
  return readJson(call, answer, schema);
}

/** Whether a POST was carried out: Jenkins redirects a browser to a page afterwards. */
export function isDone({ status }: Answer): boolean {
  return status >= 200 && status < 400;
}

/** What Jenkins leaves out or sets to null alike. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);
