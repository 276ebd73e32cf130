import type { ConversationRef } from '../../src/contracts/message.js';
import type { Option } from '../../src/contracts/ports/host.js';
import type { Reply, ReplyAction, ReplyBlock } from '../../src/contracts/reply.js';
import {
  actionSet,
  card,
  execute,
  line,
  lines,
  pair,
  run,
  table,
  verbatim,
  type Card,
  type Element,
} from './cards.js';
import { pressData, refreshData, VERBS } from './controls.js';
import { asksForSlot, formElements } from './form.js';
import { LIMITS, sizeOf, within } from './limits.js';
import { TEXTS, type Texts } from './texts.js';

/** A message as Teams takes it. */
export interface Rendered {
  /** For notifications, and where the card can't be shown. */
  readonly text: string;
  readonly card: Card;
}

export interface Around {
  /** Live choices for the slot that the reply asks for. */
  readonly choices?: readonly Option[];
  /** Where the controls belong, when the card is shown elsewhere. */
  readonly at?: ConversationRef | undefined;
  /** Whether it may still change: then the card asks for its newest state when it is looked at. */
  readonly changing?: boolean;
}

const MARKS = {
  info: ['●', 'accent'],
  success: ['✔', 'good'],
  warning: ['⚠', 'warning'],
  danger: ['✖', 'attention'],
  question: ['?', 'accent'],
} as const;
const STATES = { waiting: '◌', running: '▶', done: '✔', failed: '✖', paused: '‖' } as const;
const BAR = 16;
const SPARKS = '▁▂▃▄▅▆▇█';

/** How much of what is long is shown. The next one is taken when a message would be too large. */
interface Measure {
  readonly letters: number;
  readonly lines: number;
  readonly rows: number;
  readonly fields: number;
}
const MEASURES: readonly Measure[] = [
  { letters: 4_000, lines: 60, rows: 30, fields: 30 },
  { letters: 1_500, lines: 30, rows: 15, fields: 15 },
  { letters: 500, lines: 10, rows: 8, fields: 8 },
  { letters: 120, lines: 3, rows: 3, fields: 4 },
];

/** A neutral reply as an Adaptive Card with its fallback text, always within Teams' limits. */
export function renderReply(reply: Reply, around: Around = {}): Rendered {
  const text = within(titleOf(reply), LIMITS.summary);
  for (const measure of MEASURES) {
    const made = cardOf(reply, around, measure);
    if (fits(text, made)) return { text, card: made };
  }
  return { text, card: shortest(reply, around, text) };
}

function fits(text: string, made: Card): boolean {
  return sizeOf({ text, made }) + ENVELOPE <= LIMITS.messageBytes;
}
/** The rest of the activity: ids, addresses. */
const ENVELOPE = 2_000;

/** Title and as many controls as there is room for. */
function shortest(reply: Reply, around: Around, text: string): Card {
  const texts = TEXTS[reply.locale];
  const controls = reply.blocks.flatMap((block) =>
    block.kind === 'actions' ? actions(block.actions, reply, around) : [],
  );
  const plain = [title(reply), line(texts.shortened, { isSubtle: true, size: 'small' })];
  const whole = framed([...plain, ...controls], reply, around);
  return fits(text, whole) ? whole : framed(plain, reply, around);
}

function cardOf(reply: Reply, around: Around, measure: Measure): Card {
  const texts = TEXTS[reply.locale];
  const body = reply.blocks.flatMap((block) =>
    block.kind === 'actions'
      ? isListed(block.actions, reply, around)
        ? []
        : actions(block.actions, reply, around)
      : part(block, texts, measure),
  );
  const note = reply.sandbox ? [line(texts.sandbox, { isSubtle: true, size: 'small' })] : [];
  return framed([title(reply), ...body, ...formElements(reply, around), ...note], reply, around);
}

/** More choices than fit in a row are only in the form's list. */
function isListed({ length }: readonly ReplyAction[], reply: Reply, { choices = [] }: Around): boolean {
  return asksForSlot(reply) && length > LIMITS.primaryActions && choices.length >= length;
}

function framed(body: readonly Element[], reply: Reply, { changing }: Around): Card {
  const { locale, speech, operation } = reply;
  const refresh =
    changing === true && operation !== undefined
      ? { refresh: { action: execute('↻', VERBS.refresh, refreshData(operation)) } }
      : {};
  return card(body, {
    fallbackText: within(titleOf(reply), LIMITS.summary),
    ...(speech === '' ? {} : { speak: within(speech, LIMITS.summary) }),
    lang: locale,
    ...refresh,
  });
}

export function titleOf({ title: said, operation }: Pick<Reply, 'title' | 'operation'>): string {
  const one = said.replace(/\s+/g, ' ').trim() || '–';
  return operation === undefined || one.includes(`#${operation}`) ? one : `#${operation} ${one}`;
}

function title(reply: Reply): Element {
  const [mark, color] = MARKS[reply.tone];
  return lines([
    run(`${mark} `),
    run(within(titleOf(reply), LIMITS.title), {
      weight: 'bolder',
      size: 'medium',
      ...(reply.tone === 'info' || reply.tone === 'question' ? {} : { color }),
    }),
  ]);
}

function part(
  block: Exclude<ReplyBlock, { kind: 'actions' }>,
  texts: Texts,
  measure: Measure,
): readonly Element[] {
  switch (block.kind) {
    case 'text':
      return paragraph(block.text, measure, texts);
    case 'warning':
      return [line(`⚠ ${cut(block.text, measure)}`, { color: 'warning', weight: 'bolder' })];
    case 'code':
      return long(block.text, measure, texts);
    case 'file':
      return [
        line(`▤ ${within(block.name, 100)}`, { isSubtle: true }),
        ...long(block.content, measure, texts),
      ];
    case 'table':
      return tabular(block, measure, texts);
    case 'fields':
      return block.fields
        .slice(0, measure.fields)
        .map(({ label, value }) => pair(within(label, 100), within(value === '' ? '–' : value, 300)));
    case 'progress':
      return progress(block, texts);
    case 'chart':
      return chart(block);
  }
}

function paragraph(text: string, measure: Measure, texts: Texts): readonly Element[] {
  if (text.trim() === '') return [];
  const shown = cut(text, measure);
  return [line(shown), ...(shown === text ? [] : [line(texts.shortened, { isSubtle: true, size: 'small' })])];
}

const cut = (text: string, { letters }: Measure): string => within(text, letters);

/** Its beginning, and how many lines are left out. */
function long(content: string, { letters, lines: most }: Measure, texts: Texts): readonly Element[] {
  const all = content.replace(/\n+$/, '').split('\n');
  const head = within(all.slice(0, most).join('\n'), letters);
  const left = all.length - head.split('\n').length;
  const whole = left === 0 && !head.endsWith('…');
  const note = left > 0 ? texts.cut(left) : texts.shortened;
  return [verbatim(head), ...(whole ? [] : [line(note, { isSubtle: true, size: 'small' })])];
}

function tabular(
  { columns, rows }: Extract<ReplyBlock, { kind: 'table' }>,
  measure: Measure,
  texts: Texts,
): readonly Element[] {
  const shownColumns = columns.slice(0, LIMITS.tableColumns);
  if (shownColumns.length === 0) return [];
  const shownRows = rows
    .slice(0, measure.rows)
    .map((row) => shownColumns.map((_, place) => within(row[place] ?? '', 200)));
  const widths = shownColumns.map((name, place) =>
    columnWidth([name, ...shownRows.map((row) => row[place] ?? '')]),
  );
  const left = rows.length - shownRows.length;
  return [
    table(
      shownColumns.map((name, place) => [within(name, 60), widths[place] ?? 1]),
      shownRows,
    ),
    ...(left > 0 ? [line(texts.cut(left), { isSubtle: true, size: 'small' })] : []),
  ];
}

/** Its share of the table: room for its longest word, so that none is broken, and for longer texts to wrap. */
function columnWidth(texts: readonly string[]): number {
  const longest = Math.max(...texts.map((text) => text.length));
  const word = Math.max(...texts.flatMap((text) => text.split(/\s+/)).map(({ length }) => length));
  return Math.min(longest, Math.max(word, WRAPS_AT), WIDEST) + CELL_PADDING;
}
/** In letters. */
const [WRAPS_AT, WIDEST, CELL_PADDING] = [24, 36, 2] as const;

function progress(
  { label, done, total, detail, state }: Extract<ReplyBlock, { kind: 'progress' }>,
  texts: Texts,
): readonly Element[] {
  const share = total === 0 ? (state === 'done' ? 1 : 0) : Math.min(1, done / total);
  const full = Math.round(share * BAR);
  const counts = total === 0 ? [] : [`${done}/${total}`];
  const told = detail === undefined || detail === '' ? [] : [within(detail, 300)];
  return [
    lines([
      run(`${STATES[state]} `),
      run(within(label, 200), { weight: 'bolder' }),
      run(`  ${[...counts, texts.states[state], ...told].join(' · ')}`, { isSubtle: true }),
    ]),
    lines(
      [
        run('█'.repeat(full), { fontType: 'monospace', color: state === 'failed' ? 'attention' : 'good' }),
        run('░'.repeat(BAR - full), { fontType: 'monospace', isSubtle: true }),
      ].filter(({ text }) => text !== ' '),
      { spacing: 'none' },
    ),
  ];
}

function chart({ title: name, unit, points }: Extract<ReplyBlock, { kind: 'chart' }>): readonly Element[] {
  const shown = points.slice(-40);
  const [bottom, top] = [Math.min(...shown), Math.max(...shown)];
  const spark = shown
    .map((point) => SPARKS[Math.round(((point - bottom) / (top - bottom || 1)) * 7)] ?? '')
    .join('');
  const range = shown.length === 0 ? '' : `  ${bottom}–${top} ${within(unit, 40)}`;
  return [
    line(within(name, 200), { weight: 'bolder' }),
    lines([run(spark, { fontType: 'monospace' }), run(range, { isSubtle: true })], { spacing: 'none' }),
  ];
}

function actions(given: readonly ReplyAction[], reply: Reply, { at }: Around): readonly Element[] {
  const asked = reply.expects === 'choice' ? { asked: titleOf(reply) } : {};
  const made = given.map(({ label, command, style }) =>
    execute(
      label,
      VERBS.press,
      pressData(command, label, { at, ...asked }),
      style === 'primary' ? 'positive' : style === 'danger' ? 'destructive' : 'default',
    ),
  );
  return made.length === 0 ? [] : [actionSet(made)];
}
