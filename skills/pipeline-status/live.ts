import type { Locale } from '../../src/contracts/message.js';
import { hasEnded, type RunState } from '../../src/contracts/run-state.js';
import type { ReadAnswer } from '../../src/contracts/skill.js';
import { missingFacts, valueOf, type PipelineFacts, type ServicePipeline } from './facts.js';
import { remembering } from './remember.js';
import { pipelineReply } from './replies.js';

/** Between two looks, in milliseconds; what did not change costs GitHub a 304. */
const PAUSE_MS = 5_000;
/** One step ends before the next begins: it is over when nothing was under way for so long. */
const QUIET_MS = 15_000;
const MINUTE_MS = 60_000;

/** Reads everything; knowing what an earlier look found, it may ask for less. */
type Look = (before: PipelineFacts | undefined) => Promise<PipelineFacts>;

interface Earlier {
  readonly facts: PipelineFacts;
  /** Since when nothing has been under way; undefined while something is. */
  readonly quietSince: number | undefined;
}

/** How one service's pipeline or all of them stand; of one service it is ongoing while something of it is under way. */
export async function pipelineAnswer(look: Look, locale: Locale, earlier?: Earlier): Promise<ReadAnswer> {
  const facts = remembering(await look(earlier?.facts), earlier?.facts);
  const draft = pipelineReply(facts, locale);
  const quietSince = isUnderWay(facts) || isUnsure(facts) ? undefined : (earlier?.quietSince ?? facts.now);
  if (!facts.plan.single || isSettled(facts, quietSince, earlier)) return draft;
  const ongoing = {
    mark: JSON.stringify(pipelineReply({ ...facts, now: 0 }, locale)),
    pause: pauseAfter(facts),
    again: () => pipelineAnswer(look, locale, { facts, quietSince }),
  };
  return { ...draft, ongoing };
}

/** At first what is seen counts; later a source that fell silent leaves it open. */
function isSettled(
  facts: PipelineFacts,
  quietSince: number | undefined,
  earlier: Earlier | undefined,
): boolean {
  if (earlier === undefined) return !isUnderWay(facts);
  return quietSince !== undefined && facts.now - quietSince >= QUIET_MS;
}

function isUnderWay({ pipelines, surveyed }: PipelineFacts): boolean {
  const names = new Set(pipelines.map(({ service }) => service.name));
  const rolling = surveyed.some(
    (place) =>
      place.state === 'read' &&
      place.workloads.some(
        ({ service, state }) => names.has(service) && (state.kind === 'rolling' || state.kind === 'starting'),
      ),
  );
  return rolling || pipelines.some(goesOn);
}

function goesOn({ checks, run, build, queue }: ServicePipeline): boolean {
  const built = valueOf(build);
  const states: readonly (RunState | undefined)[] = [
    ...(valueOf(checks)?.checks ?? []).map(({ state }) => state),
    valueOf(run)?.run.state,
    built?.build.state,
  ];
  const going = states.some((state) => state !== undefined && state !== 'unknown' && !hasEnded(state));
  return going || (valueOf(queue) ?? []).length > 0;
}

function isUnsure({ pipelines, surveyed }: PipelineFacts): boolean {
  return (
    pipelines.some((pipeline) => missingFacts(pipeline).length > 0) ||
    surveyed.some((place) => place.state === 'unread' || place.asOf !== undefined)
  );
}

/** As long as a source asks to be left alone. */
function pauseAfter({ pipelines }: PipelineFacts): number {
  const waits = pipelines.flatMap(missingFacts).map(({ wait }) => (wait ?? 0) * MINUTE_MS);
  return Math.max(PAUSE_MS, ...waits);
}
