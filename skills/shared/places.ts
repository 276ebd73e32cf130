import type { Environment, Target } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';

/** One target of one environment: where a reading skill looks. */
export interface Place {
  readonly environment: Environment;
  readonly target: Target;
}

/** A read without an environment looks at all of them: in the order of the configuration, each target of each. */
export function placesOf(
  catalogue: CataloguePort,
  tenant: string,
  environment: Environment | undefined,
): readonly Place[] {
  const environments = environment === undefined ? catalogue.environments(tenant) : [environment];
  return environments.flatMap((each) => each.targets.map((target) => ({ environment: each, target })));
}

/** How people call a place: the environment, with the cluster where the environment has several targets. */
export function placeName(place: Place): string {
  const { environment, target } = place;
  return environment.targets.length > 1 ? `${environment.name} (${target.cluster})` : environment.name;
}
