import type { Service } from '../../src/contracts/catalogue.js';
import type { Place } from '../shared/places.js';
import { survey, type Surveyed, type SurveyPorts } from '../shared/survey.js';

export interface VersionFacts {
  readonly service: string;
  readonly surveyed: readonly Surveyed[];
}

/** @throws PortError when no place at all could be read. */
export async function readVersions(
  ports: SurveyPorts,
  places: readonly Place[],
  service: Service,
  now: number,
): Promise<VersionFacts> {
  return { service: service.name, surveyed: await survey(ports, places, service, now) };
}
