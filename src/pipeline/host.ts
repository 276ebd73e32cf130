import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { Host } from '../contracts/ports/host.js';
import type { Locale } from '../contracts/message.js';
import { commandHints } from '../registry/usage.js';
import { DEFAULT_TENANT } from '../contracts/message.js';
import type { PipelineDeps, Subscriptions } from './deps.js';
import { createHomeSections } from './home-sections.js';
import { home } from './home.js';
import type { Pipeline } from './index.js';
import { options } from './options.js';

export type HostDeps = Pick<
  PipelineDeps,
  | 'registry'
  | 'identity'
  | 'ledger'
  | 'ports'
  | 'clock'
  | 'log'
  | 'sandbox'
  | 'approvalMs'
  | 'aloud'
  | 'schedules'
> & {
  readonly pipeline: Pipeline;
  readonly subscriptions: Subscriptions;
  readonly news: Host['news'];
};

/** The bot as adapters see it: everything they may ask for, and nothing else. */
export function createHost(deps: HostDeps): Host {
  const sections = createHomeSections(deps);
  return {
    receive: (message) => deps.pipeline.receive(message),
    options: (slot, prefix, actor, binding, asked) => options(deps, slot, prefix, actor, binding, asked),
    home: (actor, locale = 'en') => home({ ...deps, sections }, actor, locale),
    vocabulary: (locale) => vocabulary(deps, deps.ports.catalogue, locale),
    commands: (locale) => commandHints(deps.registry.skills(), locale),
    aloud: deps.aloud,
    news: deps.news,
    subscribe: (platform, deliver) => deps.subscriptions.subscribe(platform, deliver),
  };
}

function vocabulary(
  { registry }: Pick<HostDeps, 'registry'>,
  catalogue: CataloguePort,
  locale: Locale,
): readonly string[] {
  const { services, environments } = catalogue.names(DEFAULT_TENANT);
  const names = [...services, ...environments].flatMap(({ name, aliases, spoken }) => [
    name,
    ...aliases,
    ...spoken,
  ]);
  const cues = registry.skills().flatMap((skill) => skill.phrases[locale].cues);
  return Array.from(new Set([...names, ...cues]));
}
