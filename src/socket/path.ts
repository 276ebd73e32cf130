import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** Socket addresses hold 104 to 108 bytes depending on the system (unix(7), sun_path); longer ones are cut silently. */
const LONGEST = 100;

/**
 * Where the owner of a state folder listens. A path that is too long for a socket is replaced by a name derived from
 * it in a private folder of the system's temporary directory, the same for every process of this user.
 */
export function socketPath(home: string, temporary: string = tmpdir()): string {
  const direct = join(home, 'socket');
  if (Buffer.byteLength(direct) <= LONGEST) return direct;
  const name = createHash('sha256').update(direct).digest('hex').slice(0, 24);
  return join(temporary, `coxswain-${userInfo().uid}`, name);
}

/**
 * Makes the socket's folder for this user only: whoever can enter the folder is taken for the user. Throws when the
 * folder belongs to somebody else, who could listen in.
 */
export function makePrivateFolder(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const status = lstatSync(folder);
  const { uid } = userInfo();
  if (!status.isDirectory() || (uid >= 0 && status.uid !== uid)) {
    throw new Error(`${folder} belongs to another user; choose another COXSWAIN_HOME`);
  }
  if ((status.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
