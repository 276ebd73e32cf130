import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { SlackApi } from './api.js';
import type { SlackConfig } from './config.js';
import type { Forms } from './forms.js';
import type { Homes } from './homes.js';
import type { Intake } from './intake.js';
import type { Patience } from './patience.js';
import type { People } from './people.js';

/** What the listeners work with. */
export interface ListenerParts {
  readonly host: Host;
  readonly api: SlackApi;
  readonly people: People;
  readonly intake: Intake;
  readonly forms: Forms;
  readonly homes: Homes;
  readonly config: SlackConfig;
  /** The bot's own user id. */
  readonly bot: () => Promise<string>;
  /** Of {@link PATIENCE_MS}. */
  readonly patience: Patience;
  readonly isKnownThread: (channel: string, thread: string) => boolean;
  readonly clock: Clock;
  readonly log: Log;
}

/** By then a listener has answered, whatever hangs behind it: Slack waits 3 s. In milliseconds. */
export const PATIENCE_MS = 2_200;
