import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { Board } from './board.js';
import type { TeamsConfig } from './config.js';
import type { Connector } from './connector.js';
import type { References } from './references.js';

/** What receiving and sending work with. */
export interface TeamsParts {
  readonly host: Pick<Host, 'receive' | 'options'>;
  readonly connector: Connector;
  readonly references: References;
  readonly board: Board;
  readonly config: TeamsConfig;
  readonly clock: Clock;
  readonly log: Log;
}

/** Teams waits 15 s for an activity to be taken. In milliseconds. */
export const TAKE_MS = 10_000;
/** By then a pressed control is answered: the person's client shows a spinner so long. */
export const PRESS_MS = 4_000;
