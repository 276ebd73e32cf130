import { PortError } from '../contracts/errors.js';
import type { LiveAnswer } from '../contracts/live.js';
import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { LiveStore } from '../contracts/ports/live.js';
import type { PushesPort } from '../contracts/ports/pushes.js';
import type { PushedRun } from '../contracts/pushed-run.js';
import { builtBy } from '../subscriptions/matches.js';
import type { Registry } from '../registry/index.js';
import { dueAt, type Heard } from './due.js';
import { createQuestions, questionOf, type QuestionParts } from './questions.js';
import { tellAll, type TellParts } from './tell.js';

export interface FollowerParts extends Omit<QuestionParts, 'registry'>, Omit<TellParts, 'registry'> {
  readonly registry: Pick<Registry, 'skill' | 'skills'>;
  readonly store: LiveStore;
  readonly catalogue: Pick<CataloguePort, 'services'>;
  readonly pushes?: PushesPort | undefined;
}

/**
 * Edits live answers until what they tell of is over. Any number of processes may run one over the same store: who looks
 * at one takes it first, and who dies loses it after a while.
 */
export interface Follower {
  /** Follows from now on, those of before a restart too. */
  start(): void;
  /** Looks once at all that are due. Never rejects. */
  look(): Promise<void>;
  /** Leaves them to the next process. What is being read is not waited for. */
  stop(): Promise<void>;
}

/** How often the store is looked at unasked: answers begin in other processes too. */
const LOOK_MS = 5_000;
/** Rounds never follow each other sooner unless something is heard: what is due may be another process's already. */
const LEAST_MS = 500;
/** Questions that are read at once. */
const AT_ONCE = 4;

export function createFollower(parts: FollowerParts): Follower {
  const { clock, catalogue, pushes } = parts;
  const questions = createQuestions(parts);
  const heard = new Map<string, Heard>();
  const stopped = new AbortController();
  let rows: readonly LiveAnswer[] = [];
  let awake = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  let leave: (() => void) | undefined;

  /** Looks at those that are due; returns when the next one is. */
  const round = async (): Promise<number> => {
    rows = await parts.store.liveAnswers();
    const asked = new Set(rows.map(questionOf));
    questions.keep(asked);
    for (const question of heard.keys()) if (!asked.has(question)) heard.delete(question);
    const now = clock.now();
    const due = rows.filter((live) => dueAt(live, heard.get(questionOf(live))) <= now);
    const groups = [...grouped(due)];
    for (let next = 0; next < groups.length && !stopped.signal.aborted; next += AT_ONCE)
      await Promise.all(
        groups.slice(next, next + AT_ONCE).map(async ([question, group]) => {
          heard.set(question, { lookedAt: clock.now(), moved: false });
          await tellAll(parts, group, (live) => unlessStopped(questions.ask(live), stopped.signal));
        }),
      );
    if (due.length > 0) rows = await parts.store.liveAnswers();
    return Math.min(...rows.map((live) => dueAt(live, heard.get(questionOf(live)))));
  };
  const hear = (run: PushedRun): void => {
    for (const live of rows) {
      const question = questionOf(live);
      const { lookedAt, moved } = heard.get(question) ?? { lookedAt: 0, moved: false };
      const built = moved ? [] : builtBy(run, catalogue.services(live.tenant));
      if (!built.some(({ name }) => name === live.slots['service'])) continue;
      heard.set(question, { lookedAt, moved: true });
      awake.abort('heard');
    }
  };
  const follow = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      awake = new AbortController();
      const next = await attempt(parts, round);
      // Aborted by stop(), which finds the newest.
      await clock.sleep(Math.min(LOOK_MS, Math.max(LEAST_MS, next - clock.now())), awake.signal);
    }
  };
  return {
    start() {
      leave = pushes?.subscribe(hear);
      loop = follow();
    },
    async look() {
      await attempt(parts, round);
    },
    async stop() {
      leave?.();
      stopped.abort('stopped');
      awake.abort('stopped');
      await loop;
    },
  };
}

function grouped(due: readonly LiveAnswer[]): ReadonlyMap<string, readonly LiveAnswer[]> {
  const groups = new Map<string, LiveAnswer[]>();
  for (const live of due) {
    const question = questionOf(live);
    groups.set(question, [...(groups.get(question) ?? []), live]);
  }
  return groups;
}

/** `undefined`: the process ends, and nobody waits for the answer. */
function unlessStopped<T>(answer: Promise<T>, stopped: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(undefined);
    if (stopped.aborted) leave();
    stopped.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => stopped.removeEventListener('abort', leave));
  });
}

/** A ledger that is down delays everything by one look. */
async function attempt({ log, clock }: FollowerParts, act: () => Promise<number>): Promise<number> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof PortError) log.warn({ code: error.code }, 'live answers are followed later');
    else log.error({ error }, 'following live answers failed');
    return clock.now() + LOOK_MS;
  }
}
