import type { Pod, PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import { referencedConfigMaps } from '../shared/configmaps.js';

/** A member of something whose shape nobody has checked. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
function textMember(value: unknown, key: string): string | undefined {
  const found = member(value, key);
  return typeof found === 'string' ? found : undefined;
}

/** Names of the claims that a pod mounts. */
export function claimsOf({ spec }: PodTemplate | Pod): readonly string[] {
  return (spec?.volumes ?? []).flatMap(
    (volume) => textMember(member(volume, 'persistentVolumeClaim'), 'claimName') ?? [],
  );
}

export function configMapsOf({ spec }: PodTemplate | Pod): readonly string[] {
  return spec === undefined ? [] : referencedConfigMaps({ spec });
}

/** Names of the Secrets that a pod reads, as environment or volume, or pulls images with. */
export function secretsOf({ spec }: PodTemplate | Pod): readonly string[] {
  const { containers = [], initContainers = [], volumes = [], imagePullSecrets = [] } = spec ?? {};
  const all = [...initContainers, ...containers].flatMap(({ env = [], envFrom = [] }) => [
    ...envFrom.flatMap(({ secretRef }) => secretRef?.name ?? []),
    ...env.flatMap(({ valueFrom }) => textMember(member(valueFrom, 'secretKeyRef'), 'name') ?? []),
  ]);
  const mounted = volumes.flatMap((volume) => textMember(member(volume, 'secret'), 'secretName') ?? []);
  return [...new Set([...all, ...mounted, ...imagePullSecrets.flatMap(({ name }) => name ?? [])])];
}

/** ConfigMaps and Secrets that a pod takes as environment: such values are read once, at start. */
export function environmentSources({ spec }: PodTemplate | Pod): {
  readonly configMaps: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
} {
  const configMaps = new Set<string>();
  const secrets = new Set<string>();
  for (const { env = [], envFrom = [] } of [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])]) {
    for (const { configMapRef, secretRef } of envFrom) {
      if (configMapRef?.name !== undefined) configMaps.add(configMapRef.name);
      if (secretRef?.name !== undefined) secrets.add(secretRef.name);
    }
    for (const { valueFrom } of env) {
      const map = textMember(member(valueFrom, 'configMapKeyRef'), 'name');
      const secret = textMember(member(valueFrom, 'secretKeyRef'), 'name');
      if (map !== undefined) configMaps.add(map);
      if (secret !== undefined) secrets.add(secret);
    }
  }
  return { configMaps, secrets };
}
