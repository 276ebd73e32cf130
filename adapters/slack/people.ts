import { z } from 'zod';
import type { Json } from '../../src/contracts/json.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { AdapterMemory } from '../../src/contracts/ports/memory.js';
import { remembered } from '../shared/remembered.js';
import type { SlackApi } from './api.js';
import { isUnseen, SlackRefusal } from './errors.js';
import { inTime } from '../shared/in-time.js';

/** What Slack says of a person. */
const profileSchema = z.object({
  display: z.string(),
  locale: z.enum(['en', 'ko']),
  /** A guest of the workspace, with one channel or several. */
  guest: z.boolean(),
  /** Somebody of another organisation, in a channel shared with it. */
  stranger: z.boolean(),
});
export type Profile = Readonly<z.infer<typeof profileSchema>>;

/** Who people are, how channels are called and which are shared; asked once and remembered for an hour. */
export interface People {
  /** Rejects when Slack can't be asked and the person was never seen: who it is decides what they may. */
  profile(user: string): Promise<Profile>;
  isShared(channel: string): Promise<boolean>;
  /** Its name, or its id where Slack does not tell. Rejects never: no answer waits for a name. */
  channelName(channel: string): Promise<string>;
}

const FRESH_MS = 60 * 60_000;
/** What was known before a restart may be used for so long. */
const USABLE_MS = 24 * 60 * 60_000;
/** Longer than this Slack is not waited for where something is known already: a command must be taken within 3 s. */
const SLOW_MS = 700;

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
    name: z.string().optional(),
    is_ext_shared: z.boolean().default(false),
    is_pending_ext_shared: z.boolean().default(false),
  }),
});

export function createPeople(
  parts: Remembering,
  api: Pick<SlackApi, 'call'>,
  team: () => Promise<string>,
): People {
  const profile = async (user: string): Promise<Profile> => {
    let answer: unknown;
    try {
      answer = await api.call('users.info', { user, include_locale: true });
    } catch (error) {
      if (isUnseen(error)) return { display: user, locale: 'en', guest: false, stranger: true };
      throw error;
    }
    const found = userSchema.parse(answer).user;
    const { display_name: display, real_name: real } = found.profile;
    return {
      display: display || real || found.real_name || found.name || user,
      locale: found.locale?.startsWith('ko') === true ? 'ko' : 'en',
      guest: found.is_restricted || found.is_ultra_restricted,
      stranger: found.is_stranger || (found.team_id !== undefined && found.team_id !== (await team())),
    };
  };
  const isShared = async (channel: string): Promise<boolean> => {
    try {
      const found = channelSchema.parse(await api.call('conversations.info', { channel })).channel;
      return found.is_ext_shared || found.is_pending_ext_shared;
    } catch (error) {
      // A private channel without the bot: it can't post there, and answers in the direct message.
      if (error instanceof SlackRefusal) return false;
      throw error;
    }
  };
  const named = remembering(parts, {
    kind: 'channel',
    schema: z.string(),
    ask: async (channel) =>
      channelSchema.parse(await api.call('conversations.info', { channel })).channel.name ?? channel,
  });
  return {
    channelName: (channel) => named(channel).catch(() => channel),
    profile: remembering(parts, { kind: 'person', schema: profileSchema, ask: profile }),
    isShared: remembering(parts, { kind: 'shared', schema: z.boolean(), ask: isShared }),
  };
}

interface Remembering {
  readonly memory: AdapterMemory;
  readonly clock: Clock;
  readonly log: Log;
}
interface Question<Value extends Json> {
  readonly kind: string;
  readonly schema: z.ZodType<Value>;
  readonly ask: (key: string) => Promise<Value>;
}

/**
 * The last known value while it is fresh, or when no newer one can be had. What was known before a restart is used
 * where Slack takes long: after one everybody speaks at once, and Slack is asked about them slowly.
 */
function remembering<Value extends Json>(
  { memory, clock, log }: Remembering,
  { kind, schema, ask }: Question<Value>,
): (key: string) => Promise<Value> {
  const known = remembered<{ readonly at: number; readonly value: Value }>();
  const asking = new Map<string, Promise<Value>>();
  const keptSchema = z.object({ at: z.number(), value: schema });
  const recall = async (key: string): Promise<Value | undefined> => {
    const kept = keptSchema.safeParse(await memory.recall(`${kind}:${key}`)).data;
    return kept === undefined || clock.now() - kept.at > USABLE_MS ? undefined : kept.value;
  };
  const fetch = async (key: string): Promise<Value> => {
    try {
      const value = await ask(key);
      const at = clock.now();
      known.set(key, { at, value });
      memory.keep(`${kind}:${key}`, { at, value }).catch((error: unknown) => {
        log.warn({ error, kind }, 'what Slack said is known until the next restart only');
      });
      return value;
    } finally {
      asking.delete(key);
    }
  };
  const asked = (key: string): Promise<Value> => {
    const running = asking.get(key) ?? fetch(key);
    asking.set(key, running);
    return running;
  };
  return async (key) => {
    const last = known.get(key);
    if (last !== undefined && clock.now() - last.at < FRESH_MS) return last.value;
    const before = last?.value ?? (await recall(key).catch(() => undefined));
    if (before === undefined) return asked(key);
    return (await inTime(clock, SLOW_MS, asked(key)).catch(() => undefined)) ?? before;
  };
}
