import { createHmac, randomUUID } from 'node:crypto';
import type { Log } from '../../contracts/ports/log.js';
import { trustJson } from '../../trust-boundaries.js';
import type { Delivery } from '../delivery/state.js';
import { minimalRepository, userJson, type Links } from './owner-shapes.js';
import { runJson } from './shapes.js';
import type { Run } from './state.js';

/** Where the simulated GitHub sends its webhooks, and what it signs them with. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** GitHub waits no longer for an answer, in milliseconds. */
const ANSWER_MS = 10_000;
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])$/;
const ACTIONS = {
  queued: 'requested',
  waiting: 'requested',
  in_progress: 'in_progress',
  completed: 'completed',
};

/** Sends a signed `workflow_run` for each step that a run takes. */
export interface Hooks {
  use(hook: Hook | undefined): void;
  /** Something may have changed. */
  look(): void;
}

export function createHooks(delivery: Delivery, origin: () => string, log: Log): Hooks {
  let hook: Hook | undefined;
  const told = new Map<number, string>();
  const moved = (run: Run): boolean => {
    const now = [run.attempt, run.status, run.conclusion].join();
    if (told.get(run.id) === now) return false;
    told.set(run.id, now);
    return true;
  };
  return {
    use(next) {
      if (next !== undefined && !LOOPBACK.test(new URL(next.url).hostname))
        throw new Error('the sandbox sends webhooks to this machine only');
      hook = next;
      // What was before is not told: a hook begins with what happens next.
      delivery.github.runs.forEach(moved);
    },
    look() {
      if (hook === undefined) return;
      for (const run of delivery.github.runs.filter(moved))
        void send(hook, { delivery, run, origin: origin() }, log);
    },
  };
}

async function send(
  { url, secret }: Hook,
  { delivery, run, origin }: { readonly delivery: Delivery; readonly run: Run; readonly origin: string },
  log: Log,
): Promise<void> {
  const links: Links = { api: `${origin}/github/api/v3`, web: `${origin}/github` };
  const payload = {
    action: ACTIONS[run.status],
    workflow_run: runJson(links, delivery, run),
    repository: minimalRepository(links, run.repository),
    sender: userJson(links, run.actor),
  };
  const body = JSON.stringify(trustJson(payload));
  try {
    await fetch(url, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'GitHub-Hookshot/sandbox',
        'x-github-event': 'workflow_run',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    });
  } catch (error) {
    // As with the real one: nobody answers, and the delivery is lost.
    log.debug({ error, run: run.id }, 'a webhook of the sandbox was not taken');
  }
}
