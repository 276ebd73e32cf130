import type { Environment } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

/** Where to count: a question without an environment is about all of them. */
export function planReplicaQuery(
  catalogue: CataloguePort,
  tenant: string,
  environment: Environment | undefined,
): readonly Place[] {
  return placesOf(catalogue, tenant, environment);
}
