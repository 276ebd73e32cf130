import type { WriteReplies } from '../../src/contracts/skill.js';
import { endingReply, look } from '../shared/ending-reply.js';
import { planReply, progressReply } from '../shared/operation-replies.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { RestartData } from './plan.js';

const phrases = { en, ko };

/** How a restart is shown, followed and ended. */
export const restartReplies: WriteReplies<RestartData> = {
  plan: (view) => planReply(view, phrases),
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) => endingReply(view, ending, { phrases, succeeded: look }),
};
