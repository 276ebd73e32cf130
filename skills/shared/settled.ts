import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { doomOf } from './doom.js';
import { mainContainer } from './images.js';
import { isRolling } from './rollout.js';
import { partsOf, situationOf, splitPods } from './situation.js';
import type { Scope, Subject } from './targets.js';
import { currentReplicaSet } from './templates.js';

/**
 * Why a rollout that is under way must be left alone; undefined when it has ended, or when it can't succeed any more:
 * then the next version may well be the fix.
 */
export async function rollingRefusal(
  kubernetes: KubernetesPort,
  scope: Scope,
  { key, deployment }: Subject,
  now: number,
): Promise<Refusal | undefined> {
  if (!isRolling(deployment)) return undefined;
  const { replicaSets, pods } = await partsOf(kubernetes, key, deployment);
  const replicaSet = currentReplicaSet(deployment, replicaSets);
  const parts = splitPods(pods, replicaSet);
  const doom = doomOf({ ...parts, replicaSet, events: [], restartsBefore: new Map(), now });
  if (doom !== undefined) return undefined;
  const service = scope.service.name;
  const environment = scope.environment.name;
  const container = mainContainer(deployment.spec?.template?.spec, deployment.metadata.labels, scope.service);
  const { done, total, version } = situationOf(deployment, replicaSets, pods, container?.name ?? '');
  return refuse(
    'target_rolling',
    { service, environment, version, done, total, detail: `${version}: ${done}/${total}` },
    { actions: [{ label: 'rollback', intent: 'rollback', slots: { service, environment } }] },
  );
}
