import type { Locale } from '../../src/contracts/message.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { HomeSection } from '../../src/contracts/skill.js';
import { unreadWarnings } from '../shared/unread.js';
import { shortList, voiceOf, type Voice } from '../shared/voice.js';
import type { Fact, PipelineFacts, ServicePipeline } from './facts.js';
import { glanceTable, worstFirst } from './glance.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { runningText } from './running.js';
import { verdictOf, type Deciding, type Standing, type Verdict } from './verdict.js';
import { wayTable } from './way.js';

/** More clauses than this in one line are no longer read. */
const CLAUSES = 3;
const TESTS = 3;
/** Those that failed, on a page with other things. */
const AT_HOME = 5;

const TONES: Readonly<Record<Standing, ReplyDraft['tone']>> = {
  failed: 'danger',
  waiting: 'question',
  running: 'info',
  cancelled: 'warning',
  unread: 'warning',
  passed: 'success',
  none: 'info',
};

export function pipelineReply(facts: PipelineFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const [only] = facts.pipelines;
  return facts.plan.single && only !== undefined ? singleReply(facts, only, voice) : allReply(facts, voice);
}

/** The pipelines that failed, with the way to each: for a page that nobody asked a question on. */
export function pipelineHome(facts: PipelineFacts, locale: Locale): HomeSection<ReplyDraft> | undefined {
  const voice = voiceOf({ en, ko }, locale);
  const failed = facts.pipelines.filter((pipeline) => verdictOf(pipeline).standing === 'failed');
  if (failed.length === 0) return undefined;
  const shown = failed.slice(0, AT_HOME);
  const line = (pipeline: ServicePipeline): string => {
    const verdict = verdictOf(pipeline);
    const what = whatText(verdict.deciding, pipeline, voice.text);
    const params = { service: pipeline.service.name, what, where: whereText(verdict, voice.text) };
    return `• ${voice.text('home_line', params)}`;
  };
  const key = failed.length === 1 ? 'home_one' : 'home_several';
  const title = (say: Voice['text']): string =>
    say(key, { count: failed.length, service: failed[0]?.service.name ?? '' });
  return {
    title: voice.text('home'),
    reply: {
      ...{ code: 'answered', locale, tone: 'danger' },
      title: title(voice.text),
      blocks: [
        { kind: 'text', text: shown.map(line).join('\n') },
        { kind: 'actions', actions: shown.map((pipeline) => lookAction(pipeline, voice)) },
      ],
      speech: title(voice.speech),
    },
  };
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

function singleReply(facts: PipelineFacts, pipeline: ServicePipeline, voice: Voice): ReplyDraft {
  const verdict = verdictOf(pipeline);
  const configured = pipeline.connected;
  const key = configured ? verdict.standing : 'unconfigured';
  const sentence = (say: Voice['text']): string =>
    say(`is_${key}`, {
      service: pipeline.service.name,
      what: whatText(verdict.deciding, pipeline, say),
      where: whereText(verdict, say),
      running: runningText(facts, pipeline, voice, say),
    });
  return {
    code: 'answered',
    locale: voice.locale,
    tone: TONES[verdict.standing],
    title: sentence(voice.text),
    blocks: [
      ...(configured ? [] : [{ kind: 'text' as const, text: voice.text('how_to') }]),
      wayTable(facts, pipeline, voice),
      ...failureBlocks(verdict, voice),
      ...warnings(facts, voice),
      ...actions(verdict, pipeline, voice),
    ],
    speech: sentence(voice.speech),
  };
}

function whatText(deciding: Deciding | undefined, { branch }: ServicePipeline, say: Voice['text']): string {
  if (deciding === undefined) return '';
  if (deciding.kind === 'checks') return say('checks');
  if (deciding.kind === 'run') return say('run', { ...deciding.facts.run });
  const { number } = deciding.facts.build.ref;
  return branch === undefined ? say('build', { number }) : say('build_on', { number, branch });
}

function whereText({ failure }: Verdict, say: Voice['text']): string {
  return failure?.where === undefined ? '' : say('where', { where: failure.where });
}

function failureBlocks({ failure }: Verdict, voice: Voice): readonly ReplyBlock[] {
  if (failure === undefined) return [];
  const { tests, lines } = failure;
  const names = shortList(
    tests.map(({ suite, name }) => `${suite}: ${name}`),
    TESTS,
    voice.locale,
    voice.text('more'),
  );
  return [
    ...(lines.length === 0 ? [] : [{ kind: 'code' as const, text: lines.join('\n') }]),
    ...(tests.length === 0
      ? []
      : [{ kind: 'text' as const, text: voice.text('failed_tests', { count: tests.length, names }) }]),
  ];
}

function allReply(facts: PipelineFacts, voice: Voice): ReplyDraft {
  const sorted = worstFirst(facts.pipelines);
  const troubled = sorted.filter((pipeline) => verdictOf(pipeline).standing !== 'passed');
  const total = sorted.length;
  const worst = sorted[0] === undefined ? 'none' : verdictOf(sorted[0]).standing;
  const clauses = shortList(
    troubled.map((each) => voice.text(`clause_${verdictOf(each).standing}`, { service: each.service.name })),
    CLAUSES,
    voice.locale,
    voice.text('more'),
  );
  const key = !sorted.some(({ connected }) => connected)
    ? 'nothing'
    : troubled.length === 0
      ? 'all_passed'
      : 'some';
  const params = { total, fine: total - troubled.length, clauses };
  return {
    code: 'answered',
    locale: voice.locale,
    tone: key === 'nothing' ? 'info' : TONES[worst],
    title: voice.text(key, params),
    blocks: [
      ...(total === 0
        ? [{ kind: 'text' as const, text: voice.text('how_to') }]
        : [glanceTable(facts, voice)]),
      ...warnings(facts, voice),
    ],
    speech: voice.speech(key, params),
  };
}

/** Each source that left a gap, once, with the reason; places after them. */
function warnings(facts: PipelineFacts, voice: Voice): readonly ReplyBlock[] {
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

function actions({ standing }: Verdict, { service }: ServicePipeline, voice: Voice): readonly ReplyBlock[] {
  if (standing !== 'failed') return [];
  const { name } = service;
  const look: ReplyAction = {
    label: voice.text('action_logs', { service: name }),
    say: voice.locale === 'ko' ? `${name} 상태` : `status of ${name}`,
    command: { intent: 'status', slots: { service: name } },
    style: 'plain',
  };
  return [{ kind: 'actions', actions: [look] }];
}
