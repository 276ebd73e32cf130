import type { ReplyBlock } from '../../src/contracts/reply.js';
import type { OperationView, WriteReplies } from '../../src/contracts/skill.js';
import { endingReply, look } from '../shared/ending-reply.js';
import { recordBlocks } from '../shared/recording.js';
import { planReply, progressReply } from '../shared/operation-replies.js';
import { versionsText } from '../shared/versions.js';
import { voiceOf } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { RollbackData } from './plan.js';

const phrases = { en, ko };

/** How a rollback is shown, followed and ended. */
export const rollbackReplies: WriteReplies<RollbackData> = {
  plan: (view) => planReply(view, phrases, [revisionText(view)]),
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) =>
    endingReply(view, ending, {
      phrases,
      succeeded: look,
      blocks: (_view, end, voice) => recordBlocks(end, voice),
    }),
};

function revisionText({ data, locale }: OperationView<RollbackData>): ReplyBlock {
  const revision = versionsText(data.targets.map((target) => target.revision));
  return { kind: 'text', text: voiceOf(phrases, locale).text('plan.revision', { revision }) };
}
