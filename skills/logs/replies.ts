import type { Locale } from '../../src/contracts/message.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { placeName } from '../shared/places.js';
import { ago, utc } from '../shared/times.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { neverRan, type LogChoice } from './plan.js';
import type { LogFacts } from './run.js';

/** Lines that fit a chat message; the file has the rest. */
const SHOWN = 20;
/** A spoken log line is cut early: nobody follows more. */
const SPOKEN = 100;

export function logsReply(facts: LogFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const { choice, service, lines } = facts;
  const key = keyOf(facts);
  const shown = lines.slice(-SHOWN);
  const params = {
    service,
    places: facts.places.map(placeName),
    place: choice === undefined ? '' : placeName(choice.place),
    pod: choice?.pod ?? '',
    count: shown.length,
    ago: ago(choice?.endedAt ?? facts.now, facts.now, locale),
    line: sayable(shown.at(-1) ?? ''),
  };
  return {
    code: 'answered',
    locale,
    tone: choice?.trouble === undefined ? 'info' : 'warning',
    title: voice.text(key, params),
    blocks: [...unread(facts, voice), ...fields(choice, voice), ...verbatim(facts, shown, voice)],
    speech: voice.speech(key, params),
  };
}

function keyOf({ choice, lines }: LogFacts): string {
  if (choice === undefined) return 'no_pod';
  if (neverRan(choice)) return 'never_ran';
  if (lines.length === 0) return 'silent';
  return choice.previous && choice.endedAt !== undefined ? 'title_previous' : 'title';
}

/** Which pod, which container, when and why: a log without its origin proves nothing. */
function fields(choice: LogChoice | undefined, voice: Voice): readonly ReplyBlock[] {
  if (choice === undefined) return [];
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['pod', choice.pod],
    ['container', choice.container],
    ['began', choice.startedAt === undefined ? undefined : utc(choice.startedAt)],
    ['ended', choice.endedAt === undefined ? undefined : utc(choice.endedAt)],
    ['why', choice.trouble === undefined ? undefined : maskSecrets(choice.trouble.detail)],
  ];
  const known = rows.flatMap(([key, value]) =>
    value === undefined ? [] : [{ label: voice.text(key), value }],
  );
  return [{ kind: 'fields', fields: known }];
}

function verbatim(
  { service, lines }: LogFacts,
  shown: readonly string[],
  voice: Voice,
): readonly ReplyBlock[] {
  if (shown.length === 0) return [];
  const code: ReplyBlock = { kind: 'code', text: shown.join('\n') };
  if (lines.length <= shown.length) return [code];
  return [
    code,
    { kind: 'text', text: voice.text('rest', { count: lines.length }) },
    { kind: 'file', name: `${service}.log`, mediaType: 'text/plain', content: `${lines.join('\n')}\n` },
  ];
}

function unread(facts: LogFacts, voice: Voice): readonly ReplyBlock[] {
  return facts.unread.map(({ place, error }) => ({
    kind: 'warning',
    text: voice.text('unread', { place: placeName(place), reason: error.message }),
  }));
}

/** Without its timestamp, level brackets and line noise, as a person would read the line out. */
function sayable(line: string): string {
  const words = line
    .replace(/^\S*\d{2}:\d{2}:\d{2}\S*\s*/, '')
    .replace(/[^\p{L}\p{N}\s.,:%/-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s.:,]+$/, '')
    .trim();
  return words.length > SPOKEN ? words.slice(0, SPOKEN) : words;
}
