import type { Revision } from './revisions.js';
import { compareVersions } from './versions.js';

export interface Irreversible {
  readonly version: string;
  readonly reason: string;
}

/**
 * Changes between two revisions that a rollback would undo although somebody declared that they can't be: newest first.
 * A mark on the template counts for revisions after the target up to the current one; the catalogue's versions also
 * count where no revision of them is left.
 */
export function irreversibleBetween(
  revisions: readonly Revision[],
  current: Pick<Revision, 'version' | 'number'>,
  target: Revision,
  catalogue: Readonly<Record<string, string>> = {},
): readonly Irreversible[] {
  const undone = revisions.filter(({ number }) => number > target.number && number <= current.number);
  const found = new Map<string, string>();
  for (const { version, irreversible } of undone) {
    // A deploy carries template annotations on: what the target has as well was not brought in between.
    const brought = irreversible === target.irreversible ? undefined : irreversible;
    const reason = brought ?? catalogue[version];
    if (reason !== undefined && version !== target.version) found.set(version, reason);
  }
  for (const [version, reason] of Object.entries(catalogue))
    if (compareVersions(version, target.version) > 0 && compareVersions(version, current.version) <= 0)
      found.set(version, reason);
  return [...found]
    .map(([version, reason]) => ({ version, reason }))
    .sort((a, b) => compareVersions(b.version, a.version));
}
