import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

export interface TriagePlan {
  readonly places: readonly Place[];
  /** Only what concerns it, whoever causes it. */
  readonly service: Service | undefined;
}

export function planTriage(
  catalogue: CataloguePort,
  tenant: string,
  service: Service | undefined,
  environment: Environment | undefined,
): TriagePlan {
  return { places: placesOf(catalogue, tenant, environment), service };
}
