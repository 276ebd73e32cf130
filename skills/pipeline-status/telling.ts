import type { ReplyBlock } from '../../src/contracts/reply.js';
import { unreadWarnings } from '../shared/unread.js';
import type { Voice } from '../shared/voice.js';
import type { Fact, PipelineFacts, ServicePipeline } from './facts.js';
import type { Deciding, Verdict } from './verdict.js';

/** What decides how a pipeline stands, by name: a build, a workflow's run, the checks. */
export function whatText(
  deciding: Deciding | undefined,
  { branch }: ServicePipeline,
  say: Voice['text'],
): string {
  if (deciding === undefined) return '';
  if (deciding.kind === 'checks') return say('checks');
  if (deciding.kind === 'run') return say('run', { ...deciding.facts.run });
  const { number } = deciding.facts.build.ref;
  return branch === undefined ? say('build', { number }) : say('build_on', { number, branch });
}

/** Where in it, as a part of the sentence. */
export function whereText({ failure }: Verdict, say: Voice['text']): string {
  return failure?.where === undefined ? '' : say('where', { where: failure.where });
}

/** Each source that left a gap, once, with the reason; places after them. */
export function warnings(facts: PipelineFacts, voice: Voice): readonly ReplyBlock[] {
  const missing = new Map<string, string>();
  for (const { commit, pulls, checks, run, build, image } of facts.pipelines)
    for (const fact of [commit, pulls, checks, run, build, image] satisfies readonly Fact<unknown>[]) {
      if (fact.state !== 'unread' || missing.has(fact.source)) continue;
      const { source, reason, wait } = fact;
      const late = fact.code === 'timeout' && reason === '';
      const key = wait !== undefined ? 'missing_wait' : late ? 'missing' : 'missing_why';
      missing.set(source, voice.text(key, { source, reason, wait: wait ?? 0 }));
    }
  const texts = [...missing.values()].map((text): ReplyBlock => ({ kind: 'warning', text }));
  return [...texts, ...unreadWarnings(facts.surveyed, voice)];
}
