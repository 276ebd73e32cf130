import type { Environment } from '../../src/contracts/catalogue.js';
import type { Person } from '../../src/contracts/policy.js';

/** How the bot sees a person, and where that person may change things. */
export interface Standing {
  readonly kind: 'unknown' | 'guest' | 'known' | 'admin';
  readonly writable: readonly string[];
  readonly readonly: readonly string[];
}

/**
 * The rule of DESIGN.md until roles are configured: admins may do everything, known people write where the
 * environment's writers say so (default: where it is not protected), unknown people get help and whoami.
 * `writers` may also name platform ids, which are not known here: the policy itself decides at the command.
 */
export function standingOf(person: Person, environments: readonly Environment[]): Standing {
  const names = environments.map(({ name }) => name);
  if (!person.known) return { kind: 'unknown', writable: [], readonly: [] };
  if (person.admin) return { kind: 'admin', writable: names, readonly: [] };
  const writable = environments
    .filter(({ writers, protected: guarded }) => writers?.includes(person.id) ?? (!guarded && !person.guest))
    .map(({ name }) => name);
  return {
    kind: person.guest ? 'guest' : 'known',
    writable,
    readonly: names.filter((name) => !writable.includes(name)),
  };
}
