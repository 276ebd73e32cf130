import { describe, expect, it } from 'vitest';
import { en } from '../../../skills/pipeline-run/phrases.en.js';
import { ko } from '../../../skills/pipeline-run/phrases.ko.js';
import type { ActionsData, PipelineAction } from '../../../skills/shared/pipeline/actions.js';
import { actionsPlan } from '../../../skills/shared/pipeline/plan.js';
import { actionReplies } from '../../../skills/shared/pipeline/replies.js';
import type { Locale } from '../../../src/contracts/message.js';
import type { ReplyDraft } from '../../../src/contracts/reply.js';
import type { OperationView } from '../../../src/contracts/skill.js';
import type { Ending } from '../../../src/contracts/step.js';
import { staging } from '../asking.js';

const service = { name: 'frontend', tenant: 'default', aliases: [], spoken: [] };
const build: PipelineAction = {
  ...{ kind: 'build', label: 'Jenkins shop/frontend/main' },
  start: { kind: 'jenkins', job: 'shop/frontend', parameters: {} },
};
const rerun: PipelineAction = {
  ...{ kind: 'rerun', label: 'GitHub shop/frontend CI #12', repository: 'shop/frontend' },
  ...{ run: 7001, attempt: 1, what: 'failed' },
};
const replies = actionReplies({ en, ko });

function view(locale: Locale, ...actions: readonly PipelineAction[]): OperationView<ActionsData> {
  const draft = actionsPlan('pipeline-run', service, staging, actions);
  const data = { actions: [...actions] };
  return {
    number: 42,
    asker: 'Ada',
    locale,
    plan: { ...draft, mustConfirm: true, notes: [], observed: {}, data: {} },
    data,
  };
}

function ended(code: Ending['code'], facts: Ending['facts'], locale: Locale = 'en'): ReplyDraft {
  const shown = view(locale, build);
  const outcomes = shown.plan.targets.map((target) => ({ target, code }));
  return replies.ending(shown, { code, outcomes, evidence: [], facts, durationMs: 4200 });
}
const BEGUN = { '0/trigger': { label: 'Jenkins shop/frontend/main #46' } };

const offers = (reply: ReplyDraft): readonly (readonly [string, string])[] =>
  reply.blocks.flatMap((block) =>
    block.kind === 'actions' ? block.actions.map(({ command, say }) => [command.intent, say] as const) : [],
  );

describe('a write on a pipeline, while it runs', () => {
  it('is named as people call its run, one or several', () => {
    const progress = [{ state: 'running', done: 0, total: 1 }] as const;
    const labels = (...actions: readonly PipelineAction[]): readonly string[] =>
      replies
        .progress(view('en', ...actions), [...progress, ...progress].slice(0, actions.length))
        .blocks.flatMap((block) => (block.kind === 'progress' ? [block.label] : []));
    expect(labels(build)).toEqual(['Jenkins shop/frontend/main']);
    expect(labels(rerun, build)).toEqual(['GitHub shop/frontend CI #12', 'Jenkins shop/frontend/main']);
  });
});

describe('a build that is built again', () => {
  it.each([
    ['en', 'Jenkins shop/frontend/main will be built again, as #6 was, which failed.'],
    ['ko', 'Jenkins shop/frontend/main을 실패한 #6과 같은 설정으로 다시 빌드해요.'],
  ] as const)('is not called by the number of the one that failed: %s', (locale, text) => {
    const asked = replies.plan(view(locale, { ...build, again: 6 }));
    expect(asked.blocks).toEqual([{ kind: 'text', text }]);
  });
});

describe('what is offered at its end', () => {
  it('is the pipeline and an issue where a run failed, aloud too; nothing of a cluster', () => {
    expect(offers(ended('run_failed', BEGUN))).toEqual([
      ['pipeline-status', 'pipeline status of frontend'],
      ['file-issue', 'file an issue for frontend'],
    ]);
    expect(ended('run_failed', BEGUN).speech).toBe(
      'The pipeline of frontend did not pass: a run failed. Say file an issue for frontend to have it followed up.',
    );
    expect(offers(ended('run_failed', BEGUN, 'ko'))).toEqual([
      ['pipeline-status', 'frontend 파이프라인 상태'],
      ['file-issue', 'frontend 이슈로 등록해 줘'],
    ]);
    expect(ended('run_failed', BEGUN, 'ko').speech).toBe(
      'frontend 파이프라인이 통과하지 못했어요: 실행이 실패했어요. 이슈로 남기려면 frontend 이슈 등록이라고 말해 주세요.',
    );
  });

  it('is no issue about what did not begin', () => {
    const reply = ended('not_permitted', {});
    expect(offers(reply)).toEqual([['pipeline-status', 'pipeline status of frontend']]);
    expect(reply.speech).not.toContain('issue');
  });

  it('is never more than two sentences aloud', () => {
    const { speech } = ended('outcome_unknown', BEGUN);
    expect(speech.split(/(?<=[.!?])\s+/u)).toHaveLength(2);
    expect(speech).toContain('I will not repeat it');
  });

  it.each(['succeeded', 'cancelled'] as const)('is the pipeline when it was %s', (code) => {
    expect(offers(ended(code, BEGUN))).toEqual([['pipeline-status', 'pipeline status of frontend']]);
  });
});
