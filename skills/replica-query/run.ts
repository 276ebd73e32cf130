import type { Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { HorizontalPodAutoscaler } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import { listIfAllowed, survey, type Surveyed, type SurveyPorts } from '../shared/survey.js';

export interface AutoscalerBounds {
  readonly cluster: string;
  readonly namespace: string;
  readonly workload: string;
  readonly min: number;
  readonly max: number;
}
export interface ReplicaFacts {
  readonly service: string;
  readonly surveyed: readonly Surveyed[];
  readonly autoscalers: readonly AutoscalerBounds[];
}

/** @throws PortError when no place at all could be read. */
export async function readReplicas(
  ports: SurveyPorts,
  places: readonly Place[],
  service: Service,
  now: number,
): Promise<ReplicaFacts> {
  const [surveyed, autoscalers] = await Promise.all([
    survey(ports, places, service, now),
    Promise.all(places.map((place) => autoscalersAt(ports.kubernetes, place))),
  ]);
  return { service: service.name, surveyed, autoscalers: autoscalers.flat() };
}

/** Autoscalers explain a count; without them (not allowed, not reachable) the count is still right. */
async function autoscalersAt(kubernetes: KubernetesPort, place: Place): Promise<readonly AutoscalerBounds[]> {
  try {
    const found = await listIfAllowed(kubernetes, place, 'HorizontalPodAutoscaler', {});
    return (found ?? []).flatMap((each) => boundsOf(place, each) ?? []);
  } catch (error) {
    if (error instanceof PortError) return [];
    throw error;
  }
}

function boundsOf({ target }: Place, { spec }: HorizontalPodAutoscaler): AutoscalerBounds | undefined {
  const reference = spec?.scaleTargetRef;
  if (reference?.kind !== 'Deployment' || reference.name === undefined || spec?.maxReplicas === undefined)
    return undefined;
  // Kubernetes' default for minReplicas is 1.
  return { ...target, workload: reference.name, min: spec.minReplicas ?? 1, max: spec.maxReplicas };
}
