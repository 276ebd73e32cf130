import type { CatalogueNames } from '../../contracts/catalogue.js';
import type { Understanding } from '../../contracts/command.js';
import type { Slots } from '../../contracts/message.js';
import type { Condition } from '../../contracts/subscription.js';
import { conditionIn } from './condition.js';
import { scheduleSentence, type ScheduleSentence } from './schedule-sentence.js';
import { subscriptionSentence, type SubscriptionSentence } from './subscription-sentence.js';

type Known = Pick<CatalogueNames, 'services'>;
const SURE = 0.95;

/** The engine without these grammars. */
interface Rest {
  readonly understand: (text: string) => Understanding;
  readonly isWrite: (intent: string) => boolean;
}

/** A change that is to be made again and again: each is somebody's decision of the moment, and none is made now. */
export function neverRepeated(slots: Slots): Understanding {
  return { decision: 'reject', intent: 'schedule', slots, reason: 'unsupported', confidence: 0.9 };
}

/**
 * What a sentence means that the grammars of schedules and subscriptions know; undefined for any other. The pipeline
 * acts by the same grammars, so that nothing is understood one way and done another. `understand` is for the part of a
 * schedule that says what is to be posted.
 */
export function settingIn(
  text: string,
  names: Known,
  { understand, isWrite }: Rest,
): Understanding | undefined {
  const schedule = scheduleSentence(text);
  if (schedule !== undefined) return scheduled(schedule, understand, isWrite);
  const subscription = subscriptionSentence(text, names.services);
  return subscription === undefined ? undefined : subscribed(subscription, names, understand);
}

function scheduled(
  sentence: ScheduleSentence,
  understand: (text: string) => Understanding,
  isWrite: (intent: string) => boolean,
): Understanding {
  if (sentence.act !== 'create') return act('schedule', {});
  const { recurrence, rest } = sentence;
  const meaning = rest === '' ? undefined : understand(rest);
  const slots = meaning === undefined ? {} : about(meaning.slots);
  if (meaning !== undefined && isWrite(meaning.intent)) return neverRepeated(slots);
  if (recurrence.kind === 'recurs') return act('schedule', slots);
  return { decision: 'ask', intent: 'schedule', slots, ask: { slot: 'time', choices: [] }, confidence: 0.8 };
}

function subscribed(
  sentence: SubscriptionSentence,
  { services }: Known,
  understand: (text: string) => Understanding,
): Understanding {
  if (sentence.act !== 'create') return act('notify', {});
  const read = conditionIn(sentence.condition, services);
  if ('condition' in read) {
    const [service, ...others] = servicesIn(read.condition);
    return act('notify', service === undefined || others.length > 0 ? {} : { service });
  }
  const slots = about(understand(sentence.condition).slots);
  return { decision: 'ask', intent: 'notify', slots, ask: { intents: ['notify'] }, confidence: 0.6 };
}

/** Of what a part of the sentence says, where it is about. */
function about({ service, environment }: Slots): Slots {
  return {
    ...(service === undefined ? {} : { service }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The services that a run may be of; those that it must not be of are none. */
function servicesIn(condition: Condition): readonly string[] {
  if ('not' in condition) return [];
  if ('field' in condition) return condition.field === 'service' ? [condition.value] : [];
  return [...new Set(('all' in condition ? condition.all : condition.any).flatMap(servicesIn))];
}

const act = (intent: string, slots: Slots): Understanding => ({
  ...{ decision: 'act', intent, slots, confidence: SURE, fuzzy: [] },
});
