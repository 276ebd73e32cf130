import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { joinList } from '../../src/contracts/phrasing.js';
import { joinClauses } from '../shared/health-words.js';
import type { Voice } from '../shared/voice.js';
import { aboutText, counted, LISTED, unread } from './counting.js';
import type { Item, Tally } from './items.js';
import type { DigestFacts } from './run.js';

/** More than this nobody listens to. */
const LONGEST_SECONDS = 30;
/** A calm voice: 150 English words a minute; 5 Korean syllables a second, of which a Latin word has about 3. */
const PER_SECOND = { en: 2.5, ko: 5 } as const;

/** How much is said: troubles and services by name, and kinds by number. The next is taken when one takes too long. */
interface Measure {
  readonly troubles: number;
  readonly services: number;
  readonly kinds: number;
}
const MEASURES: readonly Measure[] = [
  { troubles: 2, services: LISTED, kinds: Infinity },
  { troubles: 2, services: LISTED, kinds: 3 },
  { troubles: 1, services: 0, kinds: 3 },
  { troubles: 0, services: 0, kinds: 3 },
];

/** Two sentences that take no longer than half a minute: how it is and what is worst, then the rest by number. */
export function speechOf(facts: DigestFacts, items: readonly Item[], tally: Tally, voice: Voice): string {
  const said = MEASURES.map((measure) => saying(facts, items, tally, voice, measure));
  return said.find((text) => secondsAloud(text, voice.locale) <= LONGEST_SECONDS) ?? said.at(-1) ?? '';
}

function saying(
  facts: DigestFacts,
  items: readonly Item[],
  tally: Tally,
  voice: Voice,
  { troubles, services, kinds }: Measure,
): string {
  const params: TextParams = { about: aboutText(facts, voice, services), ...tally };
  const clauses = items.flatMap(({ kind, spoken }) =>
    kind === 'unhealthy' && spoken !== undefined ? [spoken] : [],
  );
  const counts = counted(items, voice, ['unhealthy']).slice(0, kinds);
  const unknown = unread(facts, voice, 'say');
  const known = unknown.length === 0;
  if (known && items.length === 0)
    return voice.speech(tally.total === 0 ? 'nothing_there' : 'nothing_to_report', params);
  if (known && tally.total === 0) return voice.speech('only', { ...params, counts });
  const rest = { counts, unknown: joinList(unknown, voice.locale) };
  const also = known ? 'also' : counts.length === 0 ? 'but' : 'also_but';
  const second = known && counts.length === 0 ? [] : [voice.speech(also, rest)];
  const worst = worstOf(clauses, troubles, voice);
  const first = clauses.length === 0 ? 'all_fine' : tally.fine === 0 ? 'none_fine' : 'some_fine';
  return [...(tally.total === 0 ? [] : [voice.speech(first, { ...params, worst })]), ...second].join(' ');
}

/** The first troubles in words, the others by number. */
function worstOf(clauses: readonly string[], named: number, voice: Voice): string {
  const said = clauses.slice(0, named);
  const more = clauses.length - said.length;
  if (more === 0) return joinClauses(said, voice.locale);
  const key = said.length === 0 ? 'trouble_only' : 'more';
  return joinClauses([...said, voice.speech(key, { count: more })], voice.locale);
}

/** How long a text takes to be said, in seconds, rather too long than too short: digits are read one by one. */
function secondsAloud(text: string, locale: Locale): number {
  const units =
    locale === 'en'
      ? count(text, /[a-z]+|\d|\.(?=\d)/gi)
      : count(text, /\p{Script=Hangul}/gu) + 2 * count(text, /\d|\.(?=\d)/g) + 3 * count(text, /[a-z]+/gi);
  return units / PER_SECOND[locale];
}

const count = (text: string, unit: RegExp): number => text.match(unit)?.length ?? 0;
