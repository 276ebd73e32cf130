import type { Locale } from '../../src/contracts/message.js';
import { joinList } from '../../src/contracts/phrasing.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { HomeSection } from '../../src/contracts/skill.js';
import { placeName } from '../shared/places.js';
import { ago, utc } from '../shared/times.js';
import { shortList, voiceOf, type Voice } from '../shared/voice.js';
import { causeBlocks, stepActions } from './cause-blocks.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { nextSteps } from './next-steps.js';
import { OWN_RECORDS } from './own-operations.js';
import { STRENGTHS } from './modes.js';
import type { PlacedCause } from './placed-cause.js';
import { CAUSES, type TriageFacts } from './run.js';
import { savedReasonKo } from './saved-reasons.ko.js';
import { causeSpeech, causeText, sayStep, spokenStep } from './wording.js';

export function triageReply(facts: TriageFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const causes = causesOf(facts);
  const shown = causes.slice(0, CAUSES);
  return {
    code: 'answered',
    locale,
    tone: toneOf(facts, causes),
    title: titleOf(facts, causes, voice),
    blocks: [
      ...unread(facts, voice),
      ...silent(facts, voice),
      ...saved(facts, voice),
      ...shown.flatMap((cause, index) => causeBlocks(cause, index, shown.length > 1, facts.now, voice)),
      ...rest(causes.slice(CAUSES), voice),
      ...incomplete(facts, voice),
      ...stepActions(shown, voice),
    ],
    speech: speechOf(facts, causes, voice),
    expects: causes.length > 0 ? 'more' : 'nothing',
    ...linksOf(shown),
  };
}

/** Where the content of blamed versions can be read, and what built them. */
function linksOf(causes: readonly PlacedCause[]): Pick<ReplyDraft, 'links'> {
  const links = causes.flatMap(({ background }) => {
    const { content, runs = [] } = background ?? {};
    const pages = content === undefined ? runs : [content, ...runs];
    return pages.map(({ name, url }) => ({ label: name, url }));
  });
  return links.length === 0 ? {} : { links };
}

/** What is wrong now, in a line a cause with what can be done: for a page that nobody asked a question on. */
export function triageHome(facts: TriageFacts, locale: Locale): HomeSection<ReplyDraft> | undefined {
  const voice = voiceOf({ en, ko }, locale);
  const causes = causesOf(facts);
  if (causes.length === 0) return undefined;
  const shown = causes.slice(0, CAUSES);
  const lines = shown.map((cause) => `• ${told(cause, facts, causeText(cause.finding, locale))}`);
  return {
    title: voice.text('home'),
    reply: {
      ...{ code: 'answered', locale, tone: 'danger' },
      title: voice.text(causes.length === 1 ? 'home_one' : 'home_several', { count: causes.length }),
      blocks: [
        { kind: 'text', text: lines.join('\n') },
        ...rest(causes.slice(CAUSES), voice),
        ...stepActions(shown, voice),
      ],
      speech: speechOf(facts, causes, voice),
    },
  };
}

/** Causes of all places, worst first; the order within one place is its report's. */
function causesOf({ examined }: TriageFacts): readonly PlacedCause[] {
  const all = examined.flatMap((each) =>
    each.state === 'read'
      ? each.report.findings
          .filter(({ role }) => role === 'cause')
          .map((finding) => ({ place: each.place, finding, background: each.backgrounds?.get(finding.id) }))
      : [],
  );
  return all.sort(
    (a, b) =>
      Number(b.place.environment.protected) - Number(a.place.environment.protected) ||
      STRENGTHS.indexOf(a.finding.strength) - STRENGTHS.indexOf(b.finding.strength),
  );
}

function placeText({ plan, examined }: TriageFacts, voice: Voice): string {
  const places = examined.map(({ place }) => placeName(place));
  const place = joinList(places, voice.locale);
  return plan.service === undefined ? place : voice.text('service_in', { service: plan.service.name, place });
}

/** Where several places were looked at, a cause is said with its own. */
function told({ place, finding }: PlacedCause, facts: TriageFacts, text: string): string {
  const several = facts.examined.length > 1;
  return several ? `${text} (${placeName(place)}${finding.count > 1 ? `, ${finding.count}` : ''})` : text;
}

function titleOf(facts: TriageFacts, causes: readonly PlacedCause[], voice: Voice): string {
  const place = placeText(facts, voice);
  const [only] = causes;
  if (only === undefined) return voice.text(quietKey(facts), { place });
  const texts = causes.map((cause) => told(cause, facts, causeText(cause.finding, voice.locale)));
  if (causes.length === 1) return voice.text('one', { place, cause: texts[0] ?? '' });
  const list = shortList(texts, CAUSES, voice.locale, voice.text('more'));
  return voice.text('several', { place, count: causes.length, causes: list.join('; ') });
}

/** How silence is told: what could not be looked at is never called healthy. */
function quietKey(facts: TriageFacts): string {
  const blind = facts.examined.every((each) => each.state === 'unread' || each.report.blind);
  if (blind) return 'nothing_read';
  return isPartial(facts) ? 'healthy_partly' : 'healthy';
}

/** What says nothing about health: Secrets are left alone on purpose, and records only tell who changed something. */
const UNRELATED: ReadonlySet<string> = new Set(['Secret', OWN_RECORDS]);

/** Anything else that was not seen weakens "nothing wrong". */
function isPartial({ examined }: TriageFacts): boolean {
  return examined.some(
    (each) =>
      each.state === 'unread' ||
      each.report.heardAt !== undefined ||
      each.report.incomplete.some(({ what }) => !UNRELATED.has(what)),
  );
}

/** Two sentences: the worst cause, then what to say about it, or the next cause. */
function speechOf(facts: TriageFacts, causes: readonly PlacedCause[], voice: Voice): string {
  const place = placeText(facts, voice);
  const [worst, second] = causes;
  if (worst === undefined) return voice.speech(quietKey(facts), { place });
  const first = voice.speech('one', {
    place: placeName(worst.place),
    cause: causeSpeech(worst.finding, voice.locale),
  });
  if (second !== undefined) {
    const more = causes.length - 2;
    const key = more === 0 ? 'then' : more === 1 ? 'then_one_more' : 'then_more';
    const cause = causeSpeech(second.finding, voice.locale);
    return `${first} ${voice.speech(key, { cause, count: more })}`;
  }
  const step = nextSteps(worst.finding)[0];
  // Nobody dictates a kubectl command: what it is for is said, the command is in writing.
  if (step === undefined || step.kind === 'kubectl')
    return `${first} ${voice.speech('by_hand', { why: spokenStep(worst.finding, voice.locale) })}`;
  const say = sayStep(step, worst.place.environment.name, voice.locale === 'ko' ? ko : en, voice.locale);
  return `${first} ${voice.speech('say', { say })}`;
}

function whatText(what: string, voice: Voice): string {
  if (what === OWN_RECORDS) return voice.text('what_operations');
  if (what === 'managedFields') return voice.text('what_changes');
  return what === 'logs' ? voice.text('what_logs') : what;
}

/** Reasons of our own have words; others come as they were given. */
function whyText(why: string, voice: Voice): string {
  const known = ['not_read', 'forbidden', 'not_in_files', 'not_examined', 'silent', 'ledger_down'];
  if (known.includes(why)) return voice.text(`why_${why}`);
  return voice.locale === 'ko' ? savedReasonKo(why) : why;
}

function toneOf({ examined }: TriageFacts, causes: readonly PlacedCause[]): ReplyDraft['tone'] {
  if (causes.length > 0) return 'danger';
  return examined.some(({ state }) => state === 'unread') ? 'warning' : 'success';
}

function rest(causes: readonly PlacedCause[], voice: Voice): readonly ReplyBlock[] {
  if (causes.length === 0) return [];
  const texts = causes.map(({ finding }) => causeText(finding, voice.locale));
  const list = shortList(texts, 5, voice.locale, voice.text('more'));
  return [{ kind: 'text', text: voice.text('rest', { count: causes.length, causes: list.join('; ') }) }];
}

function unread({ examined }: TriageFacts, voice: Voice): readonly ReplyBlock[] {
  return examined.flatMap((each): ReplyBlock[] =>
    each.state === 'read'
      ? []
      : [
          {
            kind: 'warning',
            text: voice.text('unread', { place: placeName(each.place), reason: each.error.message }),
          },
        ],
  );
}

/** What is kept at hand of a cluster that says nothing any more is shown as what it is: old. */
function silent({ examined, now }: TriageFacts, voice: Voice): readonly ReplyBlock[] {
  return examined.flatMap((each): ReplyBlock[] => {
    if (each.state === 'unread' || each.report.heardAt === undefined) return [];
    const params = { place: placeName(each.place), ago: ago(each.report.heardAt, now, voice.locale) };
    return [{ kind: 'warning', text: voice.text('silent', params) }];
  });
}

/** Of saved objects: when that was, for "10 minutes ago" counts from then. */
function saved({ savedAt }: TriageFacts, voice: Voice): readonly ReplyBlock[] {
  return savedAt === undefined ? [] : [{ kind: 'text', text: voice.text('saved', { at: utc(savedAt) }) }];
}

function incomplete({ examined }: TriageFacts, voice: Voice): readonly ReplyBlock[] {
  const all = examined.flatMap((each) => (each.state === 'read' ? each.report.incomplete : []));
  // Where nothing at all was read, what each kind is missing from is beside the point.
  const telling = all.filter(({ why }) => why !== 'not_read' && why !== 'not_in_files');
  const blind = examined.every((each) => each.state === 'unread' || each.report.blind);
  const parts = blind && telling.length > 0 ? telling : all;
  const what = [
    ...new Set(
      parts.map((part) =>
        voice.text('part', { what: whatText(part.what, voice), why: whyText(part.why, voice) }),
      ),
    ),
  ];
  if (what.length === 0) return [];
  const only = what.length === 1 && parts[0]?.what === 'Secret';
  const text = voice.text('incomplete', { what: shortList(what, 8, voice.locale, voice.text('more')) });
  return [{ kind: only ? 'text' : 'warning', text }];
}
