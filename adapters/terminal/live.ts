import type { Screen } from './render.js';
import { rowsOf } from './width.js';

/** Where lines go: a terminal or a pipe. */
export interface Output {
  write(text: string): void;
}

/** Called around drawing, so that a prompt that is being typed is cleared before and shown again after. */
export interface Prompt {
  hide(): void;
  show(): void;
}

export interface LiveView {
  /** Shows the newest version of a reply. One that is not final is drawn again in place where the output can do that. */
  show(key: string, lines: readonly string[], final: boolean): void;
  /** Whatever is still being redrawn becomes ordinary output. */
  settle(): void;
}

const ESC = String.fromCharCode(27);

/**
 * On a terminal, replies that may still change stay below everything else and are redrawn; on a pipe each version
 * is written once, only its new lines, so that a log reads in order.
 */
export function createLiveView(output: Output, screen: Screen, prompt?: Prompt): LiveView {
  return screen.fancy ? redrawing(output, screen, prompt) : appending(output);
}

function redrawing(output: Output, screen: Screen, prompt: Prompt | undefined): LiveView {
  const live = new Map<string, readonly string[]>();
  let drawn: readonly string[] = [];
  const draw = (permanent: readonly string[]) => {
    prompt?.hide();
    // A window that was made narrower meanwhile has broken the lines anew.
    const rows = rowsOfAll(drawn, screen);
    if (rows > 0) output.write(`${ESC}[${rows}A${ESC}[0J`);
    drawn = fitting([...live.values()].flat(), screen);
    for (const line of [...permanent, ...drawn]) output.write(`${line}\n`);
    prompt?.show();
  };
  return {
    show(key, lines, final) {
      if (final) live.delete(key);
      else live.set(key, lines);
      draw(final ? lines : []);
    },
    settle() {
      live.clear();
      drawn = [];
    },
  };
}

/** What scrolled out of the window can't be redrawn: of a small one, the first lines and room for the prompt. */
function fitting(lines: readonly string[], screen: Screen): readonly string[] {
  const most = Math.max(1, (screen.height ?? Infinity) - 2);
  return lines.filter((_, index) => rowsOfAll(lines.slice(0, index + 1), screen) <= most);
}

function rowsOfAll(lines: readonly string[], screen: Screen): number {
  return lines.reduce((sum, line) => sum + rowsOf(line, screen.width), 0);
}

function appending(output: Output): LiveView {
  const written = new Map<string, readonly string[]>();
  return {
    show(key, lines, final) {
      const before = written.get(key) ?? [];
      const fresh = lines.filter((line) => !before.includes(line));
      for (const line of fresh) output.write(`${line}\n`);
      if (final) written.delete(key);
      else written.set(key, lines);
    },
    settle: () => written.clear(),
  };
}
