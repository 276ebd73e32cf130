import type { Locale } from '../../src/contracts/message.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { HomeSection } from '../../src/contracts/skill.js';
import { shortList, voiceOf, type Voice } from '../shared/voice.js';
import type { PipelineFacts, ServicePipeline } from './facts.js';
import { glanceTable } from './glance.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { warnings, whatText, whenText, whereText } from './telling.js';
import { verdictOf } from './verdict.js';

/** Those that failed, on a page with other things. */
const AT_HOME = 5;
/** More names than this in one line are no longer read. */
const NAMED = 3;

/**
 * Only what failed, with the way to each. That nothing failed is said only of what was read: a pipeline with a gap
 * counts as one that nobody knows of.
 */
export function failuresReply(facts: PipelineFacts, voice: Voice): ReplyDraft {
  const asked = facts.pipelines.filter(({ connected }) => connected).filter((each) => isThere(each, facts));
  const failed = asked.filter(hasFailed);
  const unread = asked.filter((each) => !hasFailed(each) && hasGap(each)).length;
  const names = failed.map(({ service }) => service.name);
  const services = shortList(names, NAMED, voice.locale, voice.text('more'));
  const params = { count: failed.length, total: asked.length, services, unread };
  const found = asked.length === 0 ? 'nothing' : failed.length > 0 ? 'failures' : 'no_failures';
  const key = found !== 'nothing' && unread > 0 ? `${found}_unread` : found;
  return {
    code: 'answered',
    locale: voice.locale,
    tone: failed.length > 0 ? 'danger' : unread > 0 ? 'warning' : found === 'nothing' ? 'info' : 'success',
    title: voice.text(key, params),
    blocks: [...failureParts(facts, failed, voice), ...warnings(facts, voice)],
    speech: voice.speech(key, params),
  };
}

function failureParts(
  facts: PipelineFacts,
  failed: readonly ServicePipeline[],
  voice: Voice,
): readonly ReplyBlock[] {
  if (failed.length === 0) return [];
  return [
    { kind: 'text', text: failed.map((each) => failureLine(each, facts.now, voice)).join('\n') },
    glanceTable({ ...facts, pipelines: failed }, voice),
    { kind: 'actions', actions: failed.slice(0, AT_HOME).map((each) => lookAction(each, voice)) },
  ];
}

/** Whether it runs where was asked about; a place that could not be read may hold anything. */
function isThere({ service }: ServicePipeline, { plan, surveyed }: PipelineFacts): boolean {
  if (!plan.oneEnvironment) return true;
  return surveyed.some(
    (each) => each.state === 'unread' || each.workloads.some((workload) => workload.service === service.name),
  );
}

function hasFailed(pipeline: ServicePipeline): boolean {
  return verdictOf(pipeline).standing === 'failed';
}

function hasGap({ commit, checks, run, build }: ServicePipeline): boolean {
  return [commit, checks, run, build].some(({ state }) => state === 'unread');
}

/** The pipelines that failed, with the way to each: for a page that nobody asked a question on. */
export function pipelineHome(facts: PipelineFacts, locale: Locale): HomeSection<ReplyDraft> | undefined {
  const voice = voiceOf({ en, ko }, locale);
  const failed = facts.pipelines.filter(hasFailed);
  if (failed.length === 0) return undefined;
  const shown = failed.slice(0, AT_HOME);
  const key = failed.length === 1 ? 'home_one' : 'home_several';
  const title = (say: Voice['text']): string =>
    say(key, { count: failed.length, service: failed[0]?.service.name ?? '' });
  return {
    title: voice.text('home'),
    reply: {
      ...{ code: 'answered', locale, tone: 'danger' },
      title: title(voice.text),
      blocks: [
        { kind: 'text', text: shown.map((each) => failureLine(each, facts.now, voice)).join('\n') },
        { kind: 'actions', actions: shown.map((pipeline) => lookAction(pipeline, voice)) },
      ],
      speech: title(voice.speech),
    },
  };
}

function failureLine(pipeline: ServicePipeline, now: number, voice: Voice): string {
  const verdict = verdictOf(pipeline);
  const what = whatText(verdict.deciding, pipeline, voice.text);
  const when = whenText(verdict, pipeline, now, voice);
  const params = { service: pipeline.service.name, what, where: whereText(verdict, voice.text), when };
  return `• ${voice.text('home_line', params)}`;
}

function lookAction({ service: { name } }: ServicePipeline, voice: Voice): ReplyAction {
  const service = { service: name };
  return {
    label: voice.text('label_look', service),
    say: voice.text('say_look', service),
    command: { intent: 'pipeline-status', slots: service },
    style: 'plain',
  };
}
