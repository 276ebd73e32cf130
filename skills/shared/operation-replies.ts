import type { Evidence, Plan } from '../../src/contracts/operation.js';
import type { OutcomeCode, TextParams } from '../../src/contracts/outcome.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { OperationView, SkillPhrases, WaveProgress } from '../../src/contracts/skill.js';
import type { Locale, Slots } from '../../src/contracts/message.js';
import type { Ending } from '../../src/contracts/step.js';
import { targetName } from './targets.js';
import { voiceOf, type Voice } from './voice.js';

export type Phrases = Readonly<Record<Locale, SkillPhrases>>;
export type PlainView = Omit<OperationView<never>, 'data'>;

/** The values that every text about an operation may name. */
export function planParams({ number, asker, plan }: PlainView): Readonly<Record<string, string | number>> {
  const { service, environment, from, to } = plan;
  return { service, environment, from, to, number, asker };
}

/** What will happen, with every note and warning, to be confirmed. Texts: `plan.title`, `notes.<code>`, `warnings.<code>`. */
export function planReply(view: PlainView, phrases: Phrases, more: readonly ReplyBlock[] = []): ReplyDraft {
  const voice = voiceOf(phrases, view.locale);
  const { plan, locale } = view;
  const params = planParams(view);
  const warnings = plan.warnings.map((warning): ReplyBlock => {
    const text = voice.text(`warnings.${warning.code}`, { ...params, ...warning.params });
    return { kind: 'warning', text };
  });
  const notes = (plan.notes ?? []).map((note): ReplyBlock => {
    const text = voice.text(`notes.${note.code}`, { ...params, ...note.params });
    return { kind: 'text', text };
  });
  const fields = [
    { label: voice.text('field.service'), value: plan.service },
    { label: voice.text('field.environment'), value: plan.environment },
    {
      label: voice.text('field.change'),
      value: plan.from === plan.to ? plan.to : `${plan.from} → ${plan.to}`,
    },
    ...(plan.targets.length > 1
      ? [{ label: voice.text('field.targets'), value: targetNames(plan).join(' → ') }]
      : []),
  ];
  return {
    code: 'awaiting_confirmation',
    locale,
    tone: 'question',
    title: voice.text('plan.title', params),
    blocks: [{ kind: 'fields', fields }, ...notes, ...more, ...warnings],
    speech: planSpeech(voice, view, params),
  };
}

/** The change, and the first thing that speaks against it where it is grave. */
function planSpeech(voice: Voice, { plan }: PlainView, params: TextParams): string {
  const said = voice.speech('plan.title', params);
  const [grave] = plan.mustConfirm ? plan.warnings : [];
  if (grave !== undefined) {
    return `${said} ${voice.speech(`warnings.${grave.code}`, { ...params, ...grave.params })}`;
  }
  const count = plan.warnings.length;
  if (count === 0) return said;
  return `${said} ${voice.speech(count === 1 ? 'plan.one_warning' : 'plan.warnings', { count })}`;
}

/** How far it is, one bar a target. Texts: `progress.title`. `names`: what people call the targets, when they are no places. */
export function progressReply(
  view: PlainView,
  progress: readonly WaveProgress[],
  phrases: Phrases,
  names: readonly string[] = targetNames(view.plan),
): ReplyDraft {
  const voice = voiceOf(phrases, view.locale);
  const params = planParams(view);
  const blocks = progress.map(({ state, done, total, detail }, wave): ReplyBlock => ({
    kind: 'progress',
    label: names[wave] ?? '',
    done,
    total,
    state,
    ...(detail === undefined ? {} : { detail }),
  }));
  const done = progress.reduce((sum, wave) => sum + wave.done, 0);
  const total = progress.reduce((sum, wave) => sum + wave.total, 0);
  return {
    code: 'answered',
    locale: view.locale,
    tone: 'info',
    title: voice.text('progress.title', params),
    blocks,
    speech:
      total === 0
        ? voice.speech('progress.title', params)
        : voice.speech('progress.speech', { ...params, done, total }),
  };
}

/** A target's name among its operation's; the environment's where there is only one, and it lies in a cluster. */
function targetNames({ targets, environment }: Plan): readonly string[] {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined)
    return [only.kind === 'Deployment' ? environment : only.namespace];
  return targets.map((target) => targetName(target, targets));
}

/** A control with its sentence: the texts are `label.<key>` and `say.<key>`. */
export function action(
  voice: Voice,
  key: string,
  command: { readonly intent: string; readonly slots: Slots },
  params: TextParams,
  style: ReplyAction['style'] = 'plain',
): ReplyAction {
  return { label: voice.text(`label.${key}`, params), say: voice.text(`say.${key}`, params), command, style };
}

export function actionBlocks(actions: readonly ReplyAction[]): readonly ReplyBlock[] {
  return actions.length === 0 ? [] : [{ kind: 'actions', actions: [...actions] }];
}

/** Quoted proof, verbatim: whose words, then the words. */
export function evidenceBlocks(evidence: readonly Evidence[]): readonly ReplyBlock[] {
  return evidence.map(({ object, text }) => ({ kind: 'code', text: `${object}: ${text}` }));
}

/** What became of each target, where there are several. Texts: `target.<done|rolled_back|not_begun|stopped|failed>`. */
export function targetBlocks(
  plan: Plan,
  ending: Ending,
  voice: Voice,
  names: readonly string[] = targetNames(plan),
): readonly ReplyBlock[] {
  if (plan.targets.length === 1) return [];
  const rows = ending.outcomes.map((outcome, index) => {
    const reason = reasonText(voice, outcome.detail ?? outcome.code);
    return [names[index] ?? '', voice.text(targetKey(outcome.code), { reason })];
  });
  return [{ kind: 'table', columns: [voice.text('field.target'), voice.text('field.outcome')], rows }];
}

function targetKey(code: OutcomeCode): string {
  if (code === 'succeeded') return 'target.done';
  if (code === 'rolled_back' || code === 'not_begun') return `target.${code}`;
  return code === 'cancelled' ? 'target.stopped' : 'target.failed';
}

/** The reason behind an ending: of the target that failed, as a clause. */
export function reasonOf(ending: Ending, voice: Voice): string {
  const failed = ending.outcomes.find(({ code }) => code !== 'succeeded' && code !== 'not_begun');
  return reasonText(voice, failed?.detail ?? failed?.code ?? ending.code);
}

function reasonText(voice: Voice, code: string): string {
  const text = voice.text(`reason.${code}`);
  // A code without a clause of its own: the general one, never a bare key.
  return text === `{reason.${code}}` ? voice.text('reason.other') : text;
}
