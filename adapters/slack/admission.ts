import type { SlackConfig } from './config.js';
import type { Profile } from './people.js';

/** Whether somebody may talk with the bot in this channel at all; what they may do there is the policy's matter. */
export function admission(
  profile: Pick<Profile, 'guest' | 'stranger'>,
  channelIsShared: boolean,
  config: Pick<SlackConfig, 'allowGuests' | 'allowSharedChannels'>,
): 'admitted' | 'guest' | 'shared' {
  if ((profile.stranger || channelIsShared) && !config.allowSharedChannels) return 'shared';
  return profile.guest && !config.allowGuests ? 'guest' : 'admitted';
}
