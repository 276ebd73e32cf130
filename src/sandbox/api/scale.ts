import type { Json } from '../../contracts/json.js';
import { trustJson, trustKubernetesObject } from '../../trust-boundaries.js';
import type { Deployment, Stored } from '../objects.js';
import type { ApiContext, ApiRequest } from './request.js';
import type { Target } from './resources.js';
import { applyPatch, existing, parseObject, replace } from './writes.js';

/** autoscaling/v1 Scale of anything that has `spec.replicas`. */
export function scaleOf(object: Stored): Stored {
  const { spec, status, metadata } = trustKubernetesObject<Deployment & Stored>(object);
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const selector = Object.entries(spec?.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const scale = {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: trustKubernetesObject<Stored['metadata']>({
      name,
      namespace,
      uid,
      resourceVersion,
      creationTimestamp,
    }),
    spec: { replicas: spec?.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0, selector: selector.join(',') },
  };
  return scale;
}

/** PUT or PATCH of the scale subresource: only `spec.replicas` reaches the object. */
export function writeScale(context: ApiContext, request: ApiRequest, target: Target, body: Json): Stored {
  const before = existing(context, target);
  const scale = scaleOf(before);
  const given =
    request.method === 'PUT' ? body : applyPatch(trustJson(scale), body, request.contentType, 'Scale');
  const wanted = trustKubernetesObject<Stored & { spec?: { replicas?: number } }>(parseObject(given));
  const current = trustKubernetesObject<Deployment & Stored>(before);
  const { resourceVersion } = wanted.metadata;
  const metadata = { ...before.metadata, ...(resourceVersion !== undefined && { resourceVersion }) };
  const next = { ...current, metadata, spec: { ...current.spec, replicas: wanted.spec?.replicas ?? 0 } };
  return scaleOf(replace(context, request, target, trustJson(next)));
}
