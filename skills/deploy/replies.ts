import type { ReplyAction } from '../../src/contracts/reply.js';
import type { WriteReplies } from '../../src/contracts/skill.js';
import type { Ending } from '../../src/contracts/step.js';
import { versionOf } from '../shared/images.js';
import { endingReply, rolloutActions } from '../shared/ending-reply.js';
import { action, planParams, planReply, progressReply, type PlainView } from '../shared/operation-replies.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { DeployData } from './plan.js';

const phrases = { en, ko };

/** How a deploy is shown, followed and ended. */
export const deployReplies: WriteReplies<DeployData> = {
  plan: (view) => {
    const voice = voiceOf(phrases, view.locale);
    const text = voice.text(`plan.on_failure_${view.data.onFailure}`);
    return planReply(view, phrases, [{ kind: 'text', text }]);
  },
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) =>
    endingReply(view, ending, {
      phrases,
      succeeded: (plain, voice) => rolloutActions(plain, voice).slice(0, 1),
      partly: (plain, end, voice) => partlyActions(plain, view.data, end, voice),
    }),
};

/** Finished targets stay: go on with the rest, or take the finished ones back to what the first of them ran before. */
function partlyActions(
  view: PlainView,
  data: DeployData,
  ending: Ending,
  voice: Voice,
): readonly ReplyAction[] {
  const { service, environment, to } = view.plan;
  const params = planParams(view);
  const done = ending.outcomes.findIndex(({ code }) => code === 'succeeded');
  const fromImage = data.targets[done]?.fromImage;
  const rest = action(
    voice,
    'rest',
    { intent: 'deploy', slots: { service, environment, version: to } },
    params,
    'primary',
  );
  if (fromImage === undefined) return [rest];
  const version = versionOf(fromImage);
  const slots = { service, environment, version };
  return [rest, action(voice, 'revert_all', { intent: 'rollback', slots }, { ...params, version })];
}
