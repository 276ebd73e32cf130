import { createColors } from 'picocolors';
import type { Locale } from '../../src/contracts/message.js';
import type { Reply, ReplyBlock } from '../../src/contracts/reply.js';
import { cutTo, displayWidth, padTo, wrapTo } from './width.js';

/** What the output can show. */
export interface Screen {
  readonly colors: boolean;
  /** Marks, bars and frames; false: plain words, for pipes and logs. */
  readonly fancy: boolean;
  /** Columns; tables are cut to it. */
  readonly width: number;
  /** Rows; what is redrawn must fit them. Absent: as many as it takes. */
  readonly height?: number;
}

type Colors = ReturnType<typeof createColors>;
type Progress = Extract<ReplyBlock, { kind: 'progress' }>;
interface Paint {
  readonly screen: Screen;
  readonly colors: Colors;
  readonly words: Words;
  /** Of the widest label among the reply's progress bars, so that the bars stand below each other. */
  readonly labelWidth: number;
}

/** The few words that the terminal adds by itself. */
interface Words {
  readonly sandbox: string;
  readonly say: string;
  readonly warning: string;
  readonly of: (done: number, total: number) => string;
  readonly states: Readonly<Record<Progress['state'], string>>;
  readonly inFull: (lines: number) => string;
}
const WORDS: Readonly<Record<Locale, Words>> = {
  en: {
    sandbox: 'sandbox',
    say: 'say',
    warning: 'warning',
    of: (done, total) => `${done} of ${total}`,
    states: { waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', paused: 'paused' },
    inFull: (lines) => `${lines} lines, in full with --json`,
  },
  ko: {
    sandbox: '샌드박스',
    say: '말하기',
    warning: '주의',
    of: (done, total) => `${total}개 중 ${done}개`,
    states: { waiting: '대기', running: '진행 중', done: '완료', failed: '실패', paused: '멈춤' },
    inFull: (lines) => `${lines}줄, --json으로 전부 볼 수 있어요`,
  },
};
const MARKS: Readonly<Record<Reply['tone'], string>> = {
  info: '•',
  success: '✔',
  warning: '▲',
  danger: '✖',
  question: '?',
};
const BAR = 20;
const SHORTEST_BAR = 5;
/** Columns of the indent and of the spaces around a bar. */
const BESIDE_BAR = 5;
const SPARKS = '▁▂▃▄▅▆▇█';

/** A reply as lines without line ends. Texts from outside cannot send control sequences to the terminal. */
export function renderReply(reply: Reply, screen: Screen): string[] {
  const paint = {
    screen,
    colors: createColors(screen.colors),
    words: WORDS[reply.locale],
    labelWidth: labelWidth(reply),
  };
  return [
    ...title(reply, paint),
    ...[...reply.blocks.flatMap((each) => block(each, paint)), ...links(reply, paint)].map((line) =>
      `  ${line}`.trimEnd(),
    ),
  ];
}

function links({ links: given = [] }: Reply, { colors }: Paint): string[] {
  return given.map(({ label, url }) => `${colors.dim(`${plain(label)}:`)} ${plain(url)}`);
}

function labelWidth({ blocks }: Reply): number {
  const labels = blocks.flatMap((each) =>
    each.kind === 'progress' ? [displayWidth(plain(each.label))] : [],
  );
  return Math.max(0, ...labels);
}

/** The title, wrapped below its own beginning where the screen is narrow. */
function title(reply: Reply, { screen, colors, words }: Paint): string[] {
  const text = plain(reply.title);
  const number =
    reply.operation === undefined || text.includes(`#${reply.operation}`) ? '' : `#${reply.operation} `;
  const sandbox = reply.sandbox ? `[${words.sandbox}]` : '';
  if (!screen.fancy) return [`${colors.bold(number + text)} ${colors.magenta(sandbox)}`.trimEnd()];
  const wrapped = wrapTo(`${number}${text} ${sandbox}`.trimEnd(), Math.max(20, screen.width - 2));
  const painted = wrapped.map((line, index) => {
    const marked = index === wrapped.length - 1 && sandbox !== '' && line.endsWith(sandbox);
    const head = marked ? line.slice(0, -sandbox.length) : line;
    return (head === '' ? '' : colors.bold(head)) + (marked ? colors.magenta(sandbox) : '');
  });
  const mark = toneColor(reply.tone, colors)(MARKS[reply.tone]);
  return painted.map((line, index) => `${index === 0 ? mark : ' '} ${line}`);
}

function toneColor(tone: Reply['tone'], colors: Colors): (text: string) => string {
  if (tone === 'success') return colors.green;
  if (tone === 'warning') return colors.yellow;
  if (tone === 'danger') return colors.red;
  return colors.cyan;
}

function block(part: ReplyBlock, paint: Paint): string[] {
  const { screen, colors, words } = paint;
  switch (part.kind) {
    case 'text':
      return paragraphs(part.text, screen);
    case 'warning': {
      const head = screen.fancy ? '!' : `${words.warning}:`;
      return paragraphs(part.text, screen).map(
        (line, index) => `${index === 0 ? colors.yellow(head) : ' '.repeat(head.length)} ${line}`,
      );
    }
    case 'code':
      return verbatim(part.text, paint);
    case 'fields':
      return fields(part.fields, colors);
    case 'table':
      return table([part.columns, ...part.rows], paint);
    case 'progress':
      return [progress(part, paint)];
    case 'chart':
      return [chart(part, paint)];
    case 'actions':
      return part.actions.map(
        ({ label, say }) => `${colors.dim(`${plain(label)} — ${words.say}:`)} ${colors.cyan(plain(say))}`,
      );
    case 'file':
      return file(part, paint);
  }
}

/** Commands that the bot gives to be copied: a line of one is never broken. */
const COMMAND = /^(?:kubectl|helm|flux|argocd) /;

function verbatim(text: string, { screen, colors }: Paint): string[] {
  if (!screen.fancy) return lines(text).map((line) => `  ${line}`);
  return lines(text)
    .flatMap((line) => (COMMAND.test(line) ? [line] : wrapTo(line, Math.max(20, screen.width - 4))))
    .map((line) => `${colors.dim('│')} ${line}`);
}

function fields(entries: readonly { label: string; value: string }[], colors: Colors): string[] {
  const width = Math.max(0, ...entries.map(({ label }) => displayWidth(plain(label))));
  return entries.map(
    ({ label, value }) => `${colors.dim(padTo(plain(label), width))}  ${lines(value).join(' ')}`,
  );
}

/** Columns as wide as their widest cell; the last one is cut so that a row stays one line, where that leaves enough of it. */
function table(rows: readonly (readonly string[])[], { screen, colors }: Paint): string[] {
  const cells = rows.map((row) => row.map((cell) => lines(cell).join(' ')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  if (screen.fancy && isCramped(widths, screen.width - 2)) return stacked(cells, screen.width - 2, colors);
  return cells.map((row, index) => {
    const text = widths.map((width, column) => padTo(row[column] ?? '', width)).join('  ');
    const cut = screen.fancy ? cutTo(text.trimEnd(), screen.width - 2) : text.trimEnd();
    return index === 0 ? colors.dim(cut) : cut;
  });
}

/** Below this many columns no cell is cut. */
const NARROW = 60;
/** Fewer columns than this of a last cell tell nothing. */
const TELLING = 16;

function isCramped(widths: readonly number[], available: number): boolean {
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + 2, 0);
  const last = widths.at(-1) ?? 0;
  return before + last > available && (available < NARROW || available - before < TELLING);
}

/** One row below the other, each cell behind its column's name: for screens that a table does not fit on. */
function stacked(
  [columns = [], ...rows]: readonly (readonly string[])[],
  available: number,
  colors: Colors,
): string[] {
  const label = Math.max(0, ...columns.slice(1).map(displayWidth));
  return rows.flatMap(([head = '', ...cells]) => [
    ...wrapTo(head, available).map(colors.bold),
    ...cells.flatMap((cell, index) =>
      cell === ''
        ? []
        : wrapTo(cell, Math.max(8, available - label - 4)).map(
            (line, at) =>
              `  ${colors.dim(padTo(at === 0 ? (columns[index + 1] ?? '') : '', label))}  ${line}`,
          ),
    ),
  ]);
}

function progress(part: Progress, { screen, colors, words, labelWidth }: Paint): string {
  if (!screen.fancy)
    return `${plain(part.label)}: ${progressText(part, words, words.of(part.done, part.total))}`;
  const share = part.total === 0 ? (part.state === 'done' ? 1 : 0) : Math.min(1, part.done / part.total);
  const text = progressText(part, words, `${part.done}/${part.total}`);
  const room = screen.width - labelWidth - displayWidth(text) - BESIDE_BAR;
  const length = Math.max(SHORTEST_BAR, Math.min(BAR, room));
  const full = Math.round(share * length);
  const bar = [
    full > 0 ? barColor(part.state, colors)('█'.repeat(full)) : '',
    full < length ? colors.dim('░'.repeat(length - full)) : '',
  ].join('');
  return `${padTo(plain(part.label), labelWidth)} ${bar} ${text}`;
}

/** Counts unless the detail gives them, the detail, and the state unless both say enough. */
function progressText({ total, detail, state }: Progress, words: Words, counts: string): string {
  const told = detail === undefined ? '' : plain(detail);
  const shown = total === 0 || told.includes(String(total)) ? '' : counts;
  const said = state === 'running' && (shown !== '' || told !== '') ? '' : words.states[state];
  return [shown, told, said].filter(Boolean).join(', ');
}

function barColor(state: Progress['state'], colors: Colors): (text: string) => string {
  if (state === 'done') return colors.green;
  if (state === 'failed') return colors.red;
  return state === 'running' ? colors.cyan : colors.yellow;
}

function chart(part: Extract<ReplyBlock, { kind: 'chart' }>, { screen }: Paint): string {
  const top = Math.max(...part.points);
  const bottom = Math.min(...part.points);
  const range = part.points.length === 0 ? '' : ` ${bottom}–${top} ${plain(part.unit)}`;
  if (!screen.fancy) return `${plain(part.title)}: ${part.points.join(' ')} ${plain(part.unit)}`;
  const level = (point: number) => Math.round(((point - bottom) / (top - bottom || 1)) * (SPARKS.length - 1));
  return `${plain(part.title)} ${part.points.map((point) => SPARKS[level(point)] ?? '').join('')}${range}`;
}

/** A file's size only: the reply shows what matters of it, and `--json` has it whole. */
function file(part: Extract<ReplyBlock, { kind: 'file' }>, { colors, words }: Paint): string[] {
  const count = lines(part.content.replace(/\n$/, '')).length;
  return [`${colors.bold(plain(part.name))}: ${words.inFull(count)}`];
}

/** Running text, wrapped for a screen; a pipe keeps the lines whole. */
function paragraphs(text: string, { fancy, width }: Screen): string[] {
  return fancy ? lines(text).flatMap((line) => wrapTo(line, Math.max(20, width - 4))) : lines(text);
}

/** Lines of a text from outside. */
function lines(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').split('\n').map(plain);
}

/** Escape sequences, control characters and marks that turn the writing direction could disguise a text: they are dropped. */
function plain(text: string): string {
  return text
    .replace(ESCAPES, '')
    .replace(/\t/g, '    ')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}
const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);
const ESCAPES = new RegExp(
  `${ESC}\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)?|${ESC}\\[[0-9;?]*[ -/]*[@-~]|${ESC}[@-_]`,
  'g',
);
