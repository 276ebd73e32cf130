import type { World } from './world.js';
import type { SandboxKind, SandboxKinds, Stored } from '../objects.js';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import { canonicalJson } from '../../contracts/json.js';

export interface StoreChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Stored;
  /** As it was before; absent when added. */
  readonly previous?: Stored;
  readonly version: number;
}

/** The objects of the world with their history, as etcd and the watch cache are to a real API server. */
export interface Store {
  get<K extends SandboxKind>(
    kind: K,
    namespace: string,
    name: string,
  ): (SandboxKinds[K] & Stored) | undefined;
  list<K extends SandboxKind>(kind: K, namespace?: string): (SandboxKinds[K] & Stored)[];
  find(kind: string, namespace: string, name: string): Stored | undefined;
  /** Sorted by namespace and name, as the API lists them. */
  all(kind: string, namespace?: string): Stored[];
  /** Stores under a new resourceVersion and returns what is stored; an equal object changes nothing. */
  put<T extends Stored>(object: T): T;
  remove(object: Stored): void;
  version(): number;
  /** Changes after `version`, or `gone` when the history no longer reaches back that far. */
  since(version: number): readonly StoreChange[] | 'gone';
  /** Forgets all history: older watches get 410. */
  forget(): void;
  subscribe(listener: (change: StoreChange) => void): () => void;
  objects(): Stored[];
}

const HISTORY = 2_000;

function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Equal apart from resourceVersion. */
function same(a: Stored, b: Stored): boolean {
  const strip = (object: Stored) => ({ ...object, metadata: { ...object.metadata, resourceVersion: '' } });
  return canonicalJson(strip(a)) === canonicalJson(strip(b));
}

export function createStore(world: Pick<World, 'resourceVersion' | 'objects'>): Store {
  return new MemoryStore(world);
}

class MemoryStore implements Store {
  private readonly kinds = new Map<string, Map<string, Stored>>();
  private readonly listeners = new Set<(change: StoreChange) => void>();
  private readonly history: StoreChange[] = [];
  private latest: number;
  private oldest: number;

  constructor(world: Pick<World, 'resourceVersion' | 'objects'>) {
    this.latest = world.resourceVersion;
    this.oldest = world.resourceVersion;
    for (const object of world.objects)
      this.ofKind(object.kind).set(
        keyOf(object.metadata.namespace, object.metadata.name),
        trustKubernetesObject<Stored>(object),
      );
  }

  private ofKind(kind: string): Map<string, Stored> {
    const found = this.kinds.get(kind) ?? new Map<string, Stored>();
    this.kinds.set(kind, found);
    return found;
  }

  private publish(type: StoreChange['type'], object: Stored, previous: Stored | undefined): void {
    const change = { type, object, version: this.latest, ...(previous && { previous }) };
    this.history.push(change);
    if (this.history.length > HISTORY) this.oldest = this.history.shift()?.version ?? this.oldest;
    for (const listener of this.listeners) listener(change);
  }

  /** The object under the next resourceVersion. */
  private stamped<T extends Stored>(object: T): T {
    this.latest += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.latest) } };
  }

  find(kind: string, namespace: string, name: string): Stored | undefined {
    return this.ofKind(kind).get(keyOf(namespace, name));
  }
  get<K extends SandboxKind>(
    kind: K,
    namespace: string,
    name: string,
  ): (SandboxKinds[K] & Stored) | undefined {
    const object = this.find(kind, namespace, name);
    return object && trustKubernetesObject(object);
  }
  all(kind: string, namespace?: string): Stored[] {
    return [...this.ofKind(kind).entries()]
      .filter(([, object]) => namespace === undefined || object.metadata.namespace === namespace)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }
  list<K extends SandboxKind>(kind: K, namespace?: string): (SandboxKinds[K] & Stored)[] {
    return this.all(kind, namespace).map((object) => trustKubernetesObject(object));
  }

  put<T extends Stored>(object: T): T {
    const { namespace, name } = object.metadata;
    const previous = this.find(object.kind, namespace ?? '', name);
    if (previous && same(previous, object)) return trustKubernetesObject<T>(previous);
    const stored = this.stamped(object);
    this.ofKind(object.kind).set(keyOf(namespace, name), stored);
    this.publish(previous ? 'MODIFIED' : 'ADDED', stored, previous);
    return stored;
  }
  remove(object: Stored): void {
    const { namespace, name } = object.metadata;
    if (!this.ofKind(object.kind).delete(keyOf(namespace, name))) return;
    this.publish('DELETED', this.stamped(object), object);
  }

  version(): number {
    return this.latest;
  }
  since(version: number): readonly StoreChange[] | 'gone' {
    return version < this.oldest ? 'gone' : this.history.filter((change) => change.version > version);
  }
  forget(): void {
    this.history.length = 0;
    this.oldest = this.latest;
  }
  subscribe(listener: (change: StoreChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  objects(): Stored[] {
    return [...this.kinds.values()].flatMap((objects) => [...objects.values()]);
  }
}
