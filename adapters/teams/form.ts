import type { ConversationRef, Locale } from '../../src/contracts/message.js';
import type { Option } from '../../src/contracts/ports/host.js';
import type { Reply } from '../../src/contracts/reply.js';
import { actionSet, card, execute, line, type Card, type Element } from './cards.js';
import { answerData, INPUTS, VERBS, type Pressed } from './controls.js';
import { LIMITS, within } from './limits.js';
import { TEXTS } from './texts.js';

/** A version may be newer than any that the bot has seen: what is typed is a choice too. */
const OPEN_ENDED: ReadonlySet<string> = new Set(['version', 'container']);

/** Whether a form can answer this reply. */
export function asksForSlot(reply: Reply): reply is Reply & { readonly slot: string } {
  return reply.slot !== undefined && (reply.expects === 'slot' || reply.expects === 'choice');
}

/**
 * The form for the one thing that a command lacks: a list of live choices, or a field where there are none. A question
 * that brings its choices as controls needs none, save where something else may be meant.
 */
export function formElements(
  reply: Reply,
  { choices = [], at }: { readonly choices?: readonly Option[]; readonly at?: ConversationRef | undefined },
): readonly Element[] {
  if (!asksForSlot(reply)) return [];
  const listed = choices
    .filter(({ value }) => value !== '' && value.length <= LIMITS.choiceLetters)
    .slice(0, LIMITS.choices);
  const inputs = inputsOf(reply, listed);
  const asked = within(reply.title.replace(/\s+/g, ' '), LIMITS.title);
  const { send } = TEXTS[reply.locale];
  return [
    ...inputs,
    actionSet([execute(send, VERBS.answer, answerData(reply.slot, { at, asked }), 'positive')]),
  ];
}

function inputsOf(
  { slot, locale }: { readonly slot: string; readonly locale: Locale },
  listed: readonly Option[],
) {
  const texts = TEXTS[locale];
  const list: Element = {
    type: 'Input.ChoiceSet',
    id: INPUTS.chosen,
    style: 'filtered',
    placeholder: texts.choose,
    choices: listed.map(({ value, label }) => ({
      title: within(label || value, LIMITS.choiceLetters),
      value,
    })),
  };
  const typed = (placeholder: string): Element => ({
    type: 'Input.Text',
    id: INPUTS.typed,
    placeholder,
    maxLength: 200,
  });
  if (listed.length === 0) return [typed(texts.type)];
  return OPEN_ENDED.has(slot) ? [list, typed(texts.orType)] : [list];
}

/** What was filled in: what somebody typed counts before what stood in the list. */
export function filled(pressed: Pressed): string {
  return (pressed[INPUTS.typed]?.trim() || pressed[INPUTS.chosen]?.trim()) ?? '';
}

/** The question as answered: it can't be answered twice. */
export function answeredCard(asked: string, answer: string, locale: Locale): Card {
  const question = within(asked, LIMITS.title);
  const said = within(answer, LIMITS.choiceLetters);
  return card([line(question, { isSubtle: true }), line(`✔ ${said}`, { weight: 'bolder' })], {
    fallbackText: `${question} ${said}`,
    lang: locale,
  });
}
