import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../../src/contracts/reply.js';
import type { WriteReplies } from '../../../src/contracts/skill.js';
import type { Ending } from '../../../src/contracts/step.js';
import { endingReply, type Telling } from '../ending-reply.js';
import { action, planParams, progressReply, type Phrases, type PlainView } from '../operation-replies.js';
import { runBlocks } from '../runs/replies.js';
import { voiceOf, type Voice } from '../voice.js';
import type { ActionsData, PipelineAction } from './actions.js';

/** How a write on a pipeline is shown, followed and ended: by its runs, never by a version. */
export function actionReplies(phrases: Phrases): WriteReplies<ActionsData> {
  return {
    plan: (view): ReplyDraft => {
      const { locale, plan, data } = view;
      const voice = voiceOf(phrases, locale);
      const params = planParams(view);
      const lines = data.actions.map((action): ReplyBlock => {
        const detail = detailOf(action);
        return { kind: 'text', text: voice.text(`plan.${keyOf(action)}`, { run: action.label, detail }) };
      });
      const warnings = plan.warnings.map(({ code, params: values }): ReplyBlock => ({
        kind: 'warning',
        text: voice.text(`warnings.${code}`, { ...params, ...values }),
      }));
      return {
        ...{ code: 'awaiting_confirmation', locale, tone: 'question' },
        title: voice.text('plan.title', params),
        blocks: [...lines, ...warnings],
        speech: voice.speech('plan.title', params),
      };
    },
    progress: (view, progress) => progressReply(view, progress, phrases, labels(view.data)),
    ending: (view, ending) => {
      const names = labels(view.data);
      const parts = { phrases, names, look: lookAtPipeline, stopped: stoppedRuns, blocks: runBlocks };
      const reply = endingReply(view, ending, { ...parts, succeeded: (...said) => [pipelineOf(...said)] });
      return { ...reply, speech: withOffer(reply, view, voiceOf(phrases, view.locale)) };
    },
  };
}

function keyOf(action: PipelineAction): string {
  return action.kind === 'build' && action.again !== undefined ? 'rebuild' : action.kind;
}

/** What is asked or waited for, in the system's own words; of a build that is built again its number. */
function detailOf(action: PipelineAction): string {
  if (action.kind === 'build') return action.again === undefined ? '' : `#${action.again}`;
  if (action.kind === 'input') return action.message;
  return action.kind === 'stop-queued' ? action.why : '';
}

/** What people call the runs: `Jenkins shop/checkout/main #45`. */
function labels({ actions }: ActionsData): readonly string[] {
  return actions.map(({ label }) => label);
}

function pipelineOf(view: PlainView, voice: Voice): ReplyAction {
  const { service } = view.plan;
  return action(voice, 'pipeline', { intent: 'pipeline-status', slots: { service } }, planParams(view));
}

/** The pipeline itself, and an issue about what failed of it: a cluster knows nothing of either. */
function lookAtPipeline(view: PlainView, ending: Ending, voice: Voice): readonly ReplyAction[] {
  const { service } = view.plan;
  const issue = action(voice, 'issue', { intent: 'file-issue', slots: { service } }, planParams(view));
  return [pipelineOf(view, voice), ...(hasFailed(ending) ? [issue] : [])];
}

/** There is something to file: a run did begin, and then failed. */
function hasFailed({ code, facts }: Ending): boolean {
  return code !== 'cancelled' && code !== 'succeeded' && Object.keys(facts).length > 0;
}

/** A run that was stopped is over: there is no rollout to go on with. */
function stoppedRuns(view: PlainView, { outcomes }: Ending, voice: Voice): Telling {
  const touched = outcomes.some(({ code }) => code !== 'not_begun');
  const actions = touched ? [pipelineOf(view, voice)] : [];
  return { key: touched ? 'ending.stopped_between' : 'ending.stopped_before', tone: 'warning', actions };
}

/** Aloud, the issue is offered where there is a sentence left for it. */
function withOffer({ speech, blocks }: ReplyDraft, view: PlainView, voice: Voice): string {
  const offered = blocks.some(
    (block) =>
      block.kind === 'actions' && block.actions.some(({ command }) => command.intent === 'file-issue'),
  );
  const full = /[.!?]\s/u.test(speech);
  return offered && !full ? `${speech} ${voice.speech('ending.offer_issue', planParams(view))}` : speech;
}
