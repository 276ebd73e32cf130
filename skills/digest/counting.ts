import { joinList } from '../../src/contracts/phrasing.js';
import { placeName } from '../shared/places.js';
import type { Voice } from '../shared/voice.js';
import { KINDS, type Item } from './items.js';
import type { DigestFacts } from './run.js';

/** More services than this are counted, not listed. */
export const LISTED = 4;

/** `production`, `checkout and cart in production`, `12 services`, `all environments`. */
export function aboutText(
  { plan: { environment, services } }: DigestFacts,
  voice: Voice,
  listed = LISTED,
): string {
  const names =
    services === undefined
      ? undefined
      : services.size > listed
        ? voice.text('several_services', { count: services.size })
        : joinList([...services], voice.locale);
  if (environment === undefined) return names ?? voice.text('everywhere');
  const place = environment.name;
  return names === undefined ? place : voice.text('services_in', { services: names, place });
}

/** How many of each kind, without those that are told otherwise. */
export function counted(
  items: readonly Item[],
  voice: Voice,
  without: readonly Item['kind'][] = [],
): readonly string[] {
  return KINDS.filter((kind) => !without.includes(kind)).flatMap((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [voice.text(`count_${kind}`, { count })];
  });
}

/** What is not known: places that could not be read, and the bot's own records. Silence is never taken for health. */
export function unread({ surveyed, work }: DigestFacts, { text, locale }: Voice, how: 'count' | 'say') {
  const places = surveyed.flatMap((each) => (each.state === 'unread' ? [placeName(each.place)] : []));
  const shown = places.length > LISTED ? [...places.slice(0, LISTED), '…'] : places;
  return [
    ...(places.length === 0 ? [] : [text(`${how}_unread`, { places: joinList(shown, locale) })]),
    ...(work === undefined ? [text(`${how}_unknown`)] : []),
  ];
}
