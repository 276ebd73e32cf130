import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

export interface PipelinePlan {
  /** The one that was asked about, or every service that has a pipeline. */
  readonly services: readonly Service[];
  /** True for a question about one service: then everything about it is read. */
  readonly single: boolean;
  readonly places: readonly Place[];
  /** Undefined: the repository's default branch. */
  readonly branch: string | undefined;
  /** Of all services, only those whose pipeline failed. */
  readonly failuresOnly: boolean;
  /** True where the question named an environment: then only what runs there is meant. */
  readonly oneEnvironment: boolean;
}

export interface Asked {
  readonly service: Service | undefined;
  readonly environment: Environment | undefined;
  readonly branch: string | undefined;
  readonly standing: 'failed' | undefined;
}

/** Services without a repository and without a job have no pipeline that could be shown among all. */
export function planPipelines(catalogue: CataloguePort, tenant: string, asked: Asked): PipelinePlan {
  const { service, environment, branch, standing } = asked;
  return {
    services: service === undefined ? catalogue.services(tenant).filter(hasPipeline) : [service],
    single: service !== undefined,
    places: placesOf(catalogue, tenant, environment),
    branch,
    failuresOnly: standing === 'failed',
    oneEnvironment: environment !== undefined,
  };
}

function hasPipeline({ repository, jenkinsJob }: Service): boolean {
  return repository !== undefined || jenkinsJob !== undefined;
}
