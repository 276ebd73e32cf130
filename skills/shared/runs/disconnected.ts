import { PortError } from '../../../src/contracts/errors.js';
import type { RunDriver } from './run.js';

/** What stands for a source that is no longer connected: as if it did not answer. */
export function disconnected(name: string): RunDriver {
  const gone = (): Promise<never> =>
    Promise.reject(new PortError('unreachable', `${name} is no longer connected.`));
  return { name, start: gone, find: gone, look: gone, failure: gone, abort: gone };
}
