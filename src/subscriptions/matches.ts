import type { Service } from '../contracts/catalogue.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import { hasEnded, type RunState } from '../contracts/run-state.js';
import type { Condition, SubscribedState } from '../contracts/subscription.js';

/** Whether a run is one that a condition means. `services`: the names of those that the run builds. */
export function matches(condition: Condition, run: PushedRun, services: readonly string[]): boolean {
  if ('all' in condition) return condition.all.every((each) => matches(each, run, services));
  if ('any' in condition) return condition.any.some((each) => matches(each, run, services));
  if ('not' in condition) return !matches(condition.not, run, services);
  switch (condition.field) {
    case 'status':
      return isIn(condition.value, run.state);
    case 'service':
      return services.includes(condition.value);
    case 'branch':
      return run.branch?.replace(/^(?:refs\/heads|origin)\//, '') === condition.value;
    case 'author':
      return run.author?.toLowerCase() === condition.value.replace(/^@/, '').toLowerCase();
  }
}

function isIn(asked: SubscribedState, state: RunState): boolean {
  if (asked === 'failed') return state === 'failed' || state === 'unstable';
  if (asked === 'going') return state === 'running' || state === 'queued';
  return asked === 'ended' ? hasEnded(state) : state === asked;
}

/** The services that a run builds: those of its repository, or of its job and the branches below it. */
export function builtBy(
  run: Pick<PushedRun, 'system' | 'source'>,
  services: readonly Service[],
): readonly Service[] {
  const source = run.source.toLowerCase();
  return services.filter(({ repository, jenkinsJob }) =>
    run.system === 'github'
      ? repository?.toLowerCase() === source
      : jenkinsJob !== undefined && `${run.source}/`.startsWith(`${jenkinsJob}/`),
  );
}
