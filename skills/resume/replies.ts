import type { WriteReplies } from '../../src/contracts/skill.js';
import { endingReply, rolloutActions } from '../shared/ending-reply.js';
import { planReply, progressReply } from '../shared/operation-replies.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { ResumeData } from './plan.js';

const phrases = { en, ko };

/** How the rest of a rollout is shown, followed and ended. */
export const resumeReplies: WriteReplies<ResumeData> = {
  plan: (view) => planReply(view, phrases),
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) =>
    endingReply(view, ending, {
      phrases,
      succeeded: (plain, voice) => rolloutActions(plain, voice).slice(0, 1),
    }),
};
