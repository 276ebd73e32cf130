import { PortError } from '../../src/contracts/errors.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { completePatch, type Change } from './effect.js';
import { byHand } from './kubectl.js';
import type { Subject } from './targets.js';

/** Stands where the operation's mark will be: the number comes only with the plan. */
const REHEARSAL = 'dry-run';

/**
 * Sends the very patch as a server-side dry run: admission, validation and rights are asked before anybody is. Undefined
 * when the server would take it.
 */
export async function rehearse(
  kubernetes: KubernetesPort,
  { key, deployment }: Subject,
  change: Change,
): Promise<Refusal | undefined> {
  try {
    const patch = completePatch(deployment, change, REHEARSAL);
    const result = await kubernetes.patch(key, 'Deployment', key.name, patch, { dryRun: true });
    return result.state === 'patched' ? undefined : refuse('conflict', { service: key.name });
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    if (error.code === 'invalid_object')
      return refuse('rejected_by_cluster', { detail: error.params['detail'] ?? error.message });
    if (error.code !== 'forbidden') throw error;
    const check = byHand.mayI(key, 'patch', 'deployments.apps');
    return refuse('cluster_denied', {
      verb: 'patch',
      resource: 'deployments.apps',
      namespace: key.namespace,
      detail: error.params['detail'] ?? error.message,
      check,
    });
  }
}
