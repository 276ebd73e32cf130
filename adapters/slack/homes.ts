import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Host } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { SlackApi } from './api.js';
import { SLACK } from './conversation.js';
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
  let gathering = false;
  const publish = async (user: string): Promise<void> => {
    try {
      const { locale, display } = await people.profile(user);
      const home = await host.home({ platform: SLACK, id: user, display });
      await api.call('views.publish', { user_id: user, view: homeView(home, user, locale) });
    } catch (error) {
      log.warn({ error, user }, 'a Home tab could not be shown');
    }
  };
  const follow = async (): Promise<void> => {
    await clock.sleep(GATHER_MS, stopped.signal);
    gathering = false;
    if (stopped.signal.aborted) return;
    const since = clock.now() - WATCHED_MS;
    for (const [user, at] of watched) {
      if (at < since) watched.delete(user);
      else await publish(user);
    }
  };
  return {
    async opened(user) {
      watched.delete(user);
      watched.set(user, clock.now());
      const oldest = watched.keys().next().value;
      if (watched.size > MOST_WATCHED && oldest !== undefined) watched.delete(oldest);
      await publish(user);
    },
    changed() {
      if (gathering || watched.size === 0) return;
      gathering = true;
      void follow();
    },
    stop: () => stopped.abort(),
  };
}
