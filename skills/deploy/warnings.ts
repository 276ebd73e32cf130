import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import { versionOf } from '../shared/images.js';
import type { Warning } from '../shared/preflight-reads.js';
import { recordOf } from '../shared/record.js';
import { revisionsOf } from '../shared/revisions.js';
import { desiredReplicas, rolloutState } from '../shared/rollout.js';
import { partsOf } from '../shared/situation.js';
import type { Scope } from '../shared/targets.js';
import { compareVersions, isVersion } from '../shared/versions.js';
import type { DeployContext, ImageChange } from './plan.js';

/** What people should know before they say yes: of the version, and of how this Deployment rolls. */
export async function deployWarnings(
  context: DeployContext,
  scope: Scope,
  version: string,
  { subject, container, fromImage }: ImageChange,
): Promise<readonly Warning[]> {
  const { kubernetes, history } = context.ports;
  const { tenant, name: environment } = scope.environment;
  const { replicaSets, pods } = await partsOf(kubernetes, subject.key, subject.deployment);
  const revisions = revisionsOf(subject.deployment, replicaSets, pods, container);
  const healthy = await history.healthyVersions(tenant, scope.service.name, environment);
  const seen = healthy.includes(version) || revisions.some((revision) => revision.version === version);
  const record = await recordOf(history, tenant, { service: scope.service.name, environment }, subject.key);
  return [
    ...(record.get(version) === 'failed'
      ? [{ code: 'failed_before', params: { version, environment } }]
      : []),
    ...(seen ? [] : [{ code: 'never_seen', params: { version, environment } }]),
    ...shapeWarnings(subject.deployment, container, versionOf(fromImage), version),
  ];
}

/** Pure: what the Deployment's own specification warns of. */
function shapeWarnings(
  deployment: Deployment,
  container: string,
  from: string,
  to: string,
): readonly Warning[] {
  const replicas = desiredReplicas(deployment);
  const isRecreate = deployment.spec?.strategy?.type === 'Recreate';
  const spec = deployment.spec?.template?.spec?.containers?.find(({ name }) => name === container);
  const isOlder = isVersion(from) && isVersion(to) && compareVersions(to, from) < 0;
  const failing = rolloutState(deployment).state !== 'complete';
  const when = (condition: boolean, code: string, params: Warning['params'] = {}): readonly Warning[] =>
    condition ? [{ code, params }] : [];
  return [
    ...when(isOlder, 'older', { from, to }),
    ...when(failing, 'replaces_failing', { version: from }),
    ...when(replicas === 0, 'no_replicas'),
    ...when(isRecreate && replicas > 0, 'recreate'),
    ...when(replicas === 1 && !isRecreate, 'single_replica'),
    ...when(spec !== undefined && spec.readinessProbe === undefined, 'no_readiness_probe', { container }),
  ];
}
