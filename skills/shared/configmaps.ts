import { z } from 'zod';
import type { ConfigMap, PodTemplate } from '../../src/contracts/kubernetes-objects.js';

const named = z.object({ name: z.string() });
const fromEnvironment = z.object({ configMapKeyRef: named });
const volume = z.object({ configMap: named });
const projected = z.object({ projected: z.object({ sources: z.array(z.unknown()) }) });

/** Names of the ConfigMaps that a template's pods read: as environment, as a volume, or as part of a projected one. */
export function referencedConfigMaps(template: PodTemplate | undefined): readonly string[] {
  const names = new Set<string>();
  const spec = template?.spec;
  for (const container of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const { configMapRef } of container.envFrom ?? [])
      if (configMapRef?.name !== undefined) names.add(configMapRef.name);
    for (const { valueFrom } of container.env ?? []) {
      const found = fromEnvironment.safeParse(valueFrom);
      if (found.success) names.add(found.data.configMapKeyRef.name);
    }
  }
  for (const each of spec?.volumes ?? []) for (const name of volumeConfigMaps(each)) names.add(name);
  return [...names].sort();
}

function volumeConfigMaps(value: unknown): readonly string[] {
  const direct = volume.safeParse(value);
  if (direct.success) return [direct.data.configMap.name];
  const sources = projected.safeParse(value);
  return sources.success ? sources.data.projected.sources.flatMap(volumeConfigMaps) : [];
}

/** When somebody last wrote the object, epoch milliseconds: the newest of its field managers, else its creation. */
function lastWritten(object: ConfigMap): number {
  const times = (object.metadata.managedFields ?? []).map(({ time }) => Date.parse(time ?? ''));
  const known = [...times, Date.parse(object.metadata.creationTimestamp ?? '')].filter(
    (time) => !Number.isNaN(time),
  );
  return known.length === 0 ? Number.NaN : Math.max(...known);
}

/** Those written after `since` (epoch milliseconds), by name. Undone together with a rollback they are not. */
export function changedSince(configMaps: readonly ConfigMap[], since: number): readonly string[] {
  return configMaps.filter((each) => lastWritten(each) > since).map(({ metadata }) => metadata.name);
}
