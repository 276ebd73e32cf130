import { PortError } from '../../src/contracts/errors.js';
import type { InboundMessage } from '../../src/contracts/message.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host, Receipt } from '../../src/contracts/ports/host.js';
import { admission } from './admission.js';
import type { SlackConfig } from './config.js';
import { isDirect } from './conversation.js';
import type { People, Profile } from './people.js';
import { messageOf, type Said } from './receive.js';
import { TEXTS } from './texts.js';

/** What became of something said: durable, or not taken with the reason as a sentence. */
export type Taken =
  | {
      readonly kind: 'taken';
      readonly receipt: Receipt;
      readonly message: InboundMessage;
      readonly profile: Profile;
    }
  | { readonly kind: 'denied'; readonly text: string };

/** Finds out who speaks and where, and hands it to the bot. Resolves once it is durable. */
export type Intake = (said: Said, sharedChannel?: boolean) => Promise<Taken>;

export function createIntake(parts: {
  readonly host: Pick<Host, 'receive'>;
  readonly people: People;
  readonly config: SlackConfig;
  readonly clock: Clock;
}): Intake {
  const { host, people, config, clock } = parts;
  return async (said, sharedChannel) => {
    const { channel } = said.place;
    const [profile, shared] = await Promise.all([
      people.profile(said.user),
      sharedChannel ?? (isDirect(channel) ? false : people.isShared(channel)),
    ]);
    const admitted = admission(profile, shared, config);
    if (admitted !== 'admitted') return { kind: 'denied', text: TEXTS[profile.locale][admitted] };
    const message = messageOf(said, profile, clock.now(), config.channels);
    try {
      return { kind: 'taken', receipt: await host.receive(message), message, profile };
    } catch (error) {
      if (!(error instanceof PortError) || error.code !== 'rate_limited' || said.comesAgain) throw error;
      return { kind: 'denied', text: TEXTS[profile.locale].busy };
    }
  };
}
