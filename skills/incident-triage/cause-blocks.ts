import type { ReplyAction, ReplyBlock } from '../../src/contracts/reply.js';
import { ago } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import type { NextStep } from './finding.js';
import { nextSteps } from './next-steps.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { PlacedCause } from './placed-cause.js';
import type { Judged } from './triage.js';
import { causeText, sayStep, stepText } from './wording.js';

const EFFECTS = 4;
const BUTTONS = 5;

/** One cause: what it is, the proof in the cluster's own words, what changed before, what it explains, and the command by hand. */
export function causeBlocks(
  { finding }: PlacedCause,
  index: number,
  numbered: boolean,
  now: number,
  voice: Voice,
): readonly ReplyBlock[] {
  const cause = causeText(finding, voice.locale);
  const head = numbered ? voice.text('numbered', { number: index + 1, cause }) : cause;
  const facts = [
    ...(finding.mode === 'Unhealthy' ? [voice.text('inconclusive')] : []),
    ...changeTexts(finding, now, voice),
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
          { kind: 'code', text: hand.command },
        ] satisfies ReplyBlock[])),
  ];
}

function changeTexts({ suspect, change, onset }: Judged, now: number, voice: Voice): readonly string[] {
  const since = (at: number): string => ago(at, now, voice.locale);
  if (suspect !== undefined) {
    const key = suspect.proven ? 'suspect_proven' : 'suspect';
    const what = suspect.who === undefined ? suspect.text : `${suspect.text}, ${suspect.who}`;
    return [voice.text(key, { ago: since(suspect.at), what })];
  }
  const began = onset === undefined ? [] : [voice.text('since', { ago: since(onset) })];
  // A scaling event is the finding's own proof already.
  if (change === undefined || change.kind === 'scale') return began;
  const params = { ago: since(change.at), what: change.text };
  return [
    ...began,
    change.who === undefined
      ? voice.text('change', params)
      : voice.text('change_by', { ...params, who: change.who }),
  ];
}

function effects({ explains }: Judged, voice: Voice): readonly string[] {
  if (explains.length === 0) return [];
  const texts = explains
    .slice(0, EFFECTS)
    .map(({ mode, object, service }) => `${service ?? object.name} ${mode}`);
  const more = explains.length > EFFECTS ? [voice.text('more', { count: explains.length - EFFECTS })] : [];
  return [voice.text('explains', { effects: [...texts, ...more] })];
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
