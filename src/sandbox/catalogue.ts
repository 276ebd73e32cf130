import type { Environment, Service } from '../contracts/catalogue.js';
import { CONTEXT, ENVIRONMENTS } from './world/environments.js';
import { SERVICES } from './world/services.js';

/** The shop as the bot's catalogue knows it: the same for every sandbox world. */
export const sandboxCatalogue: {
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
} = {
  environments: ENVIRONMENTS.map(({ name, namespace, aliases, protected: isProtected }) => ({
    name,
    tenant: 'default',
    aliases,
    targets: [{ cluster: CONTEXT, namespace }],
    protected: isProtected,
    approvals: 0,
  })),
  services: SERVICES.map(({ name, aliases, spoken, owner }) => ({
    name,
    tenant: 'default',
    aliases,
    spoken,
    owner,
    repository: `shop/${name}`,
    jenkinsJob: `shop/${name}`,
  })),
};
