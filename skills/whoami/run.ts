import type { Person } from '../../src/contracts/policy.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { standingOf, type Standing } from './plan.js';

export interface WhoamiFacts {
  readonly person: Person;
  readonly standing: Standing;
}

export function readWhoami(catalogue: CataloguePort, person: Person): WhoamiFacts {
  return { person, standing: standingOf(person, catalogue.environments(person.tenant)) };
}
