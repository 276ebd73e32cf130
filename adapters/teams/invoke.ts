import type { ConversationRef, Locale } from '../../src/contracts/message.js';
import type { Answer } from '../../src/contracts/ports/host.js';
import { CARD_TYPE, type Card } from './cards.js';
import { readPressed, type Pressed } from './controls.js';
import { answeredCard, asksForSlot, filled } from './form.js';
import type { HttpAnswer } from './http.js';
import { inTime } from '../shared/in-time.js';
import { PRESS_MS, type TeamsParts } from './parts.js';
import { cardActionSchema, type TeamsActivity } from './payloads.js';
import { eventIdOf, isOutsider, localeOf, messageOf, type Said } from './receive.js';
import { renderReply, titleOf } from './render.js';
import { shownCard } from './send.js';
import { TEXTS } from './texts.js';

/**
 * A pressed control (`adaptiveCard/action`): durable first, then answered in time with what takes the card's place.
 * The same answer also goes through the outbox to everybody else in the conversation.
 */
export async function pressed(parts: TeamsParts, activity: TeamsActivity): Promise<HttpAnswer> {
  const locale = localeOf(activity) ?? 'en';
  const texts = TEXTS[locale];
  const press = readPressed(cardActionSchema.safeParse(activity.value).data?.action.data);
  if (press === undefined) return refused(texts.old);
  const { coxswain: control } = press;
  if ('refresh' in control) {
    const newest = parts.board.shown(control.refresh);
    return newest === undefined ? refused(texts.old) : replaced(newest);
  }
  if (isOutsider(activity, parts.config) && !parts.config.allowOutsiders) return said(texts.outsider);
  const text = 'press' in control ? control.label : filled(press);
  if (text === '') return said(texts.nothing);
  const answer = await handOver(parts, activity, { press, text });
  if (answer === 'late') return refused(texts.late);
  if (control.asked !== undefined)
    await close(parts, activity, control.asked, answeredCard(control.asked, text, locale));
  return respond(control, answer, { locale, text });
}

/** Undefined: taken, but its answer takes longer than a client waits. */
async function handOver(
  { host, config, clock, log }: TeamsParts,
  activity: TeamsActivity,
  { press: { coxswain: control }, text }: { readonly press: Pressed; readonly text: string },
): Promise<Answer | 'late' | undefined> {
  const eventId = eventIdOf(activity);
  if (eventId === undefined || 'refresh' in control) return 'late';
  const at: { conversation?: ConversationRef } = control.at === undefined ? {} : { conversation: control.at };
  const meant: Said =
    'press' in control
      ? { text: '', command: control.press, addressed: true, ...at }
      : { text, addressed: true, ...at };
  const message = messageOf(activity, eventId, meant, { ...config, now: clock.now() });
  const until = clock.now() + PRESS_MS;
  const receipt = await inTime(clock, PRESS_MS, host.receive(message));
  if (receipt === undefined) {
    log.warn({ event: eventId }, 'a press in Teams could not be noted in time');
    return 'late';
  }
  return inTime(clock, Math.max(0, until - clock.now()), receipt.answer);
}

/** What takes the place of the pressed card for whoever pressed it. */
function respond(
  control: Exclude<Pressed['coxswain'], { refresh: number }>,
  answer: Answer | undefined,
  { locale, text }: { readonly locale: Locale; readonly text: string },
): HttpAnswer {
  if (control.asked !== undefined) return replaced(answeredCard(control.asked, text, locale));
  if (answer === undefined) return said(TEXTS[locale].noted);
  const { reply } = answer;
  const own = 'press' in control ? control.press.operation : undefined;
  const same = own !== undefined && reply.operation === own && !asksForSlot(reply);
  return same ? replaced(renderReply(reply, { at: control.at }).card) : said(titleOf(reply));
}

/** Shows a question as answered to everybody. Its answer is on its way already: a failure here is of no weight. */
async function close(
  { connector, references, log }: TeamsParts,
  { conversation: { id }, replyToId }: TeamsActivity,
  asked: string,
  card: Card,
): Promise<void> {
  if (replyToId === undefined) return;
  try {
    const place = (await references.known(id)) ?? (await references.guess());
    await connector.update(place, id, replyToId, shownCard(card, asked));
  } catch (error) {
    log.warn({ error }, 'an answered question could not be shown as answered');
  }
}

/** The forms of an answer (Universal Actions, "Response format"). The HTTP status is 200 for all of them. */
const answered = (statusCode: number, type: string, value: unknown): HttpAnswer => ({
  status: 200,
  content: { statusCode, type, value },
});
const replaced = (card: Card): HttpAnswer => answered(200, CARD_TYPE, card);
const said = (text: string): HttpAnswer => answered(200, 'application/vnd.microsoft.activity.message', text);
const refused = (message: string): HttpAnswer =>
  answered(400, 'application/vnd.microsoft.error', { code: 'BadRequest', message });
