import type { Deliver, Delivery } from '../../src/contracts/ports/host.js';
import { CARD_TYPE, type Card } from './cards.js';
import type { Shown } from './connector.js';
import { isPerson, teamsId } from './conversation.js';
import { isClosed, isNotEditable, isTooLarge } from './errors.js';
import { asksForSlot } from './form.js';
import type { TeamsParts } from './parts.js';
import type { Place } from './references.js';
import { askedBy } from '../shared/asked.js';
import { remembered } from '../shared/remembered.js';
import { renderReply, type Around, type Rendered } from './render.js';

/** Where a message is. Teams edits by both. */
interface Ref {
  readonly conversation: string;
  readonly id: string;
}

/**
 * Brings replies to Teams: one message a key, edited in place. Rejects when Teams did not take it; the outbox then
 * comes again. Where a conversation is reached is looked up each time: it may have moved meanwhile.
 */
export function createDeliver(parts: TeamsParts): Deliver {
  const sent = remembered<Ref>();
  return async (delivery) => {
    const before = sent.get(delivery.key) ?? readRef(delivery.ref);
    const ref = await put(parts, delivery, before);
    if (ref === undefined) return undefined;
    sent.set(delivery.key, ref);
    return `${ref.conversation}|${ref.id}`;
  };
}

async function put(parts: TeamsParts, delivery: Delivery, before: Ref | undefined): Promise<Ref | undefined> {
  if (before !== undefined) {
    try {
      return await edit(parts, delivery, before);
    } catch (error) {
      if (!isNotEditable(error)) throw error;
    }
  }
  const target = await targetOf(parts, delivery);
  try {
    return await post(parts, delivery, target);
  } catch (error) {
    if (!isClosed(error) || target.direct) throw error;
    return postDirect(parts, delivery, target);
  }
}

interface Target {
  readonly place: Place;
  readonly conversation: string;
  readonly direct: boolean;
}

/** A conversation, or somebody's personal chat where a person's object id stands in its place. */
async function targetOf({ connector, references }: TeamsParts, { conversation }: Delivery): Promise<Target> {
  const known = await references.known(conversation.id);
  if (known !== undefined) return { place: known, conversation: teamsId(conversation), direct: false };
  const place = await references.guess();
  if (!isPerson(conversation.id)) return { place, conversation: teamsId(conversation), direct: false };
  return { place, conversation: await connector.open(place, conversation.id), direct: true };
}

async function edit(parts: TeamsParts, delivery: Delivery, ref: Ref): Promise<Ref> {
  const place = (await parts.references.known(ref.conversation)) ?? (await parts.references.guess());
  const elsewhere =
    ref.conversation !== teamsId(delivery.conversation) && !isPerson(delivery.conversation.id);
  const rendered = await rendering(parts, delivery, elsewhere);
  await sized(rendered, (shown) => parts.connector.update(place, ref.conversation, ref.id, shown));
  return ref;
}

async function post(parts: TeamsParts, delivery: Delivery, target: Target, elsewhere = false): Promise<Ref> {
  const { place, conversation } = target;
  const rendered = await rendering(parts, delivery, elsewhere);
  const id = await sized(rendered, (shown) => parts.connector.post(place, conversation, shown));
  return { conversation, id };
}

/** Where the bot can't post, the asker still hears of it. The controls keep the conversation they belong to. */
async function postDirect(
  parts: TeamsParts,
  delivery: Delivery,
  { place }: Target,
): Promise<Ref | undefined> {
  const { key, actor } = delivery;
  try {
    const conversation = await parts.connector.open(place, actor.id);
    return await post(parts, delivery, { place, conversation, direct: true }, true);
  } catch (error) {
    if (!isClosed(error)) throw error;
    parts.log.warn(
      { key, actor: actor.id, error },
      'a reply can be shown neither where it belongs nor to its asker',
    );
    return undefined;
  }
}

async function rendering(
  { host, board, log }: TeamsParts,
  { reply, final, conversation, actor }: Delivery,
  elsewhere: boolean,
): Promise<Rendered> {
  const choices = asksForSlot(reply)
    ? await host.options(reply.slot, '', actor, undefined, askedBy(reply)).catch((error: unknown) => {
        log.warn({ error, slot: reply.slot }, 'a form goes without its choices');
        return [];
      })
    : [];
  const around: Around = { choices, changing: !final, ...(elsewhere ? { at: conversation } : {}) };
  const rendered = renderReply(reply, around);
  if (reply.operation !== undefined) board.show(reply.operation, rendered.card);
  return rendered;
}

/** The card; its text alone when Teams finds it too large after all. */
async function sized<T>({ card, text }: Rendered, call: (shown: Shown) => Promise<T>): Promise<T> {
  try {
    return await call(shownCard(card, text));
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    return call({ text, textFormat: 'plain', attachments: [] });
  }
}

/** A message that is a card; the summary is what notifications show. */
export function shownCard(card: Card, summary: string): Shown {
  return { summary, attachments: [{ contentType: CARD_TYPE, content: card }] };
}

function readRef(ref: string | undefined): Ref | undefined {
  const at = ref?.lastIndexOf('|') ?? -1;
  return ref === undefined || at < 1 ? undefined : { conversation: ref.slice(0, at), id: ref.slice(at + 1) };
}
