import type { KubernetesObject } from '../../contracts/kubernetes-objects.js';
import type { IndexKeys, Indexed } from '../../contracts/ports/kubernetes.js';

/** Objects of one kind with indexes that every change keeps right, so that nobody builds them anew for an answer. */
export interface Shelf<T> extends Indexed<T> {
  put(object: T): void;
  remove(object: T): void;
  readonly size: number;
}
/** One object a key is by far the most frequent: it needs no set of its own. */
type Group<T> = T | Set<T>;

export function createShelf<T extends KubernetesObject>(): Shelf<T> {
  const objects = new Map<string, T>();
  const indexes = new Map<IndexKeys<T>, Map<string, Group<T>>>();
  let listed: readonly T[] | undefined;
  const drop = (object: T): void => {
    for (const [keys, groups] of indexes) for (const key of keys(object)) leave(groups, key, object);
  };
  const build = (keys: IndexKeys<T>): Map<string, Group<T>> => {
    const groups = new Map<string, Group<T>>();
    for (const object of objects.values()) for (const key of keys(object)) join(groups, key, object);
    indexes.set(keys, groups);
    return groups;
  };
  return {
    get items() {
      return (listed ??= [...objects.values()]);
    },
    get size() {
      return objects.size;
    },
    put(object) {
      const before = objects.get(identityOf(object));
      if (before !== undefined) drop(before);
      objects.set(identityOf(object), object);
      for (const [keys, groups] of indexes) for (const key of keys(object)) join(groups, key, object);
      listed = undefined;
    },
    remove(object) {
      const before = objects.get(identityOf(object));
      if (before === undefined) return;
      drop(before);
      objects.delete(identityOf(object));
      listed = undefined;
    },
    index(keys) {
      const groups = indexes.get(keys) ?? build(keys);
      return (key) => membersOf(groups.get(key));
    },
  };
}

function identityOf({ metadata }: KubernetesObject): string {
  return metadata.uid ?? metadata.name;
}

function join<T>(groups: Map<string, Group<T>>, key: string, object: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, object);
  else if (group instanceof Set) group.add(object);
  else groups.set(key, new Set([group, object]));
}

function leave<T>(groups: Map<string, Group<T>>, key: string, object: T): void {
  const group = groups.get(key);
  if (group instanceof Set) {
    group.delete(object);
    if (group.size === 0) groups.delete(key);
  } else if (group === object) groups.delete(key);
}

function membersOf<T>(group: Group<T> | undefined): readonly T[] {
  if (group === undefined) return [];
  return group instanceof Set ? [...group] : [group];
}
