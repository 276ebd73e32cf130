import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

/** What a status looks at. */
export interface StatusPlan {
  readonly places: readonly Place[];
  readonly service: Service | undefined;
}

/** Without an environment it is all of them, without a service everything that runs there. */
export function planStatus(
  catalogue: CataloguePort,
  tenant: string,
  service: Service | undefined,
  environment: Environment | undefined,
): StatusPlan {
  return { places: placesOf(catalogue, tenant, environment), service };
}
