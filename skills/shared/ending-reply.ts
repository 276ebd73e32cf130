import { z } from 'zod';
import type { OutcomeCode, TextParams } from '../../src/contracts/outcome.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { Ending } from '../../src/contracts/step.js';
import {
  action,
  actionBlocks,
  evidenceBlocks,
  planParams,
  reasonOf,
  targetBlocks,
  type Phrases,
  type PlainView,
} from './operation-replies.js';
import { situationSchema, type Situation } from './situation.js';
import { voiceOf, type Voice } from './voice.js';

/** How an operation's end is told: a phrase key with its values, a tone and what can be done next. */
export interface Telling {
  readonly key: string;
  readonly tone: ReplyDraft['tone'];
  readonly params?: TextParams;
  readonly actions: readonly ReplyAction[];
}

/** What differs between the skills. */
export interface EndingParts {
  readonly phrases: Phrases;
  /** What people call the targets, when they are no places in a cluster. */
  readonly names?: readonly string[];
  /** Where to look after what went wrong, when that is not in a cluster. */
  look?(view: PlainView, ending: Ending, voice: Voice): readonly ReplyAction[];
  /** The phrase of a success that is none of the usual. */
  succeededAs?(ending: Ending): string | undefined;
  /** What to offer after a success. */
  succeeded?(view: PlainView, voice: Voice): readonly ReplyAction[];
  /** Where things stand after "stop", when this skill's facts are no rollout's. */
  stopped?(view: PlainView, ending: Ending, voice: Voice): Telling | undefined;
  /** What else there is to tell, e.g. which run did it. */
  blocks?(view: PlainView, ending: Ending, voice: Voice): readonly ReplyBlock[];
  /** What a partly done operation offers: to go on with the rest, or to take back what was done. */
  partly?(view: PlainView, ending: Ending, voice: Voice): readonly ReplyAction[];
}

/** However it ended: what became of it, why, with proof, and what can be done next. */
export function endingReply(view: PlainView, ending: Ending, parts: EndingParts): ReplyDraft {
  const voice = voiceOf(parts.phrases, view.locale);
  const telling = tell(view, ending, parts, voice);
  const params = {
    ...planParams(view),
    seconds: Math.max(1, Math.round(ending.durationMs / 1000)),
    ...telling.params,
  };
  const spoken = voice.speech(telling.key, params);
  const wayBack = voice.speech('ending.stopped_on_the_way_back');
  const blocks: readonly ReplyBlock[] = [
    ...(ending.cancelledDuringRollback === true
      ? [{ kind: 'text', text: voice.text('ending.stopped_on_the_way_back') } satisfies ReplyBlock]
      : []),
    ...targetBlocks(view.plan, ending, voice, parts.names),
    ...evidenceBlocks(ending.evidence),
    ...(parts.blocks?.(view, ending, voice) ?? []),
    ...actionBlocks(telling.actions),
  ];
  return {
    code: ending.code,
    locale: view.locale,
    tone: telling.tone,
    title: voice.text(telling.key, params),
    blocks: [...blocks],
    speech: ending.cancelledDuringRollback === true ? `${firstSentence(spoken)} ${wayBack}` : spoken,
  };
}

/** At most two sentences are spoken: what became of it, and what became of the stop. */
function firstSentence(speech: string): string {
  return speech.split(/(?<=[.!?])\s+/u)[0] ?? speech;
}

function tell(view: PlainView, ending: Ending, parts: EndingParts, voice: Voice): Telling {
  const reason = reasonOf(ending, voice);
  const where = parts.look?.(view, ending, voice) ?? look(view, voice);
  const partly = isPartly(ending) ? (parts.partly?.(view, ending, voice) ?? []) : [];
  switch (ending.code) {
    case 'succeeded':
      return {
        key: parts.succeededAs?.(ending) ?? 'ending.succeeded',
        tone: 'success',
        actions: parts.succeeded?.(view, voice) ?? [],
      };
    case 'cancelled':
      return tellStopped(view, ending, parts, voice);
    case 'rolled_back': {
      const back = revertedTo(ending);
      const actions = [...partly, ...where];
      const key = back === undefined ? 'ending.rolled_back_somewhere' : 'ending.rolled_back';
      return { key, tone: 'danger', params: { reason, ...(back === undefined ? {} : { back }) }, actions };
    }
    case 'rollback_failed':
      return {
        key: 'ending.rollback_failed',
        tone: 'danger',
        params: { reason },
        actions: where,
      };
    case 'outcome_unknown':
      return { key: 'ending.unknown', tone: 'danger', params: { reason }, actions: where };
    case 'operation_expired':
    case 'plan_changed':
    case 'world_replaced':
    case 'interrupted_too_long':
      return { key: `ending.${ending.code}`, tone: 'warning', actions: [] };
    default:
      return {
        key: nothingChanged(ending) ? 'ending.failed_untouched' : 'ending.failed',
        tone: 'danger',
        params: { reason },
        actions: [...partly, ...failedActions(view, ending, voice, where)],
      };
  }
}

/** Some targets are done and some are not. */
function isPartly(ending: Ending): boolean {
  return (
    ending.outcomes.length > 1 &&
    ending.outcomes.some(({ code }) => code === 'not_begun' || code === 'succeeded')
  );
}

/** Only what was done leaves facts. */
function nothingChanged({ facts }: Ending): boolean {
  return Object.keys(facts).length === 0;
}

function revertedTo(ending: Ending): string | undefined {
  const facts = Object.entries(ending.facts).find(([step]) => step.endsWith('/revert'))?.[1];
  const found = z.object({ version: z.string() }).safeParse(facts);
  return found.success ? found.data.version : undefined;
}

function pausedSituation(ending: Ending): Situation | undefined {
  const facts = Object.entries(ending.facts).find(([step]) => step.endsWith('/pause'))?.[1];
  const found = situationSchema.safeParse(facts);
  return found.success ? found.data : undefined;
}

function tellStopped(view: PlainView, ending: Ending, parts: EndingParts, voice: Voice): Telling {
  const special = parts.stopped?.(view, ending, voice);
  if (special !== undefined) return special;
  const situation = pausedSituation(ending);
  const touched = ending.outcomes.some(({ code }) => code !== 'not_begun');
  if (situation === undefined) {
    const key = touched ? 'ending.stopped_between' : 'ending.stopped_before';
    return { key, tone: 'warning', actions: touched ? rolloutActions(view, voice).slice(0, 1) : [] };
  }
  const { done, total, version, others, complete } = situation;
  const params = { done, total, version, others };
  if (complete)
    return {
      key: 'ending.stopped_late',
      tone: 'warning',
      params,
      actions: rolloutActions(view, voice).slice(0, 1),
    };
  const key = others.length === 0 ? 'ending.stopped' : 'ending.stopped_mixed';
  return { key, tone: 'warning', params, actions: rolloutActions(view, voice) };
}

/** Roll back or resume: the question after "stop". */
export function rolloutActions(view: PlainView, voice: Voice): readonly ReplyAction[] {
  const params = planParams(view);
  const { service, environment, from, to } = view.plan;
  const resume = action(voice, 'resume', { intent: 'resume', slots: { id: view.number } }, params);
  // A restart has no other version to go back to.
  if (from === to) return [resume];
  return [
    action(voice, 'rollback', { intent: 'rollback', slots: { service, environment } }, params, 'primary'),
    resume,
  ];
}

/** Where to look next. */
export function look(view: PlainView, voice: Voice): readonly ReplyAction[] {
  const params = planParams(view);
  const { service, environment } = view.plan;
  return [
    action(voice, 'logs', { intent: 'logs', slots: { service, environment } }, params),
    action(voice, 'status', { intent: 'status', slots: { service, environment } }, params),
  ];
}

/** Codes that say that nothing of a failed rollout is there to be taken back. */
const UNTOUCHED: ReadonlySet<OutcomeCode> = new Set([
  'target_changed',
  'target_paused',
  'target_held',
  'not_permitted',
]);

function failedActions(
  view: PlainView,
  ending: Ending,
  voice: Voice,
  where: readonly ReplyAction[],
): readonly ReplyAction[] {
  const { service, environment, from, to } = view.plan;
  const isRollout = from !== to && view.plan.skill !== 'scale' && view.plan.skill !== 'rollback';
  const wasApplied = Object.keys(ending.facts).length > 0 && !UNTOUCHED.has(ending.code);
  if (!isRollout || !wasApplied) return where;
  const back = action(
    voice,
    'rollback',
    { intent: 'rollback', slots: { service, environment } },
    planParams(view),
    'primary',
  );
  return [back, ...where];
}
