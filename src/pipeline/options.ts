import type { NameEntry } from '../contracts/catalogue.js';
import type { Binding } from '../contracts/binding.js';
import type { ActorRef, Slots } from '../contracts/message.js';
import type { Person } from '../contracts/policy.js';
import type { Asked, Option } from '../contracts/ports/host.js';
import { operationLine } from '../registry/held.js';
import { slotDeclarations } from '../registry/usage.js';
import { historyOf } from './binding.js';
import type { HostDeps } from './host.js';
import { offersFor } from './offers.js';

/** More than a menu of any platform shows. */
const MOST_OPTIONS = 100;
const LOOKED_BACK = 200;

type Sources = Pick<HostDeps, 'registry' | 'identity' | 'ports' | 'clock' | 'log'>;

/** Live choices for a slot, narrowed by what was typed so far; none for people the bot does not know. */
export async function options(
  deps: Sources,
  slot: string,
  prefix: string,
  actor: ActorRef,
  { services }: Binding = {},
  asked?: Asked,
): Promise<readonly Option[]> {
  const person = await deps.identity.resolve(actor);
  if (!person.known) return [];
  const history = historyOf(deps.ports.history, services);
  const narrowed = { ...deps, ports: { ...deps.ports, history } };
  const offered = asked === undefined ? undefined : await offersFor(narrowed, slot, person.tenant, asked);
  const found =
    offered?.map(({ value, label }) => ({ option: { value, label }, words: wordsOf(value) })) ??
    (await candidates(narrowed, slot, person, asked?.slots));
  const isSpokenOf = ({ option }: Candidate): boolean =>
    slot !== 'service' || services === undefined || services.includes(option.value);
  const all = found.filter(isSpokenOf);
  const typed = prefix.trim().toLowerCase();
  return all
    .filter(({ words }) => words.some((word) => word.toLowerCase().startsWith(typed)))
    .slice(0, MOST_OPTIONS)
    .map(({ option }) => option);
}

/** A version may be typed with its `v` or without. */
function wordsOf(value: string): readonly string[] {
  return /^v\d/i.test(value) ? [value, value.slice(1)] : [value, `v${value}`];
}

interface Candidate {
  readonly option: Option;
  /** What a person may begin to type for it. */
  readonly words: readonly string[];
}

async function candidates(
  { registry, ports }: Sources,
  slot: string,
  person: Person,
  { service }: Slots = {},
): Promise<readonly Candidate[]> {
  const names = ports.catalogue.names(person.tenant);
  switch (slot) {
    case 'service':
      return names.services.map(named);
    case 'environment':
      return names.environments.map(named);
    case 'id': {
      const running = await ports.history.running(person.tenant);
      return running.map((operation) => ({
        option: { value: String(operation.number), label: operationLine(operation) },
        words: [String(operation.number), `#${operation.number}`],
      }));
    }
    case 'version': {
      const recent = await ports.history.recent({ tenant: person.tenant, limit: LOOKED_BACK });
      const versions = recent.flatMap(({ slots }) =>
        slots.version === undefined || (service !== undefined && slots.service !== service)
          ? []
          : [String(slots.version)],
      );
      return Array.from(new Set(versions), plain);
    }
    default: {
      const declared = registry.skills().flatMap((skill) => slotDeclarations(skill.parameters));
      const values = declared.filter(({ name }) => name === slot).flatMap((it) => it.values ?? []);
      return Array.from(new Set(values), plain);
    }
  }
}

function named({ name, aliases }: NameEntry): Candidate {
  return { option: { value: name, label: name }, words: [name, ...aliases] };
}

function plain(value: string): Candidate {
  return { option: { value, label: value }, words: [value] };
}
