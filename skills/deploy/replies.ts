import type { ReplyAction, ReplyBlock } from '../../src/contracts/reply.js';
import type { WriteReplies } from '../../src/contracts/skill.js';
import type { Ending } from '../../src/contracts/step.js';
import { versionOf } from '../shared/images.js';
import { endingReply, rolloutActions, type EndingParts } from '../shared/ending-reply.js';
import { action, planParams, planReply, progressReply, type PlainView } from '../shared/operation-replies.js';
import { recordBlocks } from '../shared/recording.js';
import { runBlocks, runsOf, stoppedRun } from '../shared/runs/replies.js';
import { situationSchema } from '../shared/situation.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { foundFacts } from './driven.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { DeployData } from './plan.js';

const phrases = { en, ko };

/** How a deploy is shown, followed and ended. */
export const deployReplies: WriteReplies<DeployData> = {
  plan: (view) => {
    const voice = voiceOf(phrases, view.locale);
    const ways = [...new Set(view.data.targets.flatMap(({ run }) => (run === undefined ? [] : runsOf(run))))];
    const by = ways.map((run) => voice.text('plan.by_run', { run }));
    const texts = [...by, voice.text(`plan.on_failure_${view.data.onFailure}`)];
    return planReply(
      view,
      phrases,
      texts.map((text): ReplyBlock => ({ kind: 'text', text })),
    );
  },
  progress: (view, progress) => progressReply(view, progress, phrases),
  ending: (view, ending) =>
    endingReply(view, ending, {
      phrases,
      succeededAs: (end) => (runsNowhere(end) ? 'ending.succeeded_empty' : undefined),
      succeeded: (plain, voice) => rolloutActions(plain, voice).slice(0, 1),
      stopped: untouchedBehindRun,
      blocks: (plain, end, voice) => [...runBlocks(plain, end, voice), ...recordBlocks(end, voice)],
      partly: (plain, end, voice) => partlyActions(plain, view.data, end, voice),
    }),
};

/** Scaled to zero everywhere: the rollout is complete, and no pod runs. */
function runsNowhere({ facts }: Ending): boolean {
  const watched = Object.entries(facts).filter(([step]) => step.endsWith('/watch'));
  return watched.length > 0 && watched.every(([, seen]) => situationSchema.safeParse(seen).data?.total === 0);
}

/** "Stop" reached a run before it changed anything in the cluster. */
const untouchedBehindRun: NonNullable<EndingParts['stopped']> = (_view, ending) => {
  const found = Object.entries(ending.facts).find(([step]) => step.endsWith('/stopped-at'))?.[1];
  const facts = foundFacts.safeParse(found);
  const run = stoppedRun(ending);
  if (!facts.success || !facts.data.untouched || run === undefined) return undefined;
  const key = run.run === 'still_running' || run.run === 'not_stoppable' ? 'untouched_yet' : 'untouched';
  const { version } = facts.data;
  return {
    key: `ending.stopped_${key}`,
    tone: 'warning',
    params: { version, run: run.label },
    actions: [],
  };
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
