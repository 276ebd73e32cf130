import { refuse, type Refusal, type RefusalAction } from '../../src/contracts/outcome.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { rolloutState } from '../shared/rollout.js';
import { rollingRefusal } from '../shared/settled.js';
import type { Scope, Subject } from '../shared/targets.js';

/** A paused Deployment would take the new version and not roll it out; a rolling one is somebody's unfinished change. */
export async function notReady(
  kubernetes: KubernetesPort,
  scope: Scope,
  subjects: readonly Subject[],
  now: number,
): Promise<Refusal | undefined> {
  const service = scope.service.name;
  const environment = scope.environment.name;
  if (subjects.some(({ deployment }) => deployment.spec?.paused === true)) {
    const actions: readonly RefusalAction[] = [
      { label: 'resume', intent: 'resume', slots: { service, environment } },
      { label: 'rollback', intent: 'rollback', slots: { service, environment } },
    ];
    return refuse('target_paused', { service, environment }, { actions });
  }
  for (const subject of subjects) {
    if (rolloutState(subject.deployment).state !== 'progressing') continue;
    const refusal = await rollingRefusal(kubernetes, scope, subject, now);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
