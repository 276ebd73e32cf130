import type { z } from 'zod';
import { parseJson } from '../../trust-boundaries.js';
import type { Cluster } from '../cluster.js';
import type { ServiceAnswer } from '../delivery/request.js';
import type { Links } from './owner-shapes.js';

/** One request as the handlers see it: `path` is below `/repos/OWNER/NAME` and decoded. */
export interface Asked {
  readonly cluster: Cluster;
  readonly links: Links;
  readonly method: string;
  readonly repository: string;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

/** A refusal as GitHub words it. */
export function message(status: number, text: string): ServiceAnswer {
  return {
    status,
    body: { message: text, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

/** One page of a list, with the size that GitHub allows at most. */
export function pageOf<T>(query: URLSearchParams, all: readonly T[], most = 100): readonly T[] {
  const size = Math.min(Math.max(Number(query.get('per_page') ?? 30), 1), most);
  const page = Math.max(Number(query.get('page') ?? 1), 1);
  return all.slice((page - 1) * size, page * size);
}

/** The body in the expected shape; undefined: GitHub would answer 422. */
export function parsed<T>({ body }: Asked, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(parseJson(body === '' ? '{}' : body)).data;
  } catch {
    return undefined;
  }
}
