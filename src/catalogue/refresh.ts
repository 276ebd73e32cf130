import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';

/** How often the clusters are asked for services, in milliseconds. */
const EVERY_MS = 60_000;
/** How long the start waits for the first answer: names that come later are known from then on. */
const FIRST_MS = 1500;

export interface CatalogueRefresh {
  /** Reads the clusters once, but does not wait long for them; then goes on every minute. */
  first(): Promise<void>;
  stop(): Promise<void>;
}

/** Keeps the discovered services current. */
export function createCatalogueRefresh(
  catalogue: Pick<CataloguePort, 'refresh'>,
  clock: Clock,
  log: Log,
): CatalogueRefresh {
  const stopped = new AbortController();
  const refresh = () =>
    catalogue
      .refresh()
      .catch((error: unknown) => log.warn({ error }, 'services could not be read from the clusters'));
  const goOn = async () => {
    for (;;) {
      await clock.sleep(EVERY_MS, stopped.signal);
      if (stopped.signal.aborted) return;
      await refresh();
    }
  };
  let loop = Promise.resolve();
  return {
    async first() {
      const reading = refresh();
      await Promise.race([reading, clock.sleep(FIRST_MS, stopped.signal)]);
      loop = goOn();
    },
    stop: () => {
      stopped.abort();
      return loop;
    },
  };
}
