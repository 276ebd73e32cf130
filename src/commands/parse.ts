import { createInterface } from 'node:readline';
import type { Service, Environment, CatalogueNames } from '../contracts/catalogue.js';
import { DEFAULT_TENANT } from '../contracts/message.js';
import { configurationOf } from './configuration.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';

/**
 * `coxswain parse`: one JSON object a line in, one out, in order. Loads neither a cluster's client nor the ledger:
 * names come from the configuration, or from the sandbox's catalogue.
 */
export async function parse(io: Io): Promise<number> {
  const configuration = configurationOf(io);
  const [{ skills }, { createRegistry }, { createEngine, parseLine }] = await Promise.all([
    import('../../skills/index.js'),
    import('../registry/index.js'),
    import('../language/index.js'),
  ]);
  const names = await namesOf(configuration.world, configuration.services);
  const engine = createEngine({ intents: createRegistry(skills).intents(), names: () => names });
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
    io.stdout.write(`${parseLine(engine, line)}\n`);
  }
  return EXIT.succeeded;
}

async function namesOf(
  world: ReturnType<typeof configurationOf>['world'],
  configured: readonly Service[],
): Promise<CatalogueNames> {
  if (world.kind === 'clusters') return catalogueNames(world.environments, configured);
  const { sandboxCatalogue } = await import('../sandbox/catalogue.js');
  const own = new Set(configured.map(({ name }) => name));
  const services = [...configured, ...sandboxCatalogue.services.filter(({ name }) => !own.has(name))];
  return catalogueNames(sandboxCatalogue.environments, services);
}

function catalogueNames(environments: readonly Environment[], services: readonly Service[]): CatalogueNames {
  const mine = <T extends { tenant: string }>(entries: readonly T[]) =>
    entries.filter(({ tenant }) => tenant === DEFAULT_TENANT);
  return {
    services: mine(services).map(({ name, aliases, spoken }) => ({ name, aliases, spoken })),
    environments: mine(environments).map(({ name, aliases }) => ({ name, aliases, spoken: [] })),
  };
}
