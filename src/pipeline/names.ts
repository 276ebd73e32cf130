import type { CatalogueNames, NameEntry } from '../contracts/catalogue.js';
import type { Slots } from '../contracts/message.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { CataloguePort } from '../contracts/ports/catalogue.js';
import type { AnySkill } from '../contracts/skill.js';
import { nearestNames } from '../contracts/nearest.js';
import { slotDeclarations } from '../registry/usage.js';

/** Slots whose values are names of the catalogue. */
export const NAME_SLOTS = ['service', 'environment'] as const;
type NameSlot = (typeof NAME_SLOTS)[number];

/** More names than this are not listed in a refusal. */
const LISTED = 12;

export type Resolved =
  | { readonly kind: 'resolved'; readonly slots: Slots }
  | { readonly kind: 'missing'; readonly slot: string; readonly choices: readonly string[] }
  | { readonly kind: 'malformed'; readonly refusal: Refusal };

/**
 * The slots with canonical names and proven types. A name that is not known exactly, by alias included, is refused
 * with the nearest ones named; it is never resolved to one of them.
 */
export function resolveNames(
  catalogue: CataloguePort,
  tenant: string,
  skill: AnySkill,
  slots: Slots,
): Resolved {
  const names = catalogue.names(tenant);
  const entries = { service: names.services, environment: names.environments };
  const canonical: Record<string, string | number> = { ...slots };
  for (const slot of NAME_SLOTS) {
    const said = slots[slot];
    if (said === undefined) continue;
    const entry = entries[slot].find((candidate) => isCalled(candidate, String(said)));
    if (entry === undefined) return malformed(unknownName(slot, String(said), entries[slot]));
    canonical[slot] = entry.name;
  }
  return checkTypes(skill, canonical, entries);
}

/** True as well for a slot that was not filled. */
export function isKnown(names: CatalogueNames, slot: NameSlot, said: string | number | undefined): boolean {
  const entries = slot === 'service' ? names.services : names.environments;
  return said === undefined || entries.some((entry) => isCalled(entry, String(said)));
}

function isCalled({ name, aliases }: NameEntry, said: string): boolean {
  const wanted = said.toLowerCase();
  return [name, ...aliases].some((candidate) => candidate.toLowerCase() === wanted);
}

export function unknownName(slot: NameSlot, said: string, entries: readonly NameEntry[]): Refusal {
  const known = entries.map(({ name }) => name);
  const nearest = nearestNames(said, known);
  const [first] = nearest;
  const code = slot === 'service' ? 'unknown_service' : 'unknown_environment';
  return refuse(code, {
    [slot]: said,
    ...(first === undefined ? {} : { nearest, first }),
    ...(nearest.length === 0 || slot === 'environment' ? { known: known.slice(0, LISTED) } : {}),
  });
}

function checkTypes(
  skill: AnySkill,
  slots: Slots,
  entries: Readonly<Record<NameSlot, readonly NameEntry[]>>,
): Resolved {
  const declared = slotDeclarations(skill.parameters);
  const lacking = declared.find(({ name, required }) => required && slots[name] === undefined);
  if (lacking !== undefined) {
    const choices =
      lacking.name === 'service' || lacking.name === 'environment'
        ? entries[lacking.name].map(({ name }) => name)
        : (lacking.values ?? []);
    return { kind: 'missing', slot: lacking.name, choices };
  }
  const own = Object.fromEntries(
    declared.flatMap(({ name }) => {
      const value = slots[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const checked = skill.parameters.safeParse(own);
  if (checked.success) return { kind: 'resolved', slots: own };
  const slot = String(checked.error.issues[0]?.path[0] ?? '');
  const value = String(own[slot] ?? '');
  return malformed(
    slot === 'version'
      ? refuse('malformed_version', { version: value })
      : refuse('invalid_input', { slot, value }),
  );
}

function malformed(refusal: Refusal): Resolved {
  return { kind: 'malformed', refusal };
}
