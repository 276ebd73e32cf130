import type { ReplyAction, ReplyBlock } from '../../src/contracts/reply.js';
import { atTarget } from '../shared/kubectl.js';
import { ago } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import type { Content } from './content.js';
import type { VersionRun } from './version-runs.js';
import type { NextStep } from './finding.js';
import { nextSteps } from './next-steps.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { PlacedCause } from './placed-cause.js';
import type { Judged } from './triage.js';
import type { Change } from './what-changed.js';
import { causeSentence, causeSpeech, changeText, sayStep, stepText } from './wording.js';

const EFFECTS = 4;
const BUTTONS = 5;

/** One cause: what it is, the proof in the cluster's own words, what changed before, what it explains, and the command by hand. */
export function causeBlocks(
  { place, finding, background }: PlacedCause,
  index: number,
  numbered: boolean,
  now: number,
  voice: Voice,
): readonly ReplyBlock[] {
  const cause = causeSentence(finding, voice.locale);
  const head = numbered ? voice.text('numbered', { number: index + 1, cause }) : cause;
  const facts = [
    ...changeTexts(finding, now, voice),
    ...contentTexts(background?.content, voice),
    ...runTexts(background?.runs ?? [], voice),
    ...(finding.count > 1 ? [voice.text('pods', { count: finding.count })] : []),
    ...effects(finding, voice),
  ];
  const proof = finding.evidence.slice(0, 6).map(({ object, text }) => `${object}: ${text}`);
  const hand = nextSteps(finding).find((step) => step.kind === 'kubectl');
  return [
    { kind: 'text', text: [`${head}.`, ...facts].join(' ') },
    { kind: 'code', text: proof.join('\n') },
    ...(hand === undefined
      ? []
      : ([
          { kind: 'text', text: voice.text('by_hand', { why: stepText(finding, voice.locale) }) },
          { kind: 'code', text: atTarget(place.target, hand.command) },
        ] satisfies ReplyBlock[])),
  ];
}

function changeTexts({ suspect, change, onset }: Judged, now: number, voice: Voice): readonly string[] {
  const told = (key: string, { at }: Change, what: string): string =>
    voice.text(key, { ago: ago(at, now, voice.locale), what });
  if (suspect !== undefined) {
    const key = suspect.proven ? 'suspect_proven' : 'suspect';
    return [told(key, suspect.change, changeText(suspect.change, voice.locale))];
  }
  const began = onset === undefined ? [] : [voice.text('since', { ago: ago(onset, now, voice.locale) })];
  // A scaling event is the finding's own proof already.
  if (change === undefined || change.kind === 'scale') return began;
  return [...began, told('change', change, changeText(change, voice.locale))];
}

/** What came in with a new version, where its repository tells. */
function contentTexts(content: Content | undefined, voice: Voice): readonly string[] {
  if (content === undefined || content.total === 0) return [];
  const { total, commits, pulls } = content;
  const shown = commits.map(({ title, author }) => `${title} (${author})`).join('; ');
  const key = total === 1 ? 'commits_one' : 'commits';
  return [
    ...(pulls.length === 0
      ? []
      : [voice.text('pulls', { pulls: pulls.map(({ number, title }) => `#${number} ${title}`).join('; ') })]),
    ...(commits.length === 0 ? [] : [voice.text(key, { count: total, commits: shown })]),
  ];
}

/** What built the version: number, who, and from which commit. */
function runTexts(runs: readonly VersionRun[], voice: Voice): readonly string[] {
  if (runs.length === 0) return [];
  const texts = runs.map(({ name, who, commit }) => {
    const from =
      commit === undefined ? name : voice.text('run_from', { run: name, commit: commit.slice(0, 7) });
    return who === undefined ? from : voice.text('run_by', { run: from, who });
  });
  return [voice.text('built', { runs: texts })];
}

function effects({ explains }: Judged, voice: Voice): readonly string[] {
  if (explains.length === 0) return [];
  const texts = explains.slice(0, EFFECTS).map((effect) => causeSpeech(effect, voice.locale));
  const hidden = explains.length - texts.length;
  const all = hidden > 0 ? [...texts, voice.text('more', { count: hidden })] : texts;
  return [voice.text('explains', { effects: [...new Set(all)] })];
}

/** The bot's own commands as buttons, the same one once. */
export function stepActions(causes: readonly PlacedCause[], voice: Voice): readonly ReplyBlock[] {
  const actions = causes.flatMap(({ place, finding }) =>
    nextSteps(finding).flatMap((step) => actionOf(step, place.environment.name, voice) ?? []),
  );
  const distinct = [...new Map(actions.map((action) => [action.say, action])).values()].slice(0, BUTTONS);
  return distinct.length === 0 ? [] : [{ kind: 'actions', actions: distinct }];
}

function actionOf(step: NextStep, environment: string, voice: Voice): ReplyAction | undefined {
  if (step.kind === 'kubectl') return undefined;
  const replicas = step.kind === 'scale' ? { replicas: step.replicas } : {};
  return {
    label: voice.text(`label_${step.kind}`, { service: step.service, ...replicas }),
    say: sayStep(step, environment, voice.locale === 'ko' ? ko : en, voice.locale),
    command: { intent: step.kind, slots: { service: step.service, environment, ...replicas } },
    style: step.kind === 'logs' ? 'plain' : 'primary',
  };
}
