import type { TargetKey } from '../../src/contracts/catalogue.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { Access, KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { byHand } from './kubectl.js';

/** What every change of a Deployment that is watched to its end needs. */
const CHANGE_AND_WATCH: readonly Access[] = [
  { verb: 'patch', group: 'apps', resource: 'deployments' },
  { verb: 'watch', group: 'apps', resource: 'deployments' },
  { verb: 'list', group: 'apps', resource: 'replicasets' },
  { verb: 'watch', group: 'apps', resource: 'replicasets' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'watch', group: '', resource: 'pods' },
];

/**
 * Says before work starts what the bot's account may not do (SelfSubjectAccessReview), with the exact verb and resource.
 * @param doIt the kubectl command that does the whole thing, for somebody who may
 */
export async function deniedRefusal(
  kubernetes: KubernetesPort,
  targets: readonly TargetKey[],
  doIt: (target: TargetKey) => string,
): Promise<Refusal | undefined> {
  for (const target of targets) {
    const allowed = await Promise.all(CHANGE_AND_WATCH.map((access) => kubernetes.can(target, access)));
    const denied = CHANGE_AND_WATCH.filter((_access, index) => allowed[index] === false);
    const [first] = denied;
    if (first === undefined) continue;
    const resource = resourceText(first);
    return refuse(
      'cluster_denied',
      {
        verb: first.verb,
        resource,
        namespace: target.namespace,
        cluster: target.cluster,
        missing: denied.map((access) => `${access.verb} ${resourceText(access)}`),
        check: byHand.mayI(target, first.verb, resource),
      },
      { kubectl: doIt(target) },
    );
  }
  return undefined;
}

function resourceText({ group, resource }: Access): string {
  return group === '' ? resource : `${resource}.${group}`;
}
