import { joinList } from '../../src/contracts/phrasing.js';
import { joinClauses, stateClause } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import { shortList, type Voice } from '../shared/voice.js';
import { troubledOf, type ReadPlace } from './places-by-trouble.js';
import type { StatusFacts } from './run.js';

/** More clauses than this nobody remembers. */
const SPOKEN_CLAUSES = 2;

/** Two sentences, worst place first; what could not be read is said before "everything else is healthy". */
export function statusSpeech(facts: StatusFacts, worst: readonly ReadPlace[], voice: Voice): string {
  return [
    ...absent(facts, worst, voice),
    ...troubles(worst, voice),
    ...unread(facts, voice),
    ...rest(worst, voice),
  ]
    .slice(0, 2)
    .join(' ');
}

function absent(facts: StatusFacts, worst: readonly ReadPlace[], voice: Voice): readonly string[] {
  const service = facts.plan.service?.name;
  if (service === undefined || worst.some((each) => each.workloads.length > 0)) return [];
  return worst.length === 0 ? [] : [voice.speech('absent', { service, places: worst.map(nameOf) })];
}

function troubles([first]: readonly ReadPlace[], voice: Voice): readonly string[] {
  const troubled = first === undefined ? [] : troubledOf(first);
  if (first === undefined || troubled.length === 0) return [];
  const clauses = troubled.map((health) => stateClause(health, voice.locale));
  const said = shortList(clauses, SPOKEN_CLAUSES, voice.locale, voice.text('more'));
  return [voice.speech('troubled', { place: nameOf(first), clauses: joinClauses(said, voice.locale) })];
}

function unread({ surveyed }: StatusFacts, voice: Voice): readonly string[] {
  const places = surveyed.filter(({ state }) => state === 'unread').map(nameOf);
  return places.length === 0 ? [] : [voice.speech('place_unread', { place: joinList(places, voice.locale) })];
}

function rest(worst: readonly ReadPlace[], voice: Voice): readonly string[] {
  const total = worst.reduce((sum, each) => sum + each.workloads.length, 0);
  const [first, ...others] = worst;
  const troubled = first === undefined ? 0 : troubledOf(first).length;
  if (first === undefined || total === 0) return [];
  const [only] = first.workloads;
  if (only !== undefined && troubled === 0 && total === 1)
    return [voice.speech('place_one', { place: nameOf(first), clause: stateClause(only, voice.locale) })];
  if (troubled === 0 && others.length === 0)
    return [voice.speech('place_healthy', { place: nameOf(first), total })];
  if (troubled === 0) return [voice.speech('all_healthy', { total })];
  const also = others.filter((each) => troubledOf(each).length > 0).map(nameOf);
  if (also.length > 0) return [voice.speech('others_troubled', { places: also })];
  if (others.length > 0) return [voice.speech('others_healthy')];
  return [voice.speech('rest', { fine: total - troubled, total })];
}

function nameOf({ place }: { readonly place: ReadPlace['place'] }): string {
  return placeName(place);
}
