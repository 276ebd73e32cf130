import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { newDelivery } from '../genesis/delivery.js';
import { worldSchema, type World } from './world.js';
import { parseJson } from '../../trust-boundaries.js';
import type { Log } from '../../contracts/ports/log.js';

/** Keeps the world in one file. */
export interface Persistence {
  /** Resolves when everything that is in the world now is on the disk. Calls that overlap share one write. */
  readonly flush: () => Promise<void>;
  /** Writes soon: the world changes by itself and losing a fraction of a second of it is harmless. */
  readonly touch: () => void;
  stop(): Promise<void>;
}

const DEBOUNCE_MS = 200;

/** The saved world; undefined when there is none. A damaged file is set aside, so that the sandbox still starts. */
export async function loadWorld(file: string, log: Log): Promise<World | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const saved = z.looseObject({ createdAt: z.number() }).parse(parseJson(text));
    // Worlds of the first version had no Jenkins and no GitHub.
    return worldSchema.parse({ delivery: newDelivery(saved.createdAt), ...saved });
  } catch (error) {
    const aside = `${file}.damaged`;
    await rename(file, aside);
    log.warn({ file, aside, error }, 'the saved sandbox is damaged: a new world begins');
    return undefined;
  }
}

/** Only the start makes the folder: one that somebody moved away while the sandbox runs must not stand in its own way back. */
export async function makeFolderOf(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
}

/** A reader never sees half a file: the text is synced under another name, then renamed. */
async function writeAtomically(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** `snapshot` is called when a write begins, so a flush that joins a later write loses nothing. */
export function createPersistence(file: string, snapshot: () => World, log: Log): Persistence {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): Promise<void> => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = writeAtomically(file, JSON.stringify(snapshot()));
        return running;
      });
    return next;
  };
  const failed = (error: unknown) => log.error({ file, error }, 'the sandbox could not be saved');
  const touch = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush().catch(failed);
    }, DEBOUNCE_MS);
  };
  return {
    flush,
    touch,
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      // Whoever stops has more to close, and the folder may be gone for good.
      await flush().catch(failed);
    },
  };
}
