import type { types } from '@slack/bolt';
import type { ConversationRef } from '../../src/contracts/message.js';
import type { Reply, ReplyAction, ReplyBlock } from '../../src/contracts/reply.js';
import { formValue, IDS, pressValue } from './controls.js';
import { chunks, LIMITS, within } from './limits.js';
import { escaped, fenced, listed, plain, tabular } from './mrkdwn.js';
import { TEXTS, type Texts } from './texts.js';

export type Block = types.KnownBlock;

/** A message as Slack takes it, and what is too long for it. */
export interface Rendered {
  /** For notifications and where blocks can't be shown. */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly File[];
}
export interface File {
  readonly name: string;
  readonly content: string;
}
interface Part {
  readonly blocks: readonly Block[];
  readonly file?: File;
}

const MARKS: Readonly<Record<Reply['tone'], string>> = {
  info: ':small_blue_diamond:',
  success: ':white_check_mark:',
  warning: ':warning:',
  danger: ':x:',
  question: ':grey_question:',
};
const STATES = {
  waiting: ':hourglass:',
  running: ':arrow_forward:',
  done: ':white_check_mark:',
  failed: ':x:',
  paused: ':double_vertical_bar:',
} as const;
const BAR = 16;
const SPARKS = '▁▂▃▄▅▆▇█';
/** More lines or letters than these become a file; the message keeps the beginning. */
const SHOWN_LINES = 20;
const SHOWN_LETTERS = 2_000;
/** Letters in a line of monospace that a window of Slack holds; wider tables are listed, up to so many rows. */
const TABLE_WIDTH = 100;
const LISTED_ROWS = 30;
/** A row of buttons that still fits a phone. */
const BUTTONS_IN_ROW = 5;

/** A neutral reply as Block Kit, always within Slack's limits. `at`: where its controls belong, when shown elsewhere. */
export function renderReply(reply: Reply, at?: ConversationRef): Rendered {
  const texts = TEXTS[reply.locale];
  const parts = reply.blocks.map((block, index) => part(block, { reply, texts, index, at }));
  const blocks = [
    titleBlock(reply),
    ...parts.flatMap((each) => each.blocks),
    ...formBlock(reply, texts, at),
    ...linkBlock(reply),
    ...(reply.sandbox ? [note(texts.sandbox)] : []),
  ];
  return {
    text: within(plain(titleOf(reply)), LIMITS.fallbackText),
    blocks: fitted(blocks),
    files: parts.flatMap(({ file }) => (file === undefined ? [] : [file])),
  };
}

/** Controls and the last notes outlive everything else when there are too many blocks. */
function fitted(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length <= LIMITS.messageBlocks) return blocks;
  const kept = blocks.filter((block) => block.type === 'actions').slice(0, LIMITS.messageBlocks / 2);
  const others = blocks.filter((block) => block.type !== 'actions');
  return [...others.slice(0, LIMITS.messageBlocks - kept.length - 1), note('…'), ...kept];
}

export function titleOf({ title, operation }: Pick<Reply, 'title' | 'operation'>): string {
  return operation === undefined || title.includes(`#${operation}`) ? title : `#${operation} ${title}`;
}

function titleBlock(reply: Reply): Block {
  // Escaping lengthens at most fivefold, so a title of 500 letters stays within a section.
  return section(`${MARKS[reply.tone]} *${escaped(within(titleOf(reply).replace(/\s+/g, ' '), 500))}*`);
}

interface Around {
  readonly reply: Reply;
  readonly texts: Texts;
  readonly index: number;
  readonly at: ConversationRef | undefined;
}

function part(block: ReplyBlock, around: Around): Part {
  switch (block.kind) {
    case 'text':
      return { blocks: paragraphs(block.text) };
    case 'warning':
      return { blocks: paragraphs(`⚠️ ${block.text}`) };
    case 'code':
      return verbatim(block.text, `output-${around.index + 1}.txt`, around.texts);
    case 'table':
      return table(block, `table-${around.index + 1}.txt`, around.texts);
    case 'fields':
      return { blocks: fields(block.fields) };
    case 'progress':
      return { blocks: [progress(block, around.texts)] };
    case 'chart':
      return { blocks: [section(chart(block))] };
    case 'actions':
      return { blocks: actions(block.actions, around) };
    case 'file':
      return { ...verbatim(block.content, block.name, around.texts), file: block };
  }
}

function paragraphs(text: string): readonly Block[] {
  return slices(text, LIMITS.sectionText).map((slice) => ({
    type: 'section',
    text: { type: 'plain_text', text: slice, emoji: false },
  }));
}

/** Cut at the last line end before the limit where there is one. Never empty. */
function slices(text: string, limit: number): readonly string[] {
  const rest = text.trim() === '' ? '–' : text;
  if (rest.length <= limit) return [rest];
  const at = rest.lastIndexOf('\n', limit);
  const end = at > limit / 2 ? at : limit;
  const tail = rest.slice(end).replace(/^\n/, '');
  return [rest.slice(0, end), ...(tail === '' ? [] : slices(tail, limit))];
}

function verbatim(content: string, name: string, texts: Texts): Part {
  const lines = content.replace(/\n+$/, '').split('\n');
  const head = lines.slice(0, SHOWN_LINES).join('\n');
  const shown = within(head, SHOWN_LETTERS);
  const block = section(shownFence(shown));
  if (shown === head && lines.length <= SHOWN_LINES) return { blocks: [block] };
  return { blocks: [block, note(texts.whole)], file: { name, content } };
}

/** Slack breaks lines of monospace that are wider than its window: such a table is a list of its rows. */
function table({ columns, rows }: Extract<ReplyBlock, { kind: 'table' }>, name: string, texts: Texts): Part {
  const content = tabular([columns, ...rows]);
  const widest = Math.max(...content.split('\n').map(({ length }) => length));
  if (widest <= TABLE_WIDTH || rows.length > LISTED_ROWS) return verbatim(content, name, texts);
  const lines = rows.map((row) => within(listed(row), LIMITS.sectionText)).join('\n');
  return { blocks: slices(lines, LIMITS.sectionText).map(section) };
}

/** Escaping may lengthen the text past the limit: then less of it is shown. */
function shownFence(text: string): string {
  const whole = fenced(text === '' ? ' ' : text);
  return whole.length <= LIMITS.sectionText ? whole : shownFence(within(text, Math.floor(text.length / 2)));
}

function fields(entries: readonly { label: string; value: string }[]): readonly Block[] {
  return chunks(entries, LIMITS.fields).map((some) => ({
    type: 'section',
    fields: some.map(({ label, value }) => ({
      type: 'mrkdwn',
      text: `*${escaped(within(label, 100))}*\n${escaped(within(value === '' ? '–' : value, 300))}`,
    })),
  }));
}

function progress(block: Extract<ReplyBlock, { kind: 'progress' }>, texts: Texts): Block {
  const { label, done, total, detail, state } = block;
  const share = total === 0 ? (state === 'done' ? 1 : 0) : Math.min(1, done / total);
  const full = Math.round(share * BAR);
  const bar = `\`${'█'.repeat(full)}${'░'.repeat(BAR - full)}\``;
  const told = detail === undefined ? [] : [escaped(within(detail, 300))];
  const counts = total === 0 ? [] : [`${done}/${total}`];
  const said = [...counts, texts.states[state], ...told].join(' · ');
  return section(`${STATES[state]} *${escaped(within(label, 200))}*\n${bar} ${said}`);
}

function chart({ title, unit, points }: Extract<ReplyBlock, { kind: 'chart' }>): string {
  const shown = points.slice(-60);
  const [bottom, top] = [Math.min(...shown), Math.max(...shown)];
  const spark = shown
    .map((point) => SPARKS[Math.round(((point - bottom) / (top - bottom || 1)) * 7)] ?? '')
    .join('');
  const range = shown.length === 0 ? '' : ` ${bottom}–${top} ${escaped(within(unit, 40))}`;
  return `*${escaped(within(title, 200))}*\n\`${spark || ' '}\`${range}`;
}

function actions(given: readonly ReplyAction[], { index, at }: Around): readonly Block[] {
  const buttons = given.slice(0, LIMITS.actionElements).flatMap((action, place) => {
    const value = pressValue(action.command, at);
    if (value.length > LIMITS.buttonValue) return [];
    return [button(action.label, `${IDS.command}:${index}:${place}`, value, action.style)];
  });
  return chunks(buttons, BUTTONS_IN_ROW).map((row) => ({ type: 'actions', elements: [...row] }));
}

/** A question for one slot can be answered by typing; the button opens a form with the live choices. */
function formBlock(reply: Reply, texts: Texts, at: ConversationRef | undefined): readonly Block[] {
  if (reply.slot === undefined || (reply.expects !== 'slot' && reply.expects !== 'choice')) return [];
  const { slot } = reply;
  const value = formValue({ ...reply, slot }, within(titleOf(reply), 200), at);
  return [{ type: 'actions', elements: [button(texts.choose, IDS.form, value, 'plain')] }];
}

function button(label: string, id: string, value: string, style: ReplyAction['style']): types.Button {
  return {
    type: 'button',
    text: { type: 'plain_text', text: within(label === '' ? '–' : label, LIMITS.buttonText), emoji: false },
    action_id: id,
    value,
    ...(style === 'plain' ? {} : { style }),
  };
}

/** Addresses come from the configuration and were checked; their labels may hold names from outside. */
function linkBlock({ links = [] }: Reply): readonly Block[] {
  const shown = links.map(
    ({ label, url }) => `<${url.replace(/[<>|]/g, encodeURIComponent)}|${escaped(within(label, 100))}>`,
  );
  const text = shown.reduce(
    (all, each) => (all.length + each.length < LIMITS.contextText ? `${all}  ${each}` : all),
    '',
  );
  return text === '' ? [] : [{ type: 'context', elements: [{ type: 'mrkdwn', text: text.trim() }] }];
}

function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text: within(text, LIMITS.sectionText) } };
}

function note(text: string): Block {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}
