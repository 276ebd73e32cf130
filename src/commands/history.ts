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
  return {
    lines: size === 0 ? [] : read(file).slice(-size).toReversed(),
    size,
    remember(line) {
      if (size === 0) return;
      // Another conversation may have added to it meanwhile.
      const kept = read(file);
      if (kept.at(-1) === line) return;
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        writeFileSync(file, `${[...kept, line].slice(-size).join('\n')}\n`, { mode: 0o600 });
      } catch {
        // A full disk must not end a conversation; the line is only missing next time.
      }
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
