import type { App } from '@slack/bolt';
import { IDS, readForm } from './controls.js';
import { conversationOf, eventIdAt, isDirect, SLACK } from './conversation.js';
import { listenToForms } from './form-listeners.js';
import type { Taken } from './intake.js';
import { asksForSlot, questionOf, slotView } from './modal.js';
import type { ListenerParts } from './parts.js';
import { commandSchema, homeOpenedSchema, messageEventSchema, pressSchema } from './payloads.js';
import { placeOfPress, saidByCommand, saidByMessage, saidByPress, type Said } from './receive.js';
import { TEXTS } from './texts.js';
import { askedBy } from '../shared/asked.js';

/** Registers everything that Slack may bring with Bolt. */
export function registerListeners(app: App, parts: ListenerParts): void {
  app.error((error) => Promise.reject(error));
  // Commands come in rushes: ahead of the listeners, so that none of those is asked whether one is for it.
  app.use(async (args) => {
    if (!('command' in args) || args.command.command !== parts.config.command) return args.next();
    const { command, ack } = args;
    const payload = commandSchema.parse(command);
    const taken = await interact(parts, saidByCommand(payload), payload.trigger_id, (text) =>
      ack(text === undefined ? undefined : { response_type: 'ephemeral', text }),
    );
    if (taken === undefined) parts.log.warn({}, 'a slash command could not be noted in time');
  });
  app.event('app_mention', ({ body }) => hear(parts, body));
  app.event('message', ({ body }) => hear(parts, body));
  app.event('app_home_opened', ({ body }) => {
    const { event } = homeOpenedSchema.parse(body);
    if (event.tab === 'home') void parts.homes.opened(event.user);
    return Promise.resolve();
  });
  app.action(new RegExp(`^${IDS.command}`), ({ body, ack }) => press(parts, body, () => ack()));
  app.action(IDS.form, async ({ body, ack }) => {
    await ack();
    await openForm(parts, body);
  });
  listenToForms(app, parts);
}

/** Events are taken when this resolves (handoff.ts): the message is durable by then. */
async function hear(parts: ListenerParts, body: unknown): Promise<void> {
  const payload = messageEventSchema.safeParse(body).data;
  if (payload === undefined) return;
  const said = saidByMessage(payload, await parts.bot(), parts.isKnownThread);
  if (said === undefined) return;
  const taken = await parts.intake(said, payload.is_ext_shared_channel);
  // A mention comes as two events; whoever is not admitted is told so once.
  const isOwn = payload.event.type === 'app_mention' || isDirect(said.place.channel);
  if (taken.kind === 'denied' && isOwn) await tell(parts, said, taken.text);
}

async function press(parts: ListenerParts, body: unknown, ack: () => Promise<void>): Promise<void> {
  const payload = pressSchema.parse(body);
  const said = saidByPress(payload, await parts.bot());
  if (said === undefined) return ack();
  const taken = await interact(parts, said, payload.trigger_id, ack);
  if (taken?.kind === 'denied') await tell(parts, said, taken.text);
  if (taken !== undefined) return;
  const { locale } = await parts.people.profile(said.user);
  await tell(parts, said, TEXTS[locale].late);
}

/**
 * Something with a trigger: acknowledged once it is durable; when its answer asks for a slot, the trigger opens a form
 * in place of a posted question. Undefined when it could not be noted in time, which the person is told.
 */
async function interact(
  parts: ListenerParts,
  said: Said,
  trigger: string,
  ack: (text?: string) => Promise<void>,
): Promise<Taken | undefined> {
  const { forms, intake, log, patience } = parts;
  let settle: (shown: boolean | Promise<boolean>) => void = () => undefined;
  forms.expect(eventIdAt(said.eventId, said.place), new Promise((resolve) => (settle = resolve)));
  try {
    const taken = await patience.for(intake(said));
    if (taken === undefined) await ack(TEXTS.en.late);
    else await ack(taken.kind === 'denied' ? taken.text : undefined);
    // Not waited for: what Bolt holds of a command is let go of with its acknowledgement, however late its answer.
    if (taken?.kind === 'taken') settle(formInstead(parts, said, trigger, taken));
    return taken;
  } catch (error) {
    log.warn({ error }, 'a command from Slack was not taken');
    throw error;
  } finally {
    settle(false);
  }
}

/** Opens the form for the slot that the answer asks for; a trigger is good for 3 s. Rejects never. */
async function formInstead(
  { api, log, patience }: ListenerParts,
  { place }: Said,
  trigger: string,
  { receipt, message, profile }: Extract<Taken, { kind: 'taken' }>,
): Promise<boolean> {
  if (receipt.duplicate) return false;
  try {
    const answer = await patience.for(receipt.answer);
    if (answer === undefined || !asksForSlot(answer.reply)) return false;
    const { conversation } = message;
    const { slot } = answer.reply;
    const reply = place.botThread === true ? place.thread : undefined;
    const asked = askedBy(answer.reply);
    const view = slotView(questionOf(answer.reply), profile.locale, {
      slot,
      at: conversation,
      ...(asked === undefined ? {} : { asked }),
      ...(reply === undefined ? {} : { reply }),
    });
    await api.call('views.open', { trigger_id: trigger, view });
    return true;
  } catch (error) {
    log.warn({ error }, 'a form could not be opened; the question is posted instead');
    return false;
  }
}

/** The button under a question: its press brings the trigger that a mention lacks. */
async function openForm(parts: ListenerParts, body: unknown): Promise<void> {
  const payload = pressSchema.parse(body);
  const form = readForm(payload.actions[0]?.value ?? '');
  if (form === undefined) return;
  const place = placeOfPress(payload, await parts.bot());
  const { locale } = await parts.people.profile(payload.user.id);
  const reply = place.botThread === true ? place.thread : undefined;
  const view = slotView(form.title, locale, {
    slot: form.slot,
    at: form.at ?? conversationOf(place),
    ...(form.asked === undefined ? {} : { asked: form.asked }),
    ...(reply === undefined ? {} : { reply }),
  });
  await parts.api.call('views.open', { trigger_id: payload.trigger_id, view });
}

/** A sentence for one person's eyes that no operation and no answer of the bot is about. */
async function tell({ api, log }: ListenerParts, { place, user }: Said, text: string): Promise<void> {
  const { channel, thread } = place;
  try {
    await api.call('chat.postEphemeral', {
      channel,
      user,
      text,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    });
  } catch (error) {
    log.warn({ error, platform: SLACK }, 'a person could not be told that they are not admitted');
  }
}
