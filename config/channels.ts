import { z } from 'zod';
import { bindingSchema, type Binding } from '../src/contracts/binding.js';
import type { Service } from '../src/contracts/catalogue.js';
import { nearest } from './nearest.js';
import type { ProblemTexts } from './problems.en.js';
import type { Report, World } from './world.js';

/** Names that are right although no file has them. */
export interface KnownNames {
  readonly skills: readonly string[];
  readonly sandbox: {
    readonly environments: readonly Named[];
    readonly services: readonly Named[];
  };
}
interface Named {
  readonly name: string;
  readonly aliases: readonly string[];
}

interface Bound {
  readonly world: World;
  readonly services: readonly Service[];
  readonly names: KnownNames;
  /** What can't be right. */
  readonly report: Report;
  /** What may be right: services are found in the clusters too. */
  readonly remark: Report;
}

const bindings = z.object({ channels: z.record(z.string(), bindingSchema) });

/** What channels are bound to must exist: a misspelt name would silently allow nothing, or look nowhere. */
export function checkChannels(sections: Readonly<Record<string, unknown>>, bound: Bound): void {
  for (const [section, value] of Object.entries(sections)) {
    const { channels = {} } = bindings.safeParse(value).data ?? {};
    for (const [channel, binding] of Object.entries(channels))
      checkBinding([section, 'channels', channel], binding, bound);
  }
}

type Path = readonly (string | number)[];

function checkBinding(at: Path, { environment, services = [], skills = [] }: Binding, bound: Bound): void {
  const { world, names, report } = bound;
  const places = world.kind === 'sandbox' ? names.sandbox.environments : world.environments;
  const known = places.flatMap(({ name, aliases }) => [name, ...aliases]);
  if (environment !== undefined && !known.includes(environment))
    report([...at, 'environment'], said('channelEnvironment', at, environment, namesOf(places)));
  services.forEach((service, index) => checkService([...at, 'services', index], at, service, bound));
  skills.forEach((skill, index) => {
    if (!names.skills.includes(skill))
      report([...at, 'skills', index], said('channelSkill', at, skill, names.skills));
  });
}

function checkService(path: Path, at: Path, service: string, bound: Bound): void {
  const { world, services, names, report, remark } = bound;
  const listed = namesOf(services);
  const known = world.kind === 'sandbox' ? [...listed, ...namesOf(names.sandbox.services)] : listed;
  if (known.includes(service)) return;
  if (world.kind === 'sandbox') report(path, said('channelService', at, service, known));
  else
    remark(path, (texts) => {
      const meant = nearest(service, known);
      const unlisted = texts.channelServiceUnlisted(at.join('.'), service);
      return meant === undefined ? unlisted : `${unlisted} ${texts.meant(meant)}`;
    });
}

function said(
  what: 'channelEnvironment' | 'channelService' | 'channelSkill',
  at: Path,
  name: string,
  known: readonly string[],
): (texts: ProblemTexts) => string {
  const meant = nearest(name, known);
  return (texts) => {
    const remedy = meant === undefined ? texts.known(known) : texts.meant(meant);
    return `${texts[what](at.join('.'), name)} ${remedy}`;
  };
}

function namesOf(entries: readonly Pick<Named, 'name'>[]): readonly string[] {
  return entries.map(({ name }) => name);
}
