import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

/** People who ask what changed mean today; older changes are only mentioned when today has none. */
export const WINDOW_HOURS = 24;

export interface ChangesPlan {
  readonly places: readonly Place[];
  readonly service: Service | undefined;
  readonly environment: Environment | undefined;
  /** Epoch milliseconds. */
  readonly since: number;
}

export function planChanges(
  catalogue: CataloguePort,
  tenant: string,
  service: Service | undefined,
  environment: Environment | undefined,
  now: number,
): ChangesPlan {
  return {
    places: placesOf(catalogue, tenant, environment),
    service,
    environment,
    since: now - WINDOW_HOURS * 60 * 60 * 1000,
  };
}
