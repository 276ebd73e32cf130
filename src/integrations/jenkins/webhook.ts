import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Delivery } from '../../contracts/pushed-run.js';
import type { RunState } from '../../contracts/run-state.js';
import { parseJson } from '../../trust-boundaries.js';
import { RESULTS } from './builds.js';
import { branchOf } from './paths.js';
import { maybe } from './read.js';

/** The body that the Notification plugin sends; a pipeline's `post` step may send the same with curl. */
const noticeSchema = z.object({
  name: z.string(),
  url: z.string(),
  build: z.object({
    number: z.number(),
    full_url: maybe(z.string()),
    phase: z.enum(['QUEUED', 'STARTED', 'COMPLETED', 'FINALIZED']),
    status: maybe(z.string()),
    timestamp: maybe(z.number()),
    scm: maybe(
      z.object({
        branch: maybe(z.string()),
        commit: maybe(z.string()),
        culprits: maybe(z.array(z.string())),
      }),
    ),
  }),
});

/**
 * A notice of Jenkins. It carries no signature: the shared token comes as `Authorization: Bearer …`, or as `?token=…` from
 * the plugin, which sends no headers (its URL can be kept as a secret credential). It has no id either: a notice is known by its bytes.
 */
export function readJenkinsWebhook(
  token: string,
  headers: IncomingHttpHeaders,
  query: URLSearchParams,
  body: Buffer,
): Delivery {
  const given = headers.authorization?.replace(/^Bearer /i, '') ?? query.get('token') ?? '';
  if (!isSame(given, token)) return { kind: 'unauthorized' };
  const parsed = noticeSchema.safeParse(jsonIn(body));
  if (!parsed.success) return { kind: 'malformed' };
  const { build, url, name } = parsed.data;
  const job = jobIn(url) ?? name;
  const state = stateOf(build.phase, build.status);
  const { branch, commit, culprits = [] } = build.scm ?? {};
  return {
    kind: 'run',
    id: `jenkins:${createHash('sha256').update(body).digest('hex')}`,
    run: {
      ...{ system: 'jenkins', attempt: 1, state },
      ...{ at: build.timestamp ?? 0, source: job, name, url: build.full_url ?? url },
      ...(branch !== undefined && { branch: branchOf(branch.replace(/^(refs\/remotes\/)?origin\//, '')) }),
      ...(commit !== undefined && { sha: commit }),
      ...(culprits.length > 0 && { author: culprits.join(', '), authors: culprits }),
    },
  };
}

/** Hashed first: texts of any length are compared in constant time. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

function stateOf(
  phase: 'QUEUED' | 'STARTED' | 'COMPLETED' | 'FINALIZED',
  status: string | undefined,
): RunState {
  if (phase === 'QUEUED') return 'queued';
  return phase === 'STARTED' ? 'running' : (RESULTS[status ?? ''] ?? 'unknown');
}

/** `job/shop/job/checkout/job/feature%252Fx/` → `shop/checkout/feature%2Fx`, as `path` and stored branch of a JobRef. */
function jobIn(url: string): string | undefined {
  const names = url.split(/(?:^|\/)job\//).slice(1);
  if (names.length === 0) return undefined;
  return names.map((name) => branchOf(name.split('/')[0] ?? '')).join('/');
}

function jsonIn(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
