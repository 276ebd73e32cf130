import type { Locale } from '../../src/contracts/message.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { shortList, voiceOf, type Voice } from '../shared/voice.js';
import type { PipelineFacts, ServicePipeline } from './facts.js';
import { failuresReply } from './failures.js';
import { glanceTable, worstFirst } from './glance.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { runningText } from './running.js';
import { warnings, whatText, whenText, whereText } from './telling.js';
import { verdictOf, type Standing, type Verdict } from './verdict.js';
import { wayTable } from './way.js';

/** More clauses than this in one line are no longer read. */
const CLAUSES = 3;
const TESTS = 3;

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
  if (facts.plan.single && only !== undefined) return singleReply(facts, only, voice);
  return facts.plan.failuresOnly ? failuresReply(facts, voice) : allReply(facts, voice);
}

function singleReply(facts: PipelineFacts, pipeline: ServicePipeline, voice: Voice): ReplyDraft {
  const verdict = verdictOf(pipeline);
  const configured = pipeline.connected;
  const begun =
    verdict.standing === 'running' && verdict.deciding?.state === 'queued' ? 'queued' : verdict.standing;
  const key = configured ? begun : 'unconfigured';
  const sentence = (say: Voice['text']): string =>
    say(`is_${key}`, {
      service: pipeline.service.name,
      what: whatText(verdict.deciding, pipeline, say),
      where: whereText(verdict, say),
      when: whenText(verdict, pipeline, facts.now, voice),
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
