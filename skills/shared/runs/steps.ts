import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { PushesPort } from '../../../src/contracts/ports/pushes.js';
import { hasEnded, hasPassed } from '../../../src/contracts/run-state.js';
import type { Step, StepContext, StepResult } from '../../../src/contracts/step.js';
import { ticketSchema, type RunDriver, type RunTicket, type RunView } from './run.js';

/** Between two looks at a run, in milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** Between two looks at a run that webhooks tell of. */
const LOOK_BESIDES_MS = 5_000;
/** A run that was accepted and is nowhere to be seen for so long is lost: Jenkins forgot its queue, GitHub never began. */
const LOST_AFTER_MS = 60_000;

/** What a run carries of its operation: each wave's is another, and none is part of another. */
function markOf(operationId: string, wave: number): string {
  return `coxswain-${wave}-${operationId}`;
}

/**
 * Starts a run once. An attempt that may have been sent is looked for by its mark before anything is sent again; where
 * the run carries none, nothing can tell, and it is not repeated.
 */
export function triggerStep(driver: RunDriver, id: string, wave: number): Step {
  const ticketOf = ({ operationId, startedAt }: StepContext): RunTicket => ({
    marker: markOf(operationId, wave),
    since: startedAt,
    id: null,
  });
  return {
    id,
    kind: 'effect',
    observe: async (context) => {
      if (context.attempts === 0) return { state: 'not_done' };
      const found = await driver.find(ticketOf(context));
      if (found.state === 'found') return { state: 'done', facts: found.ticket };
      if (found.state === 'absent') return { state: 'not_done' };
      return { state: 'unknown', code: 'outcome_unknown', evidence: [{ object: driver.name, text: '?' }] };
    },
    apply: async (context) => {
      await context.assertLease();
      const started = await driver.start(ticketOf(context));
      if (started.state === 'started') return { state: 'done', facts: started.ticket };
      const evidence = [{ object: driver.name, text: started.detail }];
      return { state: 'failed', code: 'run_not_startable', evidence };
    },
  };
}

/** Follows the run that a trigger step started until it ended. */
export function runWatchStep(
  driver: RunDriver,
  { clock, pushes }: { readonly clock: Clock; readonly pushes: PushesPort | undefined },
  id: string,
  after: string,
): Step {
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async (context) => {
      const ticket = ticketSchema.parse(context.facts(after));
      const tell = createTeller(context);
      let missingSince: number | undefined;
      for (;;) {
        context.signal.throwIfAborted();
        const look = await driver.look(ticket);
        if (look.state === 'withdrawn') return failed(driver, 'withdrawn');
        if (look.state === 'seen') {
          missingSince = undefined;
          if (hasEnded(look.run.state)) return ended(driver, ticket, look.run);
          tell(look.run);
        } else {
          missingSince ??= clock.now();
          if (clock.now() - missingSince > LOST_AFTER_MS) return lost(driver);
        }
        const url = look.state === 'seen' ? look.run.url : undefined;
        await untilNextLook(clock, pushes, url, context.signal);
      }
    },
  };
}

/** A run that webhooks tell of is looked at when they do, and seldom besides: one of them may be lost. */
async function untilNextLook(
  clock: Clock,
  pushes: PushesPort | undefined,
  url: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (pushes === undefined || url === undefined) return clock.sleep(LOOK_EVERY_MS, signal);
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const ms = pushes.latest(url) === undefined ? LOOK_EVERY_MS : LOOK_BESIDES_MS;
  await Promise.race([clock.sleep(ms, either), pushes.moved(url, either)]);
  done.abort();
}

async function ended(driver: RunDriver, ticket: RunTicket, run: RunView): Promise<StepResult> {
  const { label, url, state } = run;
  if (hasPassed(state))
    return { state: 'done', facts: { label, state, ...(url === undefined ? {} : { url }) } };
  const proof = await driver.failure(ticket);
  const where = url === undefined ? [] : [{ object: label, text: url }];
  return { state: 'failed', code: 'run_failed', evidence: [...proof, ...where] };
}

function failed({ name }: RunDriver, text: string): StepResult {
  return { state: 'failed', code: 'run_failed', evidence: [{ object: name, text }] };
}

function lost({ name }: RunDriver): StepResult {
  return { state: 'unknown', code: 'not_found', evidence: [{ object: name, text: '?' }] };
}

/** Tells where the run is, once for each change. */
function createTeller(context: StepContext): (run: RunView) => void {
  let last = '';
  return ({ state, label, stage = '' }) => {
    const key = state === 'waiting' ? 'waiting' : state === 'queued' ? 'queued' : 'running';
    const line = `${key} ${label} ${stage}`;
    // Beside a name of the run only its number is news.
    const number = /#\d+$/.exec(label)?.[0] ?? label;
    const params = { run: label, number, stage };
    if (line !== last) context.progress({ done: 0, total: 0, text: `progress.run_${key}`, params });
    last = line;
  };
}

/** What "stop" does to a run that an operation started: it is told to stop, and the facts say whether it did. */
export function abortStep(driver: RunDriver, id: string, after: string): Step {
  return {
    id,
    kind: 'effect',
    observe: async (context) => {
      const look = await driver.look(ticketSchema.parse(context.facts(after)));
      if (look.state === 'withdrawn')
        return { state: 'done', facts: { run: 'withdrawn', label: driver.name } };
      if (look.state === 'seen' && hasEnded(look.run.state)) {
        const { label, url, state } = look.run;
        const run = state === 'cancelled' ? 'stopped' : 'ended';
        return { state: 'done', facts: { run, label, ...(url === undefined ? {} : { url }) } };
      }
      return { state: 'not_done' };
    },
    apply: async (context) => {
      const ticket = ticketSchema.parse(context.facts(after));
      await context.assertLease();
      const { run, label, url } = await driver.abort(ticket);
      return { state: 'done', facts: { run, label, ...(url === undefined ? {} : { url }) } };
    },
  };
}
