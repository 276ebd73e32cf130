/** A zero-width space: breaks markup without being seen. */
const BREAK = '\u200b';

/** Plain text inside Slack's markup: what would be a mention, a link or a style stays what it is; channels are shown by name. */
export function escaped(text: string): string {
  return plain(text).replace(/[*~`]|(?<!\w)_|_(?!\w)/g, (mark) => `${BREAK}${mark}${BREAK}`);
}

/** Plain text where Slack reads mentions and links but no styles: channels are shown by name, nothing else is what it looks like. */
export function plain(text: string): string {
  return entities(text).replace(/&lt;(#[CG][A-Z0-9]{2,})&gt;/g, '<$1>');
}

function entities(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Verbatim text in monospace. */
export function fenced(text: string): string {
  const safe = entities(text).replace(/```/g, `\`${BREAK}\`${BREAK}\``);
  return `\`\`\`\n${safe}\n\`\`\``;
}

/** Pictures as Slack writes them, `:rocket:` and `:wave::skin-tone-2:`; a colon within words is none. */
const EMOJI = /(?<!\S)(?::[\p{L}\p{N}_+'-]+:)+(?!\S)/gu;

/** What a person typed, out of Slack's markup: without the bot's name, with names and addresses as they look. */
export function unescaped(text: string, bot: string): string {
  return text
    .replace(EMOJI, ' ')
    .replaceAll(`<@${bot}>`, ' ')
    .replace(/<#[^>|]*\|([^>]*)>/g, '#$1')
    .replace(/<[@!][^>|]*\|([^>]*)>/g, '$1')
    .replace(/<@([^>]*)>/g, '@$1')
    .replace(/<[#!]([^>]*)>/g, '$1')
    .replace(/<[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<([^>]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}

/** A row of a table as a line of its own: its first cell, then what it says of it. */
export function listed([first = '', ...rest]: readonly string[]): string {
  const line = (cell: string): string => escaped(cell.replace(/\s+/g, ' '));
  const told = rest.filter((cell) => cell.trim() !== '').map(line);
  return [`*${line(first.trim() === '' ? '–' : first)}*`, ...told].join(' · ');
}

/** Columns as wide as their widest cell. Hangul and other wide letters take two places. */
export function tabular(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => widthOf(row[column] ?? ''))),
  );
  return cells
    .map((row) =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? '';
          return cell + ' '.repeat(width - widthOf(cell));
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function widthOf(text: string): number {
  return Array.from(text).reduce(
    (sum, letter) => sum + (/[\u1100-\u11ff\u2e80-\uffdc]/u.test(letter) ? 2 : 1),
    0,
  );
}
