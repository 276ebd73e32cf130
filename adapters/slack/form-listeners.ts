import type { App } from '@slack/bolt';
import type { Reply } from '../../src/contracts/reply.js';
import { IDS, readSlotView, type SlotView } from './controls.js';
import { conversationOf, SLACK } from './conversation.js';
import { LIMITS, within } from './limits.js';
import { askView, asksForSlot, questionOf, slotView } from './modal.js';
import { PATIENCE_MS, type ListenerParts } from './parts.js';
import { inTime } from '../shared/in-time.js';
import { filled, shortcutSchema, submissionSchema, suggestionSchema } from './payloads.js';
import { placeOfPress, saidByForm } from './receive.js';
import { TEXTS } from './texts.js';
import { askedBy } from '../shared/asked.js';

/** Shortcuts that open a form, the live choices in it, and what is sent with it. */
export function listenToForms(app: App, parts: ListenerParts): void {
  app.shortcut(IDS.askShortcut, async ({ body, ack }) => {
    await ack();
    await ask(parts, body);
  });
  app.shortcut(IDS.askMessageShortcut, async ({ body, ack }) => {
    await ack();
    await ask(parts, body);
  });
  app.options(new RegExp(`^${IDS.value}:`), async ({ body, ack }) => {
    await ack({ options: [...(await suggestions(parts, body))] });
  });
  for (const view of [IDS.slotView, IDS.askView]) {
    app.view(view, async ({ body, ack }) => {
      const next = await submitted(parts, body);
      if (next === undefined) await ack();
      else if ('errors' in next) await ack({ response_action: 'errors', errors: next.errors });
      else await ack({ response_action: 'update', view: next.view });
    });
  }
}

/** A global shortcut asks in the direct message, one on a message in that message's thread. */
async function ask({ api, bot, people }: ListenerParts, body: unknown): Promise<void> {
  const shortcut = shortcutSchema.parse(body);
  const { locale } = await people.profile(shortcut.user.id);
  const { message } = shortcut;
  const place = placeOfPress(shortcut, await bot());
  const at = conversationOf(message === undefined ? place : { ...place, thread: place.thread ?? message.ts });
  await api.call('views.open', { trigger_id: shortcut.trigger_id, view: askView(locale, { slot: '', at }) });
}

/** A version may be newer than any the bot has seen: what was typed is a choice too. */
const OPEN_ENDED: ReadonlySet<string> = new Set(['version', 'container']);

async function suggestions({ config, host }: ListenerParts, body: unknown) {
  const { action_id: id, value, user, view } = suggestionSchema.parse(body);
  const slot = id.slice(IDS.value.length + 1);
  const form = readSlotView(view?.private_metadata ?? '');
  const binding = config.channels[form?.at.id ?? ''];
  const found = await host.options(slot, value, { platform: SLACK, id: user.id }, binding, form?.asked);
  const typed = value.trim();
  const own = OPEN_ENDED.has(slot) && typed !== '' && !found.some((option) => option.value === typed);
  return [...(own ? [{ value: typed, label: typed }] : []), ...found]
    .filter((option) => option.value !== '' && option.value.length <= LIMITS.optionValue)
    .slice(0, LIMITS.options)
    .map((option) => ({
      text: { type: 'plain_text' as const, text: within(option.label || option.value, LIMITS.optionText) },
      value: option.value,
    }));
}

type Next = { readonly errors: Record<string, string> } | { readonly view: ReturnType<typeof slotView> };

/**
 * What was filled in is the answer in its conversation. When the bot then lacks another thing, the form asks for that;
 * otherwise it closes and the conversation goes on.
 */
async function submitted(parts: ListenerParts, body: unknown): Promise<Next | undefined> {
  const { clock, forms, intake, people } = parts;
  const submission = submissionSchema.parse(body);
  const { user, view } = submission;
  const form = readSlotView(view.private_metadata);
  if (form === undefined) return undefined;
  const said = saidByForm(user.id, view, form, filled(submission));
  let settle: (shown: boolean) => void = () => undefined;
  forms.expect(said.eventId, new Promise((resolve) => (settle = resolve)));
  try {
    const until = clock.now() + PATIENCE_MS;
    const taken = await inTime(clock, PATIENCE_MS, intake(said));
    const field = form.slot === '' ? 'ask' : `slot:${form.slot}`;
    if (taken === undefined) {
      const { locale } = await people.profile(user.id);
      return { errors: { [field]: TEXTS[locale].lateForm } };
    }
    if (taken.kind === 'denied') return { errors: { [field]: taken.text } };
    const answer = await inTime(clock, Math.max(0, until - clock.now()), taken.receipt.answer);
    if (answer === undefined || !asksForSlot(answer.reply)) return undefined;
    settle(true);
    return {
      view: slotView(questionOf(answer.reply), taken.profile.locale, nextForm(form, answer.reply)),
    };
  } finally {
    settle(false);
  }
}

function nextForm({ at, reply: thread }: SlotView, reply: Reply & { readonly slot: string }): SlotView {
  const asked = askedBy(reply);
  return {
    ...{ slot: reply.slot, at },
    ...(asked === undefined ? {} : { asked }),
    ...(thread === undefined ? {} : { reply: thread }),
  };
}
