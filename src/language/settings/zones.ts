/** A time zone that a sentence names, and the words it did so with; `unknown`: one that means several, such as EST. */
export type ZoneSaid =
  | { readonly kind: 'zone'; readonly timezone: string; readonly said: string }
  | { readonly kind: 'unknown'; readonly said: string };

/** What people call zones beside the cities of the IANA database. */
const NAMES: Readonly<Record<string, string>> = {
  ...{
    eastern: 'America/New_York',
    central: 'America/Chicago',
    mountain: 'America/Denver',
    pacific: 'America/Los_Angeles',
  },
  ...{ utc: 'Etc/UTC', gmt: 'Etc/UTC', kst: 'Asia/Seoul', jst: 'Asia/Tokyo' },
  ...{
    korea: 'Asia/Seoul',
    korean: 'Asia/Seoul',
    japan: 'Asia/Tokyo',
    'san francisco': 'America/Los_Angeles',
  },
  ...{
    한국: 'Asia/Seoul',
    서울: 'Asia/Seoul',
    일본: 'Asia/Tokyo',
    도쿄: 'Asia/Tokyo',
    홍콩: 'Asia/Hong_Kong',
  },
  ...{ 뉴욕: 'America/New_York', 시카고: 'America/Chicago', 로스앤젤레스: 'America/Los_Angeles' },
  ...{ 런던: 'Europe/London', 파리: 'Europe/Paris', 베를린: 'Europe/Berlin', 싱가포르: 'Asia/Singapore' },
  ...{ 시드니: 'Australia/Sydney', 협정세계시: 'Etc/UTC' },
};

const ZONES: ReadonlyMap<string, string> = new Map([
  ...Intl.supportedValuesOf('timeZone').flatMap((zone): (readonly [string, string])[] => {
    const city = zone.split('/').at(-1)?.replace(/_/g, ' ').toLowerCase() ?? '';
    return [
      [zone.toLowerCase(), zone],
      [city, zone],
    ];
  }),
  ...Object.entries(NAMES),
]);

const WRITTEN = /\b[a-z]+(?:\/[\w+-]+){1,2}(?!\w)/giu;
const ABBREVIATED = /\b(?:UTC|GMT|KST|JST)\b(?:\s*(?:time|기준으로|기준|시간으로|시간))?/iu;
const BY_CITY =
  /\b((?:[\p{Ll}.]+ ){0,2}[\p{Ll}.]+) time\b|(\p{Script=Hangul}+)\s*(?:시간|시각)(?:\s*기준)?(?:으로)?(?=\s|$)/giu;
/** Each is used for zones hours apart, or says only one half of the year. */
const DOUBTFUL = /\b(?:[ECMP][SD]T|CES?T|E[ES]+T|BST|IST|A[EC]?[SD]T)\b/u;

/** "at 9 New York time", "09:00 UTC", 뉴욕 시간 9시, "9:00 America/New_York". Undefined where no zone is named. */
export function zoneIn(text: string): ZoneSaid | undefined {
  for (const [said] of text.matchAll(WRITTEN)) {
    const timezone = ZONES.get(said.toLowerCase());
    if (timezone !== undefined) return { kind: 'zone', timezone, said };
  }
  const short = ABBREVIATED.exec(text)?.[0];
  const named = short === undefined ? undefined : ZONES.get(short.slice(0, 3).toLowerCase());
  if (short !== undefined && named !== undefined) return { kind: 'zone', timezone: named, said: short };
  const doubtful = DOUBTFUL.exec(text)?.[0];
  if (doubtful !== undefined) return { kind: 'unknown', said: doubtful };
  for (const found of text.matchAll(BY_CITY)) {
    const city = byCity(found[0], (found[1] ?? found[2] ?? '').toLowerCase());
    if (city !== undefined) return city;
    if (namesSome(found[0])) return { kind: 'unknown', said: found[0].split(' ').slice(-2).join(' ') };
  }
  return undefined;
}

/** "Atlantis time", 아틀란티스 시간으로: a zone is meant, whichever; "every time" and 업무 시간 name none. */
function namesSome(said: string): boolean {
  if (/\p{Script=Hangul}/u.test(said)) return /기준|으로$/u.test(said);
  return !/\b(?:every|each|any|this|that|the|same|first|last|next|of|in|a|what|which|one) time$/iu.test(said);
}

/** The longest run of words that is a city: of "at nine new york" it is the last two. */
function byCity(whole: string, words: string): ZoneSaid | undefined {
  const parts = words.split(' ');
  for (let from = 0; from < parts.length; from++) {
    const city = parts.slice(from).join(' ');
    const timezone = ZONES.get(city);
    if (timezone !== undefined)
      return { kind: 'zone', timezone, said: whole.slice(whole.toLowerCase().indexOf(city)) };
  }
  return undefined;
}
