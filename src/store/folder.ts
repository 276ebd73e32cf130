import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnusableError } from './errors.js';

/**
 * Makes the state folder and those above it, for this user only, one at a time: Node's recursive mkdir never returns
 * where a file system refuses new folders with ENOENT, as /proc does.
 * @throws StoreUnusableError when it can't be made or this user can't write to it
 */
export function makeStateFolder(path: string): void {
  try {
    make(path);
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StoreUnusableError('unwritable', path, '', { cause: error });
  }
}

function make(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) make(dirname(path));
  mkdirSync(path, { mode: 0o700 });
}
