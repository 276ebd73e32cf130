import type { ConfigMap } from '../../src/contracts/kubernetes-objects.js';
import { PortError } from '../../src/contracts/errors.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { changedSince, referencedConfigMaps } from '../shared/configmaps.js';
import { irreversibleBetween, type Irreversible } from '../shared/irreversible.js';
import type { Warning } from '../shared/preflight-reads.js';
import type { Wanted } from '../shared/revisions.js';
import type { Return } from './returns.js';

/** Declared irreversible changes between where the targets are and where they return to, each once. */
export function undoneBy(
  returns: readonly Return[],
  catalogue: Readonly<Record<string, string>> | undefined,
): Irreversible[] {
  const found = returns.flatMap(({ revisions, current, revision }) =>
    irreversibleBetween(revisions, current, revision, catalogue),
  );
  return [...new Map(found.map((each) => [each.version, each])).values()];
}

/** What a return to a revision does not bring back, and how sure it is. */
export async function rollbackWarnings(
  kubernetes: KubernetesPort,
  each: Return,
  wanted: Wanted,
): Promise<readonly Warning[]> {
  const { revision, abandoned, unproven, skipped, subject } = each;
  const { number, version } = revision;
  const returnsToBad = wanted.kind !== 'last_healthy' && abandoned.includes(revision.hash);
  const replicas = subject.deployment.spec?.replicas ?? 1;
  return [
    ...(subject.deployment.spec?.paused === true ? [{ code: 'unpauses', params: {} }] : []),
    ...(returnsToBad ? [{ code: 'abandoned_before', params: { version } }] : []),
    ...(unproven ? [{ code: 'unproven', params: { version, number } }] : []),
    ...(skipped.length > 0
      ? [
          {
            code: 'skipped',
            params: { versions: skipped.map((other) => `${other.version} (${other.number})`) },
          },
        ]
      : []),
    ...(replicas === 0 ? [{ code: 'no_replicas', params: {} }] : []),
    ...(await configMapWarnings(kubernetes, each)),
  ];
}

/** A rollback returns the template, not the ConfigMaps it reads: those changed since then stay as they are now. */
async function configMapWarnings(
  kubernetes: KubernetesPort,
  { subject, template, revision }: Return,
): Promise<readonly Warning[]> {
  const names = referencedConfigMaps(template);
  try {
    const read = await Promise.all(names.map((name) => kubernetes.get(subject.key, 'ConfigMap', name)));
    const gone = names.filter((_name, index) => read[index] === undefined);
    const present = read.filter((each): each is ConfigMap => each !== undefined);
    const changed = changedSince(present, revision.createdAt);
    return [
      ...(changed.length > 0 ? [{ code: 'configmaps_changed', params: { names: [...changed] } }] : []),
      ...(gone.length > 0 ? [{ code: 'configmaps_gone', params: { names: gone } }] : []),
    ];
  } catch (error) {
    if (error instanceof PortError && error.code === 'forbidden')
      return [{ code: 'not_checked', params: { kinds: ['ConfigMap'] } }];
    throw error;
  }
}
