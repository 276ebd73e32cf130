import type { Words } from '../socket/protocol.js';

/** Completes the last word from names and cues; on an empty line offers how sentences begin. */
export function completerOf({ vocabulary, commands }: Words): (line: string) => [string[], string] {
  const beginnings = [...new Set(commands.map(({ usage }) => usage.split(/\s/)[0] ?? ''))].filter(Boolean);
  const words = typed([...beginnings, ...vocabulary]).toSorted();
  return (line) => {
    if (line.trim() === '') return [beginnings, line];
    const fragment = /\S*$/.exec(line)?.[0] ?? '';
    if (fragment === '') return [[], line];
    const matches = words.filter((word) => word.toLowerCase().startsWith(fragment.toLowerCase()));
    return [matches.map((word) => `${word} `), fragment];
  };
}

/**
 * Each word once, as it is typed: the vocabulary is for recognisers too, and knows that "checkout" sounds like "check out".
 * What has a gap in it ("cancel … build") can't be typed in one go.
 */
function typed(vocabulary: readonly string[]): string[] {
  const words = vocabulary.filter((word) => !word.includes('…'));
  const whole = new Set(words.filter((word) => !word.includes(' ')).map(joined));
  return [...new Set(words)].filter((word) => !word.includes(' ') || !whole.has(joined(word)));
}

function joined(word: string): string {
  return word.toLowerCase().replaceAll(/[\s-]/gu, '');
}
