import type { Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type {
  Application,
  Canary,
  Condition,
  KindName,
  Kinds,
  Kustomization,
  Rollout,
} from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { OWNER_KINDS, type Owner } from './ownership.js';

/** How an owner is by its own object, in its own words. */
export interface OwnerState {
  /** `Healthy`, `OutOfSync`, `Paused`: the words that its own tools use. */
  readonly words: readonly string[];
  readonly step?: { readonly step: number; readonly steps: number };
  /** Percent of the traffic that goes to the new version. */
  readonly weight?: number;
}
/** Who manages a workload, and how that is where it can be read. */
export interface Manager {
  readonly name: string;
  readonly state?: OwnerState;
}
/** Reads owners' objects, each once. */
export type ReadOwner = (owner: Owner) => Promise<Manager>;

/**
 * What cannot be read (the kind is not served, the account may not see it, it lies in an unknown namespace) is named
 * without its state: whose a workload is is known all the same. The first of a kind in a namespace is read alone, all
 * others with one list: an environment may hold hundreds.
 */
export function createReadOwner(kubernetes: KubernetesPort, target: Target): ReadOwner {
  const sources = sourcesOf(kubernetes);
  const asked = new Map<string, { readonly first: string; all?: Promise<States> }>();
  const read = async ({ kind, own }: Owner): Promise<OwnerState | undefined> => {
    if (kind === 'helm' || kind === 'operator') return undefined;
    const { name, namespace = target.namespace } = own;
    const place = { cluster: target.cluster, namespace };
    const key = `${kind} ${namespace}`;
    const before = asked.get(key) ?? { first: name };
    asked.set(key, before);
    if (before.first === name) return sources[kind].one(place, name);
    before.all ??= sources[kind].all(place);
    return (await before.all).get(name);
  };
  return async (owner) => {
    const state = await read(owner).catch(unlessUnread);
    return { name: owner.name, ...(state && { state }) };
  };
}

function unlessUnread(error: unknown): undefined {
  if (!(error instanceof PortError)) throw error;
}

type States = ReadonlyMap<string, OwnerState>;

/** Where the owners' own objects are read. */
function sourcesOf(kubernetes: KubernetesPort) {
  const source = <K extends KindName>(kind: K, say: (object: Kinds[K]) => OwnerState) => ({
    one: async (place: Target, name: string): Promise<OwnerState | undefined> => {
      const object = await kubernetes.get(place, kind, name);
      return object === undefined ? undefined : say(object);
    },
    all: async (place: Target): Promise<States> => {
      const objects = await kubernetes.list(place, kind);
      return new Map(objects.map((object) => [object.metadata.name, say(object)]));
    },
  });
  return {
    rollouts: source(OWNER_KINDS.rollouts.kind, rolloutSays),
    flagger: source(OWNER_KINDS.flagger.kind, canarySays),
    argocd: source(OWNER_KINDS.argocd.kind, applicationSays),
    kustomization: source(OWNER_KINDS.kustomization.kind, fluxSays),
    helmrelease: source(OWNER_KINDS.helmrelease.kind, fluxSays),
  };
}

const wordsOf = (...words: readonly (string | undefined)[]): readonly string[] =>
  words.flatMap((word) => word ?? []);

/** Its step counts from one while it is at one; the weight is what it says, else what its last step set. */
export function rolloutSays({ spec, status }: Rollout): OwnerState {
  const words = wordsOf(status?.phase);
  const steps = spec?.strategy?.canary?.steps ?? [];
  const done = status?.currentStepIndex ?? steps.length;
  if (status?.phase === 'Healthy' || done >= steps.length) return { words };
  const set = steps.slice(0, done + 1).findLast(({ setWeight }) => setWeight !== undefined)?.setWeight;
  const weight = status?.canary?.weights?.canary?.weight ?? set;
  return { words, step: { step: done + 1, steps: steps.length }, ...(weight !== undefined && { weight }) };
}

const DECIDED: ReadonlySet<string> = new Set(['Initialized', 'Succeeded', 'Failed']);

function canarySays({ status }: Canary): OwnerState {
  const { phase = '', canaryWeight: weight } = status ?? {};
  const moving = weight !== undefined && !DECIDED.has(phase);
  return { words: wordsOf(status?.phase), ...(moving && { weight }) };
}

function applicationSays({ status }: Application): OwnerState {
  return { words: wordsOf(status?.health?.status, status?.sync?.status) };
}

function fluxSays({ spec, status }: Kustomization): OwnerState {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return { words: wordsOf(spec?.suspend === true ? 'Suspended' : undefined, ready && readiness(ready)) };
}

function readiness({ status, reason, message }: Condition): string {
  if (status === 'True') return 'Ready';
  const why = [reason, message].filter(Boolean).join(': ');
  return why === '' ? 'NotReady' : why;
}
