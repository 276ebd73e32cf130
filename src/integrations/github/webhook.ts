import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Delivery } from '../../contracts/pushed-run.js';
import { parseJson } from '../../trust-boundaries.js';
import { maybe, stateOf, timeSchema } from './read.js';

const runEventSchema = z.object({
  repository: z.object({ full_name: z.string() }),
  workflow_run: z.object({
    id: z.number(),
    name: maybe(z.string()),
    head_branch: maybe(z.string()),
    head_sha: z.string(),
    run_attempt: maybe(z.number()),
    status: maybe(z.string()),
    conclusion: maybe(z.string()),
    updated_at: timeSchema,
    html_url: z.string(),
    actor: maybe(z.object({ login: z.string() })),
  }),
});

/**
 * A webhook of GitHub (https://docs.github.com/en/webhooks): the body's bytes are signed with HMAC SHA-256 under the
 * shared secret, `x-github-delivery` names the delivery and stays the same when it is sent again.
 */
export function readGithubWebhook(secret: string, headers: IncomingHttpHeaders, body: Buffer): Delivery {
  if (!isSigned(secret, headers['x-hub-signature-256'], body)) return { kind: 'unauthorized' };
  const { 'x-github-event': event, 'x-github-delivery': id } = headers;
  if (typeof event !== 'string' || typeof id !== 'string' || id === '') return { kind: 'malformed' };
  if (event !== 'workflow_run') return { kind: 'ignored' };
  const parsed = runEventSchema.safeParse(jsonIn(headers, body));
  if (!parsed.success) return { kind: 'malformed' };
  const { repository, workflow_run: run } = parsed.data;
  const { head_branch: branch, actor } = run;
  return {
    kind: 'run',
    id: `github:${id}`,
    run: {
      ...{ system: 'github', attempt: run.run_attempt ?? 1 },
      ...{ state: stateOf(run.status, run.conclusion), at: run.updated_at, source: repository.full_name },
      ...{ name: run.name ?? '', sha: run.head_sha, url: run.html_url },
      ...(branch !== undefined && { branch }),
      ...(actor !== undefined && { author: actor.login }),
    },
  };
}

/** Compared in constant time, so that nobody can find a signature byte by byte. */
function isSigned(secret: string, given: string | readonly string[] | undefined, body: Buffer): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const actual = Buffer.from(typeof given === 'string' ? given : '');
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A webhook may be sent as JSON or as a form with the JSON in `payload`. Undefined when it is neither. */
function jsonIn(headers: IncomingHttpHeaders, body: Buffer): unknown {
  const text = body.toString('utf8');
  const form = /^application\/x-www-form-urlencoded/.test(headers['content-type'] ?? '');
  try {
    return parseJson(form ? (new URLSearchParams(text).get('payload') ?? '') : text);
  } catch {
    return undefined;
  }
}
