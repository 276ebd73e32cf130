import type { Environment } from '../../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../../src/contracts/ports/catalogue.js';

/**
 * By whose rules something outside every environment is done (a build, an issue): those of the least guarded environment,
 * so that whoever may write anywhere may do it. Undefined where there is none.
 */
export function leastGuarded(catalogue: CataloguePort, tenant: string): Environment | undefined {
  return catalogue
    .environments(tenant)
    .toSorted((a, b) => Number(a.protected) - Number(b.protected) || a.approvals - b.approvals)[0];
}
