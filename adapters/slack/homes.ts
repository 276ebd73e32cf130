import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { SlackApi } from './api.js';
import { withChannelNames } from './channels.js';
import { SLACK } from './conversation.js';
import { remembered } from '../shared/remembered.js';
import { homeView } from './home.js';
import type { People } from './people.js';

/** The Home tabs that people look at. */
export interface Homes {
  /** Somebody opened theirs. Never rejects. */
  opened(user: string): Promise<void>;
  /** Something changed that a Home may show: those opened lately follow, soon and together. */
  changed(): void;
  stop(): void;
}

/** How long after it was opened a Home still follows changes. */
const WATCHED_MS = 60 * 60_000;
const MOST_WATCHED = 50;
/** Changes within this time are shown together. */
const GATHER_MS = 2_000;
/** How often those that are watched are looked at again: the world changes without the bot. */
const LOOK_MS = 60_000;

interface HomesParts {
  readonly host: Pick<Host, 'home'>;
  readonly api: SlackApi;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
}

export function createHomes({ host, api, people, clock, log }: HomesParts): Homes {
  const watched = new Map<string, number>();
  const stopped = new AbortController();
  const shown = remembered<string>(MOST_WATCHED);
  let gathering = false;
  let looking = false;
  /** `again`: also when nothing changed; who opens it sees something at once. */
  const publish = async (user: string, again: boolean): Promise<void> => {
    try {
      const { locale, display } = await people.profile(user);
      const home = await host.home({ platform: SLACK, id: user, display }, locale);
      const sections = home.sections?.map(async ({ title, reply }) => ({
        title,
        reply: await withChannelNames(reply, people),
      }));
      const named = sections === undefined ? home : { ...home, sections: await Promise.all(sections) };
      const view = homeView(named, user, locale);
      const content = JSON.stringify(view);
      if (!again && shown.get(user) === content) return;
      await api.call('views.publish', { user_id: user, view });
      shown.set(user, content);
    } catch (error) {
      log.warn({ error, user }, 'a Home tab could not be shown');
    }
  };
  const refresh = async (): Promise<void> => {
    const since = clock.now() - WATCHED_MS;
    for (const [user, at] of watched) {
      if (stopped.signal.aborted) return;
      if (at < since) watched.delete(user);
      else await publish(user, false);
    }
  };
  const follow = async (): Promise<void> => {
    await clock.sleep(GATHER_MS, stopped.signal);
    gathering = false;
    await refresh();
  };
  const look = async (): Promise<void> => {
    looking = true;
    while (watched.size > 0 && !stopped.signal.aborted) {
      await clock.sleep(LOOK_MS, stopped.signal);
      await refresh();
    }
    looking = false;
  };
  return {
    async opened(user) {
      watched.delete(user);
      watched.set(user, clock.now());
      const oldest = watched.keys().next().value;
      if (watched.size > MOST_WATCHED && oldest !== undefined) watched.delete(oldest);
      await publish(user, true);
      if (!looking) void look();
    },
    changed() {
      if (gathering || watched.size === 0) return;
      gathering = true;
      void follow();
    },
    stop: () => stopped.abort(),
  };
}
