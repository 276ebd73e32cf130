import type { ReplyBlock, ReplyDraft } from '../../../src/contracts/reply.js';
import type { WriteReplies } from '../../../src/contracts/skill.js';
import { endingReply } from '../ending-reply.js';
import { planParams, progressReply, type Phrases } from '../operation-replies.js';
import { runBlocks } from '../runs/replies.js';
import { voiceOf } from '../voice.js';
import type { ActionsData } from './actions.js';

/** How a write on a pipeline is shown, followed and ended: by its runs, never by a version. */
export function actionReplies(phrases: Phrases): WriteReplies<ActionsData> {
  return {
    plan: (view): ReplyDraft => {
      const { locale, plan, data } = view;
      const voice = voiceOf(phrases, locale);
      const params = planParams(view);
      const lines = data.actions.map((action): ReplyBlock => {
        const detail = action.kind === 'input' ? action.message : '';
        return { kind: 'text', text: voice.text(`plan.${action.kind}`, { run: action.label, detail }) };
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
    progress: (view, progress) => progressReply(view, progress, phrases),
    ending: (view, ending) => endingReply(view, ending, { phrases, blocks: runBlocks }),
  };
}
