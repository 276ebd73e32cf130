import type { ConfigMap, Deployment, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { Service } from '../../src/contracts/catalogue.js';
import { mainContainer } from '../shared/images.js';
import { placeName, type Place } from '../shared/places.js';
import { revisionsOf, type Revision } from '../shared/revisions.js';
import { serviceNameOf } from '../shared/survey.js';
import { ownedBy } from '../shared/templates.js';
import { instant } from '../shared/times.js';
import type { Change, What } from './change.js';

/** Kubernetes puts it into every namespace by itself. */
const BUILT_IN = 'kube-root-ca.crt';
/** A field manager wrote a revision when its entry is at most this much older or newer than the ReplicaSet. */
const SAME_MOMENT_MS = 5_000;

/**
 * The revisions of a Deployment as changes, each against the one before it. Revisions that an operation of this bot
 * made are left out: the operation itself tells more.
 */
export function revisionChanges(
  place: Place,
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  service: Service | undefined,
  operations: ReadonlySet<string>,
): readonly Change[] {
  const template = deployment.spec?.template;
  const container = mainContainer(template?.spec, template?.metadata?.labels, service)?.name ?? '';
  const revisions = revisionsOf(deployment, replicaSets, [], container);
  const byName = new Map(ownedBy(deployment, replicaSets).map((each) => [each.metadata.name, each]));
  return revisions.flatMap((revision, index): Change[] => {
    const replicaSet = byName.get(revision.replicaSet);
    if (replicaSet === undefined || Number.isNaN(revision.createdAt)) return [];
    if (operations.has(operationIdOf(replicaSet))) return [];
    const cause = replicaSet.metadata.annotations?.[MARKS.changeCause];
    return [
      {
        at: revision.createdAt,
        environment: placeName(place),
        subject: serviceNameOf(deployment),
        what: whatOf(revision, revisions[index + 1], cause),
        who: managerAt(deployment, revision.createdAt),
      },
    ];
  });
}

/** Steps write `<operation id>/<step>`. */
function operationIdOf(replicaSet: ReplicaSet): string {
  return replicaSet.metadata.annotations?.[MARKS.operation]?.split('/')[0] ?? '';
}

function whatOf(revision: Revision, before: Revision | undefined, cause: string | undefined): What {
  if (before === undefined) return { kind: 'first', to: revision.version, cause };
  if (revision.version !== before.version)
    return { kind: 'version', from: before.version, to: revision.version, cause };
  if (revision.substance === before.substance) return { kind: 'restart', version: revision.version };
  return { kind: 'template', version: revision.version, cause };
}

function managerAt(deployment: Deployment, at: number): string | undefined {
  return deployment.metadata.managedFields?.find(({ manager, time }) => {
    const wrote = instant(time);
    return wrote !== undefined && isPerson(manager) && Math.abs(wrote - at) <= SAME_MOMENT_MS;
  })?.manager;
}

/** Controllers write status; that is no change anybody made. */
function isPerson(manager: string | undefined): boolean {
  return manager !== undefined && !manager.startsWith('kube-controller') && manager !== 'coxswain';
}

/** The last write of each ConfigMap, by its managed fields, or its creation where there are none. */
export function configChanges(place: Place, configMaps: readonly ConfigMap[]): readonly Change[] {
  return configMaps.flatMap(({ metadata }): Change[] => {
    const created = { time: metadata.creationTimestamp, manager: undefined };
    const writes = [...(metadata.managedFields ?? []), created].flatMap(({ time, manager }) => {
      const at = instant(time);
      return at === undefined ? [] : [{ at, manager }];
    });
    const [last] = writes.sort((a, b) => b.at - a.at);
    if (last === undefined || metadata.name === BUILT_IN) return [];
    const { name } = metadata;
    return [
      {
        at: last.at,
        environment: placeName(place),
        subject: name,
        what: { kind: 'config', name },
        who: last.manager,
      },
    ];
  });
}
