import { z } from 'zod';
import type { RunState } from '../../contracts/run-state.js';
import type { Answer, Call, Send } from './call.js';
import { readData, refusalOf } from './errors.js';

/** Reads one thing; undefined when there is none (GitHub answers 422 to a SHA that it does not know). */
export async function readOne<T>(
  send: Send,
  call: Call,
  schema: z.ZodType<T>,
  absent: readonly number[] = [404],
): Promise<T | undefined> {
  const answer = await send(call);
  if (absent.includes(answer.status)) return undefined;
  if (answer.status !== 200) throw refusalOf(call, answer);
  return readData(call, answer, schema);
}

/** Up to `limit` things from as many pages of 100 as that takes. `of` takes the list out of a page. */
export async function readPages<P, T>(
  send: Send,
  call: Call,
  limit: number,
  schema: z.ZodType<P>,
  of: (page: P) => readonly T[],
): Promise<readonly T[]> {
  const perPage = Math.min(Math.max(limit, 1), 100);
  const all: T[] = [];
  for (let page = 1; all.length < limit; page++) {
    const params = { ...call.params, per_page: perPage, page };
    const found = await readOne(send, { ...call, params }, schema, [404, 422]);
    const items = found === undefined ? [] : of(found);
    all.push(...items);
    if (items.length < perPage) break;
  }
  return all.slice(0, limit);
}

export const isDone = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** What GitHub leaves out or sets to null alike. */
export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const timeSchema = z.string().transform((text) => Date.parse(text));

const ENDED: Readonly<Record<string, RunState>> = {
  success: 'succeeded',
  failure: 'failed',
  cancelled: 'cancelled',
  timed_out: 'failed',
  startup_failure: 'failed',
  action_required: 'waiting',
  neutral: 'skipped',
  skipped: 'skipped',
  // A newer run took its place.
  stale: 'cancelled',
};
const GOING_ON: Readonly<Record<string, RunState>> = {
  queued: 'queued',
  requested: 'queued',
  pending: 'queued',
  waiting: 'waiting',
  in_progress: 'running',
};

/** Status and conclusion of a run, job, step or check (REST, "Workflow runs" and "Check runs") as one state. */
export function stateOf(status: string | undefined, conclusion: string | undefined): RunState {
  if (status === 'completed') return ENDED[conclusion ?? ''] ?? 'unknown';
  return GOING_ON[status ?? ''] ?? 'unknown';
}
