import { z } from 'zod';

/** A planted failure: the next `times` requests that match get it. */
export const faultSchema = z
  .object({
    /** Absent: every method. */
    method: z.string().optional(),
    /** Regular expression on path and query. */
    path: z.string().default('.*'),
    times: z.number().int().positive().default(1),
    /** Waits this many real milliseconds before anything else. */
    delayMs: z.number().int().nonnegative().default(0),
    /** Answers this instead of doing what was asked. */
    respond: z
      .object({
        status: z.number().int().min(100).max(599),
        body: z.json().optional(),
        headers: z.record(z.string(), z.string()).default({}),
      })
      .optional(),
    /** Closes the connection without an answer: `before` the request is carried out, or `after`. */
    drop: z.enum(['before', 'after']).optional(),
  })
  .refine(({ path }) => isPattern(path), { message: 'path is no regular expression' });
export type Fault = z.infer<typeof faultSchema>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  all(): readonly Fault[];
  /** The fault that hits this request, used up by one. */
  take(method: string, pathAndQuery: string): Fault | undefined;
}

export function createFaults(): Faults {
  let planted: Fault[] = [];
  return {
    add: (fault) => void planted.push(fault),
    clear: () => void (planted = []),
    all: () => planted,
    take(method, pathAndQuery) {
      const hit = planted.find(
        (fault) =>
          (fault.method === undefined || fault.method.toUpperCase() === method) &&
          new RegExp(fault.path).test(pathAndQuery),
      );
      if (!hit) return undefined;
      planted = planted
        .map((fault) => (fault === hit ? { ...fault, times: fault.times - 1 } : fault))
        .filter(({ times }) => times > 0);
      return hit;
    },
  };
}
