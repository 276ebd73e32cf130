import { z } from 'zod';
import type { Locale } from '../../src/contracts/message.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { SlackApi } from './api.js';
import { SlackRefusal } from './errors.js';

/** What Slack says of a person. */
export interface Profile {
  readonly display: string;
  readonly locale: Locale;
  /** A guest of the workspace, with one channel or several. */
  readonly guest: boolean;
  /** Somebody of another organisation, in a channel shared with it. */
  readonly stranger: boolean;
}

/** Who people are and which channels are shared; asked once and remembered for an hour. */
export interface People {
  /** Rejects when Slack can't be asked and the person was never seen: who it is decides what they may. */
  profile(user: string): Promise<Profile>;
  isShared(channel: string): Promise<boolean>;
}

const FRESH_MS = 60 * 60_000;
const REMEMBERED = 5_000;

const userSchema = z.object({
  user: z.object({
    name: z.string().default(''),
    team_id: z.string().optional(),
    real_name: z.string().optional(),
    locale: z.string().optional(),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    is_stranger: z.boolean().default(false),
    profile: z.object({ display_name: z.string().optional(), real_name: z.string().optional() }).default({}),
  }),
});
const channelSchema = z.object({
  channel: z.object({
    is_ext_shared: z.boolean().default(false),
    is_pending_ext_shared: z.boolean().default(false),
  }),
});

export function createPeople(api: SlackApi, clock: Clock, team: () => Promise<string>): People {
  const profiles = remembering(clock, async (user) => {
    const found = userSchema.parse(await api.call('users.info', { user, include_locale: true })).user;
    const { display_name: display, real_name: real } = found.profile;
    return {
      display: display || real || found.real_name || found.name || user,
      locale: found.locale?.startsWith('ko') === true ? 'ko' : 'en',
      guest: found.is_restricted || found.is_ultra_restricted,
      stranger: found.is_stranger || (found.team_id !== undefined && found.team_id !== (await team())),
    } satisfies Profile;
  });
  const shared = remembering(clock, async (channel) => {
    try {
      const found = channelSchema.parse(await api.call('conversations.info', { channel })).channel;
      return found.is_ext_shared || found.is_pending_ext_shared;
    } catch (error) {
      // A private channel without the bot: it can't post there, and answers in the direct message.
      if (error instanceof SlackRefusal) return false;
      throw error;
    }
  });
  return { profile: profiles, isShared: shared };
}

/** The last known value while it is fresh, or when no newer one can be had. */
function remembering<Value>(
  clock: Clock,
  ask: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const known = new Map<string, { readonly at: number; readonly value: Value }>();
  const asking = new Map<string, Promise<Value>>();
  const fetch = async (key: string): Promise<Value> => {
    try {
      const value = await ask(key);
      const oldest = known.keys().next().value;
      if (known.size >= REMEMBERED && oldest !== undefined) known.delete(oldest);
      known.set(key, { at: clock.now(), value });
      return value;
    } catch (error) {
      const last = known.get(key);
      if (last !== undefined) return last.value;
      throw error;
    } finally {
      asking.delete(key);
    }
  };
  return (key) => {
    const last = known.get(key);
    if (last !== undefined && clock.now() - last.at < FRESH_MS) return Promise.resolve(last.value);
    const running = asking.get(key) ?? fetch(key);
    asking.set(key, running);
    return running;
  };
}
