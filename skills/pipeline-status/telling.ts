import type { ReplyBlock } from '../../src/contracts/reply.js';
import type { Surveyed } from '../shared/survey.js';
import { ago } from '../shared/times.js';
import { unreadWarnings } from '../shared/unread.js';
import type { Voice } from '../shared/voice.js';
import { missingFacts, type PipelineFacts, type PlaceFact, type ServicePipeline } from './facts.js';
import { decidedAt, type Deciding, type Verdict } from './verdict.js';

/** What decides how a pipeline stands, by name: a build, a workflow's run, the checks. */
export function whatText(
  deciding: Deciding | undefined,
  { branch }: ServicePipeline,
  say: Voice['text'],
): string {
  if (deciding === undefined) return '';
  if (deciding.kind === 'checks') return say('checks');
  if (deciding.kind === 'queue') return say('next_build');
  if (deciding.kind === 'run') return say('run', { ...deciding.facts.run });
  const { number } = deciding.facts.build.ref;
  return branch === undefined ? say('build', { number }) : say('build_on', { number, branch });
}

/** Where in it, as a part of the sentence. */
export function whereText({ failure }: Verdict, say: Voice['text']): string {
  return failure?.where === undefined ? '' : say('where', { where: failure.where });
}

/** How long ago it failed, as a part of the sentence. */
export function whenText(
  { deciding }: Verdict,
  pipeline: ServicePipeline,
  now: number,
  { text, locale }: Voice,
): string {
  const at = decidedAt(deciding, pipeline);
  return at === undefined ? '' : text('when', { ago: ago(at, now, locale) });
}

/** Each source that left a gap, once, with the reason; places after them. */
export function warnings(facts: PipelineFacts, voice: Voice): readonly ReplyBlock[] {
  const missing = new Map<string, string>();
  for (const fact of facts.pipelines.flatMap(missingFacts)) {
    const { source, reason, wait, asOf } = fact;
    if (missing.has(source)) continue;
    const late = fact.code === 'timeout' && reason === '';
    const key = wait !== undefined ? 'missing_wait' : late ? 'missing' : 'missing_why';
    const since = asOf === undefined ? key : `${key}_since`;
    const when = asOf === undefined ? '' : ago(asOf, facts.now, voice.locale);
    missing.set(source, voice.text(since, { source, reason, wait: wait ?? 0, when }));
  }
  const texts = [...missing.values()].map((text): ReplyBlock => ({ kind: 'warning', text }));
  return [...texts, ...unreadWarnings(facts.surveyed.map(asUnread), voice)];
}

/** A place that is only known from earlier could not be read now. */
function asUnread(each: PlaceFact): Surveyed {
  return each.error === undefined ? each : { state: 'unread', place: each.place, error: each.error };
}
