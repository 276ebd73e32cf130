import type { ReplyAction } from '../../src/contracts/reply.js';
import type { WriteReplies } from '../../src/contracts/skill.js';
import { endingReply, look } from '../shared/ending-reply.js';
import { action, planParams, planReply, progressReply, type PlainView } from '../shared/operation-replies.js';
import type { Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { ScaleData } from './plan.js';
import { standSchema } from './watch.js';

const phrases = { en, ko };

/** How a change of replicas is shown, followed and ended. */
export const scaleReplies: WriteReplies<ScaleData> = {
  plan: (view) => planReply(view, phrases),
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) =>
    endingReply(view, ending, {
      phrases,
      succeeded: look,
      partly: (plain, _ending, voice) => backActions(plain, view.data, voice),
      stopped: (plain, end, voice) => {
        const facts = Object.entries(end.facts).find(([step]) => step.endsWith('/stand'))?.[1];
        const stand = standSchema.safeParse(facts);
        if (!stand.success) return undefined;
        const actions = backActions(plain, view.data, voice);
        return { key: 'ending.stopped_scale', tone: 'warning', params: stand.data, actions };
      },
    }),
};

/** Kubernetes goes on to the new number by itself; the way back is the old number, where all targets had the same. */
function backActions(view: PlainView, data: ScaleData, voice: Voice): readonly ReplyAction[] {
  const [first] = data.targets;
  if (first === undefined || data.targets.some(({ from }) => from !== first.from)) return [];
  const { service, environment } = view.plan;
  const replicas = first.from;
  const slots = { service, environment, replicas };
  return [action(voice, 'scale_back', { intent: 'scale', slots }, { ...planParams(view), replicas })];
}
