import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';
import { fill } from '../contracts/phrasing.js';
import type { Locale } from '../contracts/message.js';
import type { Reply } from '../contracts/reply.js';
import type { SkillPhrases, WaveProgress } from '../contracts/skill.js';
import type { Progress } from '../contracts/step.js';
import { TIMING } from './timing.js';

/** How far each wave of a running operation is, told as it changes. */
export interface Reporter {
  /** What a step says of its wave. */
  update(wave: number, progress: Progress): void;
  /** A wave begins, ends or pauses. */
  mark(wave: number, state: WaveProgress['state']): void;
  /** The reply as of now, to be written with a step's record; no revision of its own follows for the same content. */
  current(): Reply;
  /** No more revisions: what follows is the ending. */
  stop(): void;
}

export interface ReporterDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly locale: Locale;
  readonly phrases: SkillPhrases;
  render(progress: readonly WaveProgress[]): Reply;
  write(reply: Reply): Promise<void>;
}

/** At most three revisions a second are written, the newest always. A ledger that is down only delays them. */
export function createReporter(deps: ReporterDeps, waves: number): Reporter {
  const { clock, log } = deps;
  const progress: WaveProgress[] = Array.from({ length: waves }, () => ({
    state: 'waiting',
    done: 0,
    total: 0,
  }));
  let writtenAt = Number.NEGATIVE_INFINITY;
  let written = '';
  let writing = false;
  const stopped = new AbortController();

  const set = (wave: number, change: Partial<WaveProgress>): void => {
    const before = progress[wave];
    if (before !== undefined) progress[wave] = { ...before, ...change };
  };
  const current = (): Reply => {
    const reply = deps.render(progress);
    written = JSON.stringify(reply);
    return reply;
  };
  const isNew = (): boolean => JSON.stringify(deps.render(progress)) !== written;
  const over = (): boolean => stopped.signal.aborted;
  const writeNewest = async (): Promise<void> => {
    while (!over() && isNew()) {
      await clock.sleep(Math.max(0, writtenAt + TIMING.progressEvery - clock.now()), stopped.signal);
      if (over()) return;
      const reply = current();
      writtenAt = clock.now();
      await deps.write(reply).catch(async (error: unknown) => {
        log.debug({ error }, 'progress could not be written');
        written = '';
        await clock.sleep(TIMING.backoffFirst, stopped.signal);
      });
    }
  };
  const changed = (): void => {
    if (writing) return;
    writing = true;
    void writeNewest().finally(() => (writing = false));
  };

  return {
    update: (wave, { done, total, text, params }) => {
      set(wave, { done, total, ...(text === undefined ? {} : { detail: detail(deps, text, params ?? {}) }) });
      changed();
    },
    mark: (wave, state) => {
      set(wave, { state });
      changed();
    },
    current,
    stop: () => stopped.abort(),
  };
}

/** A step's text is a key of the skill's phrases; a text that is no key is shown as it is. */
function detail(
  { phrases, locale }: ReporterDeps,
  text: string,
  params: Progress['params'] & object,
): string {
  return fill(phrases.replies[text] ?? text, params, locale);
}
