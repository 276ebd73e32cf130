import type { KubernetesObject, Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected } from '../finding.js';
import { isActive } from '../containers.js';
import { quote } from '../proof.js';
import { environmentSources, member } from '../references.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

/** When the object's data was last written; labels and annotations do not count where the field sets tell. */
export function dataWrittenAt({ metadata }: KubernetesObject): number | undefined {
  const times = (metadata.managedFields ?? []).flatMap(({ time, fieldsV1 }) => {
    const at = Date.parse(time ?? '');
    const touches =
      fieldsV1 === undefined ||
      member(fieldsV1, 'f:data') !== undefined ||
      member(fieldsV1, 'f:stringData') !== undefined;
    return Number.isNaN(at) || !touches ? [] : [at];
  });
  return times.length === 0 ? undefined : Math.max(...times);
}

/** Pods by what they take as environment. */
const READS = (pod: Pod): readonly string[] => {
  const { namespace = '' } = pod.metadata;
  const { configMaps, secrets } = environmentSources(pod);
  return [
    ...[...configMaps].map((name) => `ConfigMap/${namespace}/${name}`),
    ...[...secrets].map((name) => `Secret/${namespace}/${name}`),
  ];
};

/** Whether running pods take as environment what does not tell when it was changed: `kubectl get -o yaml` leaves that out. */
export function readsUndated(world: World): boolean {
  return (['ConfigMap', 'Secret'] as const).some((kind) =>
    world.list(kind).some(({ metadata }) => {
      if (metadata.managedFields !== undefined) return false;
      return world
        .having('Pod', READS, `${kind}/${metadata.namespace ?? ''}/${metadata.name}`)
        .some(isActive);
    }),
  );
}

/** Values taken as environment are read once, when the container starts: a later change waits for a restart. */
export const staleConfig: Detector = (world) => {
  const written = new Map<string, number>();
  for (const kind of ['ConfigMap', 'Secret'] as const)
    for (const object of world.list(kind)) {
      // Without the field sets, that it was made anew is still a write.
      const at = dataWrittenAt(object) ?? Date.parse(object.metadata.creationTimestamp ?? '');
      if (!Number.isNaN(at))
        written.set(`${kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`, at);
    }
  // Newest first: of a pod that reads several, the last change is the news.
  const readers = [...written]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([key]) => world.having('Pod', READS, key));
  return [...new Set(readers)].flatMap((pod): Detected[] => {
    if (!isActive(pod)) return [];
    const { namespace = '' } = pod.metadata;
    const started = (pod.status?.containerStatuses ?? []).flatMap(({ state }) => {
      const at = Date.parse(state?.running?.startedAt ?? '');
      return Number.isNaN(at) ? [] : [at];
    });
    if (started.length === 0) return [];
    const { configMaps, secrets } = environmentSources(pod);
    const sources = [
      ...[...configMaps].map((name) => ({ kind: 'ConfigMap', namespace, name })),
      ...[...secrets].map((name) => ({ kind: 'Secret', namespace, name })),
    ];
    const stale = sources.find(
      (source) => (written.get(`${source.kind}/${namespace}/${source.name}`) ?? 0) > Math.min(...started),
    );
    if (stale === undefined) return [];
    const at = written.get(`${stale.kind}/${namespace}/${stale.name}`) ?? 0;
    const ref = refOf('Pod', pod);
    return [
      {
        mode: 'StaleConfig',
        object: ref,
        onset: at,
        params: { config: `${stale.kind} ${stale.name}` },
        about: [stale],
        evidence: [
          quote(stale, `changed ${new Date(at).toISOString()}`),
          quote(ref, `started ${new Date(Math.min(...started)).toISOString()}, reads it as environment`),
        ],
      },
    ];
  });
};
