import type { Locale } from '../../src/contracts/message.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { csv } from '../shared/csv.js';
import { unreadWarnings } from '../shared/unread.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { aboutText, counted, unread } from './counting.js';
import { itemsOf, tallyOf, type Item, type Tally } from './items.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { DigestFacts } from './run.js';
import { speechOf } from './speech.js';

/** Lines that a person reads in a channel; the rest is in a file. */
const ROWS = 15;

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

function titleOf(facts: DigestFacts, items: readonly Item[], tally: Tally, voice: Voice): string {
  const counts = [...counted(items, voice), ...unread(facts, voice, 'count')].join(', ');
  const params = { about: aboutText(facts, voice), ...tally, counts };
  const health = tally.total === 0 ? 'only' : tally.fine === tally.total ? 'all_fine_and' : 'some_fine_and';
  if (counts !== '') return voice.text(health, params);
  return voice.text(tally.total === 0 ? 'nothing_there' : 'nothing_to_report', params);
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
