/**
 * How many columns a text takes on a terminal. Wide and fullwidth characters (Unicode Standard Annex #11) take two,
 * combining marks and joiners none.
 */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
const ZERO = /^(?:\p{Mn}|\p{Me}|\p{Cf})$/u;
const SGR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Columns of a line; colour sequences count nothing. */
export function displayWidth(line: string): number {
  return Array.from(line.replace(SGR, '')).reduce((sum, character) => sum + columns(character), 0);
}

function columns(character: string): number {
  if (ZERO.test(character)) return 0;
  const code = character.codePointAt(0) ?? 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** The line followed by spaces up to `width` columns. */
export function padTo(line: string, width: number): string {
  return line + ' '.repeat(Math.max(0, width - displayWidth(line)));
}

/** Rows that the line takes on a screen of `screenWidth` columns; at least one. */
export function rowsOf(line: string, screenWidth: number): number {
  return Math.max(1, Math.ceil(displayWidth(line) / Math.max(1, screenWidth)));
}

/** The line cut to `width` columns, ending in "…" when something is missing. Takes plain text only. */
export function cutTo(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  let cut = '';
  for (const character of line) {
    if (displayWidth(cut + character) > width - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** The text broken between words into lines of at most `width` columns; longer words are broken inside. */
export function wrapTo(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/)) {
    if (line !== '' && displayWidth((line + word).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
    while (displayWidth(line.trimEnd()) > width) {
      const head = headOf(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return [...lines, line.trimEnd()];
}

/** As many characters as fit, at least one. */
function headOf(line: string, width: number): string {
  let head = '';
  for (const character of line) {
    if (head !== '' && displayWidth(head + character) > width) break;
    head += character;
  }
  return head;
}
