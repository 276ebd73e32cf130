import type { CatalogueNames, Environment, Service } from '../catalogue.js';

/** Which services and environments exist. Configured entries win over discovered ones of the same name. */
export interface CataloguePort {
  environments(tenant: string): readonly Environment[];
  environment(tenant: string, name: string): Environment | undefined;
  services(tenant: string): readonly Service[];
  service(tenant: string, name: string): Service | undefined;
  /** Names, aliases and spoken names for the language engine; the same object until something changes. */
  names(tenant: string): CatalogueNames;
  /** Reads the clusters again (labels `app.kubernetes.io/name`); unreachable clusters keep what was known. */
  refresh(): Promise<void>;
}
