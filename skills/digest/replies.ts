import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { joinList } from '../../src/contracts/phrasing.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { csv } from '../shared/csv.js';
import { unreadWarnings } from '../shared/unread.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { itemsOf, KINDS, tallyOf, type Item, type Tally } from './items.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { DigestFacts } from './run.js';

/** Lines that a person reads in a channel; the rest is in a file. */
const ROWS = 15;
/** More troubles than this are counted, not said aloud. */
const SAID = 2;

export function digestReply(facts: DigestFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const items = itemsOf(facts, voice);
  const tally = tallyOf(facts, items);
  return {
    code: 'answered',
    locale,
    tone: toneOf(facts, items),
    title: titleOf(facts, items, tally, voice),
    blocks: [...warnings(facts, voice), ...table(facts, items, voice), ...actions(items, voice)],
    speech: speechOf(facts, items, tally, voice),
  };
}

function toneOf({ surveyed, work }: DigestFacts, items: readonly Item[]): ReplyDraft['tone'] {
  const has = (...kinds: readonly Item['kind'][]): boolean => items.some(({ kind }) => kinds.includes(kind));
  if (has('unhealthy', 'failed', 'interrupted')) return 'warning';
  if (work === undefined || surveyed.some(({ state }) => state === 'unread')) return 'warning';
  return has('approval', 'locked', 'running', 'rolling') ? 'info' : 'success';
}

/** `production`, `checkout and cart in production`, `everywhere`. */
function aboutText({ plan: { environment, services } }: DigestFacts, voice: Voice): string {
  const names = services === undefined ? undefined : joinList([...services], voice.locale);
  if (environment === undefined) return names ?? voice.text('everywhere');
  const place = environment.name;
  return names === undefined ? place : voice.text('services_in', { services: names, place });
}

function titleOf(facts: DigestFacts, items: readonly Item[], tally: Tally, voice: Voice): string {
  const params = { about: aboutText(facts, voice), ...tally, counts: counted(items, voice, []).join(', ') };
  if (tally.total === 0 && items.length === 0) return voice.text('nothing_there', params);
  const health = tally.fine === tally.total ? 'all_fine' : 'some_fine';
  if (items.length === 0) return voice.text('nothing_to_report', params);
  return voice.text(params.counts === '' ? health : `${health}_and`, params);
}

/** How many of each kind, without those that are told otherwise. */
function counted(items: readonly Item[], voice: Voice, without: readonly Item['kind'][]): readonly string[] {
  return KINDS.filter((kind) => !without.includes(kind)).flatMap((kind) => {
    const count = items.filter((item) => item.kind === kind).length;
    return count === 0 ? [] : [voice.text(`count_${kind}`, { count })];
  });
}

/** Two sentences: how it is and what is worst, then everything else by number. */
function speechOf(facts: DigestFacts, items: readonly Item[], tally: Tally, voice: Voice): string {
  const params: TextParams = { about: aboutText(facts, voice), ...tally };
  if (tally.total === 0 && items.length === 0) return voice.speech('nothing_there', params);
  if (items.length === 0) return voice.speech('nothing_to_report', params);
  const troubles = items.flatMap(({ kind, spoken }) =>
    kind === 'unhealthy' && spoken !== undefined ? [spoken] : [],
  );
  const counts = counted(items, voice, ['unhealthy']);
  const rest = counts.length === 0 ? [] : [voice.speech('also', { counts })];
  if (troubles.length === 0) return [voice.speech('all_fine', params), ...rest].join(' ');
  const said = troubles.slice(0, SAID);
  const more = troubles.length - said.length;
  const worst = joinList(more > 0 ? [...said, voice.speech('more', { count: more })] : said, voice.locale);
  return [voice.speech('some_fine', { ...params, worst }), ...rest].join(' ');
}

function warnings(facts: DigestFacts, voice: Voice): readonly ReplyBlock[] {
  const ledger: readonly ReplyBlock[] =
    facts.work === undefined ? [{ kind: 'warning', text: voice.text('ledger_down') }] : [];
  return [...unreadWarnings(facts.surveyed, voice), ...ledger];
}

function table({ plan }: DigestFacts, items: readonly Item[], voice: Voice): readonly ReplyBlock[] {
  if (items.length === 0) return [];
  const several = plan.environment === undefined;
  const column = (name: string): string => voice.text(`column_${name}`);
  const columns = [
    column('kind'),
    column('subject'),
    ...(several ? [column('environment')] : []),
    column('detail'),
  ];
  const rows = items.map(({ kind, subject, environment, detail }) => [
    voice.text(`kind_${kind}`),
    subject,
    ...(several ? [environment] : []),
    detail,
  ]);
  const shown: ReplyBlock = { kind: 'table', columns, rows: rows.slice(0, ROWS) };
  if (rows.length <= ROWS) return [shown];
  return [
    shown,
    { kind: 'text', text: voice.text('rest', { count: ROWS, total: rows.length }) },
    { kind: 'file', name: 'digest.csv', mediaType: 'text/csv', content: csv([columns, ...rows]) },
  ];
}

/** The way to the proof of the worst. */
function actions(items: readonly Item[], voice: Voice): readonly ReplyBlock[] {
  const worst = items.find(({ kind }) => kind === 'unhealthy');
  if (worst === undefined) return [];
  const { environment } = worst;
  return [
    {
      kind: 'actions',
      actions: [
        {
          label: voice.text('action_triage', { environment }),
          say: voice.text('say_triage', { environment }),
          command: { intent: 'triage', slots: { environment } },
          style: 'primary',
        },
      ],
    },
  ];
}
