import { describe, expect, it } from 'vitest';
import { createLiveView } from '../../../adapters/terminal/index.js';

/** A screen that understands what the view writes: text, line ends, "up n" and "clear below". */
function fakeTerminal() {
  const rows: string[] = [''];
  let row = 0;
  const ESC = String.fromCharCode(27);
  const tokens = new RegExp(`${ESC}\\[(\\d+)A|${ESC}\\[0J|\\n|[^\\n${ESC}]+`, 'g');
  return {
    write(text: string) {
      for (const [token, up] of text.matchAll(tokens)) {
        if (up !== undefined) row -= Number(up);
        else if (token === '\n') {
          row += 1;
          rows[row] ??= '';
        } else if (token.startsWith(ESC)) {
          rows.length = row + 1;
          rows[row] = '';
        } else rows[row] = (rows[row] ?? '') + token;
      }
    },
    lines: () => rows.slice(0, -1),
  };
}
const TTY = { colors: false, fancy: true, width: 40 };
const PIPE = { colors: false, fancy: false, width: 40 };

describe('on a terminal', () => {
  it('a reply that changes is drawn again in its place', () => {
    const terminal = fakeTerminal();
    const view = createLiveView(terminal, TTY);
    view.show('op:1', ['deploying', '0/3'], false);
    view.show('op:1', ['deploying', '1/3'], false);
    view.show('op:1', ['deployed'], true);
    expect(terminal.lines()).toEqual(['deployed']);
  });

  it('an answer is put above what still changes', () => {
    const terminal = fakeTerminal();
    const view = createLiveView(terminal, TTY);
    view.show('op:1', ['deploying 0/3'], false);
    view.show('event:a', ['an answer'], true);
    view.show('op:1', ['deploying 2/3'], false);
    expect(terminal.lines()).toEqual(['an answer', 'deploying 2/3']);
  });

  it('a window that was made narrower is redrawn by the rows it has now', () => {
    const terminal = fakeTerminal();
    const window = { ...TTY, width: 40 };
    const view = createLiveView(terminal, window);
    view.show('op:1', ['above'], true);
    view.show('op:2', ['deploying checkout'], false);
    // The terminal breaks the line in two
    window.width = 10;
    terminal.write('\n');
    view.show('op:2', ['deployed'], true);
    expect(terminal.lines()).toEqual(['above', 'deployed']);
  });

  it('only what fits the window is redrawn, and everything is shown in the end', () => {
    const terminal = fakeTerminal();
    const view = createLiveView(terminal, { ...TTY, height: 4 });
    view.show('op:1', ['title', 'one', 'two'], false);
    expect(terminal.lines()).toEqual(['title', 'one']);
    view.show('op:1', ['title', 'one', 'two'], true);
    expect(terminal.lines()).toEqual(['title', 'one', 'two']);
  });

  it('what was settled stays as it is', () => {
    const terminal = fakeTerminal();
    const view = createLiveView(terminal, TTY);
    view.show('op:1', ['plan'], false);
    view.settle();
    view.show('op:1', ['deploying'], false);
    expect(terminal.lines()).toEqual(['plan', 'deploying']);
  });
});

describe('on a pipe', () => {
  it('each version adds only its new lines', () => {
    const written: string[] = [];
    const view = createLiveView({ write: (text) => written.push(text) }, PIPE);
    view.show('op:1', ['deploying', '0 of 3'], false);
    view.show('op:1', ['deploying', '1 of 3'], false);
    view.show('op:1', ['deployed'], true);
    expect(written.join('')).toBe('deploying\n0 of 3\n1 of 3\ndeployed\n');
  });
});
