import type { Condition } from '../../contracts/kubernetes-objects.js';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { Autoscaler, Stored } from '../objects.js';
import { apiVersionOf, type Target } from './resources.js';

interface AutoscalerV2 extends Autoscaler {
  readonly spec?: NonNullable<Autoscaler['spec']> & {
    readonly metrics?: readonly object[];
    readonly targetCPUUtilizationPercentage?: number;
  };
}
const V1 = 'autoscaling/v1';
const V2 = 'autoscaling/v2';
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';

/** The object in the version that was asked for. Only autoscalers are served in two. */
export function present(object: Stored, target: Pick<Target, 'resource' | 'version'>): Stored {
  const wanted = apiVersionOf(target.resource.group, target.version);
  if (object.apiVersion === wanted || object.kind !== 'HorizontalPodAutoscaler') return object;
  return asV1(trustKubernetesObject<AutoscalerV2 & Stored>(object));
}

/** As it is stored: the preferred version. */
export function toStored(object: Stored): Stored {
  return object.apiVersion === V1 ? asV2(trustKubernetesObject<AutoscalerV2 & Stored>(object)) : object;
}

function asV1(scaler: AutoscalerV2 & Stored): Stored {
  const { metrics, ...spec } = scaler.spec ?? {};
  const cpu = (metrics ?? []).map(utilization).find((percent) => percent !== undefined);
  const { conditions, ...status } = scaler.status ?? {};
  const annotations = {
    ...scaler.metadata.annotations,
    ...(conditions && { [CONDITIONS]: JSON.stringify(conditions) }),
  };
  const converted = {
    ...scaler,
    apiVersion: V1,
    metadata: { ...scaler.metadata, annotations },
    spec: { ...spec, ...(cpu !== undefined && { targetCPUUtilizationPercentage: cpu }) },
    status,
  };
  return converted;
}

function asV2(scaler: AutoscalerV2 & Stored): Stored {
  const { targetCPUUtilizationPercentage: cpu, ...spec } = scaler.spec ?? {};
  const { [CONDITIONS]: _dropped, ...annotations } = scaler.metadata.annotations ?? {};
  const target = { type: 'Utilization', averageUtilization: cpu };
  const metrics =
    cpu === undefined ? {} : { metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
  const converted = {
    ...scaler,
    apiVersion: V2,
    metadata: { ...scaler.metadata, annotations },
    spec: { ...spec, ...metrics },
  };
  return converted;
}

function utilization(metric: object): number | undefined {
  const { resource } = trustKubernetesObject<{
    resource?: { name?: string; target?: { averageUtilization?: number } };
  }>(metric);
  return resource?.name === 'cpu' ? resource.target?.averageUtilization : undefined;
}

/** Conditions as tables print them. */
export function conditionText(conditions: readonly Condition[] | undefined, type: string): string {
  return conditions?.find((condition) => condition.type === type)?.status ?? 'Unknown';
}
