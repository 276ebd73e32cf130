import type { types } from '@slack/bolt';
import type { Locale } from '../../src/contracts/message.js';
import type { Reply } from '../../src/contracts/reply.js';
import { IDS, slotViewValue, type SlotView } from './controls.js';
import { LIMITS, within } from './limits.js';
import { titleOf } from './render.js';
import { TEXTS } from './texts.js';

/** Slots whose values the bot can list; the others are typed. */
const LISTED: ReadonlySet<string> = new Set(['service', 'environment', 'version', 'id', 'container']);

/** The form for the one thing that a command lacks. Its choices are looked up while somebody types. */
export function slotView(question: string, locale: Locale, view: SlotView): types.ModalView {
  const texts = TEXTS[locale];
  const placeholder = { type: 'plain_text', text: texts.typeHint } as const;
  const element: types.InputBlock['element'] = LISTED.has(view.slot)
    ? { type: 'external_select', action_id: `${IDS.value}:${view.slot}`, min_query_length: 0, placeholder }
    : { type: 'plain_text_input', action_id: `${IDS.value}:${view.slot}`, placeholder };
  return {
    type: 'modal',
    callback_id: IDS.slotView,
    private_metadata: slotViewValue(view),
    ...frame(locale),
    blocks: [
      {
        type: 'input',
        block_id: `slot:${view.slot}`,
        label: { type: 'plain_text', text: within(question.trim() || '–', 300), emoji: false },
        element,
      },
    ],
  };
}

/** The form behind the shortcuts: one sentence, as it would be typed in a conversation. */
export function askView(locale: Locale, view: SlotView, initial?: string): types.ModalView {
  const texts = TEXTS[locale];
  return {
    type: 'modal',
    callback_id: IDS.askView,
    private_metadata: slotViewValue(view),
    ...frame(locale),
    blocks: [
      {
        type: 'input',
        block_id: 'ask',
        label: { type: 'plain_text', text: texts.ask, emoji: false },
        element: {
          type: 'plain_text_input',
          action_id: `${IDS.value}:text`,
          placeholder: { type: 'plain_text', text: texts.askHint },
          ...(initial === undefined || initial === '' ? {} : { initial_value: within(initial, 500) }),
        },
      },
    ],
  };
}

/** Whether a form can answer this reply. */
export function asksForSlot(reply: Reply): reply is Reply & { readonly slot: string } {
  return reply.slot !== undefined && (reply.expects === 'slot' || reply.expects === 'choice');
}

export const questionOf = (reply: Reply): string => titleOf(reply);

function frame(locale: Locale) {
  const { send, close } = TEXTS[locale];
  return {
    title: { type: 'plain_text', text: within('Coxswain', LIMITS.viewTitle) },
    submit: { type: 'plain_text', text: send },
    close: { type: 'plain_text', text: close },
  } as const;
}
