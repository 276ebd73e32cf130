import type { Locale } from '../contracts/message.js';
import type { OutcomeCode, Refusal, RefusalAction, TextParams } from '../contracts/outcome.js';
import { fill } from '../contracts/phrasing.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../contracts/reply.js';
import type { SkillDirectory, SkillPhrases } from '../contracts/skill.js';
import { replies } from './replies.js';
import type { DialogueKey } from './replies.js';
import { complete, sayDialogue, sayOutcome } from './texts.js';
import type { Said } from './texts.js';
import { sentenceFor } from './usage.js';

/**
 * A refusal as a reply: who, what is needed and what you have, the actions that help, and the command to do it by
 * hand. A skill's own phrase for the code (`replies[code]`, `speech[code]`) goes before the general one.
 * @param directory makes the sentences of the actions natural; without it intents are said by their ids
 */
export function renderRefusal(
  refusal: Refusal,
  locale: Locale,
  phrases?: SkillPhrases,
  directory?: SkillDirectory,
): ReplyDraft {
  const said = withSkillPhrases(refusal, sayOutcome(refusal.code, refusal.params, locale), locale, phrases);
  const actions = (refusal.actions ?? []).map((action) =>
    replyAction(refusal, action, locale, phrases, directory),
  );
  return {
    code: refusal.code,
    locale,
    tone: SEVERE.has(refusal.code) ? 'danger' : 'warning',
    title: said.title,
    blocks: [...paragraphs(said), ...byHand(refusal.kubectl, locale), ...actionBlock(actions)],
    speech: said.speech,
    visibility: 'asker',
  };
}

/** A plain answer of the core with the text of an outcome. */
export function outcomeDraft(
  code: OutcomeCode,
  locale: Locale,
  params: TextParams = {},
  tone: ReplyDraft['tone'] = 'info',
): ReplyDraft {
  const said = sayOutcome(code, params, locale);
  return { code, locale, tone, title: said.title, blocks: paragraphs(said), speech: said.speech };
}

/** A plain answer of the core with a text of the dialogue. */
export function dialogueDraft(
  key: DialogueKey,
  code: OutcomeCode,
  locale: Locale,
  params: TextParams = {},
  tone: ReplyDraft['tone'] = 'info',
): ReplyDraft {
  const said = sayDialogue(key, params, locale);
  return { code, locale, tone, title: said.title, blocks: paragraphs(said), speech: said.speech };
}

const SEVERE: ReadonlySet<OutcomeCode> = new Set([
  'internal_error',
  'ledger_down',
  'queue_down',
  'unreachable',
  'timeout',
  'credentials_expired',
  'server_error',
]);

function withSkillPhrases(
  refusal: Refusal,
  general: Said,
  locale: Locale,
  phrases: SkillPhrases | undefined,
): Said {
  const own = phrases?.replies[refusal.code];
  if (own === undefined || !complete(own, refusal.params)) return general;
  const title = fill(own, refusal.params, locale);
  const spoken = phrases?.speech[refusal.code];
  const speakable = spoken !== undefined && complete(spoken, refusal.params);
  return { ...general, title, speech: speakable ? fill(spoken, refusal.params, locale) : title };
}

function paragraphs(said: Said): ReplyBlock[] {
  return said.text.length === 0 ? [] : [{ kind: 'text', text: sentences(said.text) }];
}

/** What a cluster says often has no full stop; what follows it must not run into it. */
function sentences(texts: readonly string[]): string {
  const last = texts.length - 1;
  return texts
    .map((text, index) => (index === last || /[.!?…]["”’)]*$/u.test(text) ? text : `${text}.`))
    .join(' ');
}

function byHand(kubectl: string | undefined, locale: Locale): ReplyBlock[] {
  if (kubectl === undefined) return [];
  return [
    { kind: 'text', text: sayDialogue('try_by_hand', {}, locale).title },
    { kind: 'code', text: kubectl },
  ];
}

function actionBlock(actions: readonly ReplyAction[]): ReplyBlock[] {
  return actions.length === 0 ? [] : [{ kind: 'actions', actions: [...actions] }];
}

function replyAction(
  refusal: Refusal,
  action: RefusalAction,
  locale: Locale,
  phrases: SkillPhrases | undefined,
  directory: SkillDirectory | undefined,
): ReplyAction {
  const { intent, slots } = action;
  const template = phrases?.replies[action.label] ?? ownLabel(action.label, locale) ?? action.label;
  // A label may name what the refusal is about: "Cancel #42 and roll back". Where that is not told, the sentence does.
  const params = { ...refusal.params, ...action.params };
  const say = sentenceFor({ intent, slots }, locale, directory);
  return {
    label: complete(template, params) ? fill(template, params, locale) : say,
    say,
    command: { intent, slots: { ...slots } },
    style: 'plain',
  };
}

function ownLabel(key: string, locale: Locale): string | undefined {
  return Object.entries(replies[locale].labels).find(([name]) => name === key)?.[1];
}
