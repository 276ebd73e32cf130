import type { Words } from '../socket/protocol.js';

/** Completes the last word from names and cues; on an empty line offers how sentences begin. */
export function completerOf({ vocabulary, commands }: Words): (line: string) => [string[], string] {
  const beginnings = [...new Set(commands.map(({ usage }) => usage.split(/\s/)[0] ?? ''))].filter(Boolean);
  const words = [...new Set([...beginnings, ...vocabulary])].toSorted();
  return (line) => {
    if (line.trim() === '') return [beginnings, line];
    const fragment = /\S*$/.exec(line)?.[0] ?? '';
    if (fragment === '') return [[], line];
    const matches = words.filter((word) => word.toLowerCase().startsWith(fragment.toLowerCase()));
    return [matches.map((word) => `${word} `), fragment];
  };
}
