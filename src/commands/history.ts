import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { terminalSchema } from '../../adapters/terminal/config.js';
import type { Configuration } from '../../config/index.js';

export interface History {
  /** Newest first, as readline wants them. */
  readonly lines: string[];
  readonly size: number;
  remember(line: string): void;
}

/** What was typed in earlier conversations, kept in the state folder for this user only. A broken file is an empty one. */
export function openHistory({ home, sections }: Pick<Configuration, 'home' | 'sections'>): History {
  const { history: size } = terminalSchema.parse(sections['terminal'] ?? {});
  const file = join(home, 'history');
  let kept = size === 0 ? [] : read(file).slice(-size);
  return {
    lines: kept.toReversed(),
    size,
    remember(line) {
      if (size === 0 || kept.at(-1) === line) return;
      kept = [...kept, line].slice(-size);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, `${kept.join('\n')}\n`, { mode: 0o600 });
    },
  };
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
