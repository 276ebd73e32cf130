import type { Indexed, IndexKeys } from '../../src/contracts/ports/kubernetes.js';

/** A list with look-ups, each built in one pass when it is first asked for. */
export function collect<T>(items: readonly T[]): Indexed<T> {
  const indexes = new Map<IndexKeys<T>, ReadonlyMap<string, readonly T[]>>();
  return {
    items,
    index(keys) {
      const index = indexes.get(keys) ?? group(items, keys);
      indexes.set(keys, index);
      return (key) => index.get(key) ?? [];
    },
  };
}

/** Two collections as one: what is kept of a place, and the few objects from elsewhere that belong to it. */
export function joined<T>(first: Indexed<T>, second: Indexed<T>): Indexed<T> {
  if (second.items.length === 0) return first;
  return {
    items: [...first.items, ...second.items],
    index(keys) {
      const [one, other] = [first.index(keys), second.index(keys)];
      return (key) => [...one(key), ...other(key)];
    },
  };
}

/** The one key of an index that only asks whether. */
export const YES = 'yes';
const NO: readonly string[] = [];

/** The keys of an index of all objects that are so; ask it for {@link YES}. */
export function when<T>(holds: (object: T) => boolean): IndexKeys<T> {
  const yes = [YES];
  return (object) => (holds(object) ? yes : NO);
}

function group<T>(items: readonly T[], keys: IndexKeys<T>): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keys(item)) {
      const found = groups.get(key);
      if (found === undefined) groups.set(key, [item]);
      else found.push(item);
    }
  return groups;
}
