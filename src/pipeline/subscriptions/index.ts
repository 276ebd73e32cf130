import type { Understanding } from '../../contracts/command.js';
import { conversationKey, type ConversationRef } from '../../contracts/message.js';
import type { SubscriptionPort } from '../../contracts/ports/subscriptions.js';
import { MOST_SUBSCRIPTIONS, type Subscription } from '../../contracts/subscription.js';
import { conditionIn, subscriptionSentence, type SubscriptionSentence } from '../../language/index.js';
import type { PipelineDeps } from '../deps.js';
import { pending } from '../schedules/pending.js';
import type { Response, Turn } from '../turn.js';
import { asked, conditionText, said, sayAt } from './words.js';

/**
 * "notify this channel when checkout's pipeline fails", "list subscriptions", "delete subscription 2": settings of the
 * bot itself, of the conversation they are made in. What is to be told from now on is read back and confirmed first; the
 * yes is taken where all changes of settings are confirmed (schedules/index.ts).
 */
export async function subscribing(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  const { subscriptions } = deps;
  const { message, person } = turn;
  if (subscriptions === undefined || turn.degraded || !person.known) return undefined;
  if (!message.addressed || message.command !== undefined) return undefined;
  const sentence = subscriptionSentence(message.text, deps.ports.catalogue.names(person.tenant).services);
  if (sentence === undefined)
    return meaning.intent === 'notify' ? said(deps, turn, 'only_pipelines', {}, 'warning') : undefined;
  if (person.guest && sentence.act !== 'list') return said(deps, turn, 'guest', {}, 'warning');
  const conversation = toldIn(turn);
  if (conversation === undefined) return said(deps, turn, 'no_channel', {}, 'warning');
  if (sentence.act === 'create') return create(deps, turn, subscriptions, sentence, conversation);
  const here = await subscriptions.subscriptionsOf(conversationKey(conversation));
  return sentence.act === 'list' ? listed(deps, turn, here) : remove(deps, turn, here, sentence.number);
}

async function create(
  deps: PipelineDeps,
  turn: Turn,
  subscriptions: SubscriptionPort,
  sentence: Extract<SubscriptionSentence, { act: 'create' }>,
  conversation: ConversationRef,
): Promise<Response> {
  const { person, message, locale } = turn;
  const { services } = deps.ports.catalogue.names(person.tenant);
  const found = conditionIn(sentence.condition, services);
  if ('unknown' in found)
    return said(deps, turn, found.half ?? 'unclear', { said: found.unknown }, 'warning');
  const { condition } = found;
  const here = await subscriptions.subscriptionsOf(conversationKey(conversation));
  if (here.length >= MOST_SUBSCRIPTIONS) return said(deps, turn, 'full', { count: here.length }, 'warning');
  const draft = {
    id: `event:${turn.eventKey}`,
    tenant: person.tenant,
    condition,
    conversation,
    locale,
    owner: { person: person.id, actor: message.actor },
    createdAt: deps.clock.now(),
  };
  const question = asked(deps, turn, 'read_back', { condition: conditionText(condition, locale) });
  return { ...question, dialogue: { setting: pending(deps, turn, { kind: 'subscribe', draft }) } };
}

function listed(deps: PipelineDeps, turn: Turn, here: readonly Subscription[]): Response {
  if (here.length === 0) return said(deps, turn, 'none', {}, 'info');
  const { locale } = turn;
  const columns = (['number', 'what', 'who'] as const).map((name) => sayAt(`column_${name}`, locale));
  const rows = here.map(({ number, condition, owner }) => [
    String(number),
    conditionText(condition, locale),
    owner.actor.display ?? owner.actor.id,
  ]);
  const key = here.length === 1 ? 'list_one' : 'list';
  return said(deps, turn, key, { count: here.length }, 'info', [{ kind: 'table', columns, rows }]);
}

function remove(
  deps: PipelineDeps,
  turn: Turn,
  here: readonly Subscription[],
  number: number | undefined,
): Response {
  const found = here.find((each) => (number === undefined ? here.length === 1 : each.number === number));
  if (found === undefined)
    return number === undefined
      ? said(deps, turn, here.length === 0 ? 'none' : 'which', {}, 'warning')
      : said(deps, turn, 'unknown', { number }, 'warning');
  const params = { number: found.number, condition: conditionText(found.condition, turn.locale) };
  if (!turn.person.admin && found.owner.person !== turn.person.id)
    return said(deps, turn, 'not_yours', params, 'warning');
  const change = { kind: 'unsubscribe', id: found.id, number: found.number } as const;
  return { ...asked(deps, turn, 'delete', params), dialogue: { setting: pending(deps, turn, change) } };
}

/** The conversation as a whole; what is asked for by voice is told where everything of it appears as text. */
function toldIn({ message }: Turn): ConversationRef | undefined {
  const { linked, tenant, ...here } = message.conversation;
  const { platform, id } = linked ?? here;
  return platform === 'voice' ? undefined : { platform, id, tenant };
}
