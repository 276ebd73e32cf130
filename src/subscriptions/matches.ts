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
      // Git tells feature/x from Feature/X.
      return run.branch?.replace(/^(?:refs\/heads|origin)\//, '') === condition.value;
    case 'author':
      return namesOf(run).includes(condition.value.replace(/^@/, '').toLowerCase());
  }
}

/** Whether it can be told at all: who a run is by may be known only when its system is asked. */
export function isDecidable(condition: Condition, run: PushedRun): boolean {
  if ('all' in condition) return condition.all.every((each) => isDecidable(each, run));
  if ('any' in condition) return condition.any.every((each) => isDecidable(each, run));
  if ('not' in condition) return isDecidable(condition.not, run);
  return condition.field !== 'author' || run.author !== undefined || run.authors !== undefined;
}

function namesOf({ author, authors }: PushedRun): readonly string[] {
  const names = authors ?? (author === undefined ? [] : [author]);
  return names.map((name) => name.toLowerCase());
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
