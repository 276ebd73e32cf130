import { z } from 'zod';
import { fromVersion } from '../contracts/autoscalers.js';

/**
 * The API groups that give kinds their meaning; '' is the core group. Other groups use the same names for other things: Knative has
 * a Service, Longhorn a Node, Calico a NetworkPolicy.
 */
const GROUPS: Readonly<Partial<Record<string, readonly string[]>>> = {
  ...groupsOf(['', 'events.k8s.io'], 'Event'),
  ...groupsOf(
    [''],
    'Pod Node ConfigMap ResourceQuota Service Endpoints Secret ServiceAccount LimitRange Namespace PersistentVolume PersistentVolumeClaim',
  ),
  ...groupsOf(['apps', 'extensions'], 'Deployment ReplicaSet StatefulSet DaemonSet ControllerRevision'),
  ...groupsOf(['batch'], 'Job CronJob'),
  ...groupsOf(['autoscaling'], 'HorizontalPodAutoscaler'),
  ...groupsOf(['policy'], 'PodDisruptionBudget'),
  ...groupsOf(['networking.k8s.io', 'extensions'], 'Ingress IngressClass NetworkPolicy'),
  ...groupsOf(['storage.k8s.io'], 'StorageClass'),
  ...groupsOf(['cert-manager.io', 'certmanager.k8s.io'], 'Certificate'),
};

function groupsOf(groups: readonly string[], kinds: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(kinds.split(' ').map((kind) => [kind, groups]));
}

/** Whether triage reads the kind: of all others it does not matter what their fields hold. */
export function isRead(kind: string): boolean {
  return Object.hasOwn(GROUPS, kind);
}

/** The kind as triage knows it; of another group's kind of the same name, the name with its group (`Service.serving.knative.dev`). */
export function kindIn(kind: string, apiVersion: unknown): string {
  const known = Object.hasOwn(GROUPS, kind) ? GROUPS[kind] : undefined;
  if (known === undefined || typeof apiVersion !== 'string' || apiVersion === '') return kind;
  const [group = '', version] = apiVersion.split('/');
  const own = version === undefined ? '' : group;
  return known.includes(own) ? kind : `${kind}.${own === '' ? 'v1' : own}`;
}

const newEventSchema = z.looseObject({
  apiVersion: z.string().startsWith('events.k8s.io/'),
  kind: z.literal('Event'),
});
const oldIngressSchema = z.looseObject({
  apiVersion: z.enum(['extensions/v1beta1', 'networking.k8s.io/v1beta1']),
  kind: z.literal('Ingress'),
  spec: z.looseObject({}),
});
const oldBackendSchema = z.looseObject({
  serviceName: z.string(),
  servicePort: z.union([z.string(), z.number()]).optional(),
});
const oldRuleSchema = z.looseObject({
  http: z.looseObject({ paths: z.array(z.looseObject({ backend: z.unknown() })) }),
});

/** The object in the version that detectors read, whichever the server gave or kubectl asked for. Of thousands few are of a kind that needs it. */
export function asRead(object: object): object {
  switch ('kind' in object ? object.kind : undefined) {
    case 'Event': {
      const event = newEventSchema.safeParse(object);
      return event.success ? eventAsRead(event.data) : object;
    }
    case 'Ingress': {
      const { success, data } = oldIngressSchema.safeParse(object);
      return success ? { ...data, spec: ingressSpec(data.spec) } : object;
    }
    case 'HorizontalPodAutoscaler':
      return fromVersion(object);
    default:
      return object;
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ as the core Event it also is. */
function eventAsRead(event: Readonly<Record<string, unknown>>): object {
  const { regarding, note, deprecatedFirstTimestamp, deprecatedLastTimestamp, ...rest } = event;
  return {
    ...rest,
    involvedObject: regarding,
    message: note,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
  };
}

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122 */
function ingressSpec(spec: Readonly<Record<string, unknown>>): object {
  const { backend, rules } = spec;
  const members: readonly unknown[] = Array.isArray(rules) ? rules : [];
  return {
    ...spec,
    ...(backend === undefined ? {} : { defaultBackend: backendAsRead(backend) }),
    ...(Array.isArray(rules) ? { rules: members.map(ruleAsRead) } : {}),
  };
}

function ruleAsRead(rule: unknown): unknown {
  const parsed = oldRuleSchema.safeParse(rule);
  if (!parsed.success) return rule;
  const { http } = parsed.data;
  const paths = http.paths.map((path) => ({ ...path, backend: backendAsRead(path.backend) }));
  return { ...parsed.data, http: { ...http, paths } };
}

function backendAsRead(backend: unknown): unknown {
  const parsed = oldBackendSchema.safeParse(backend);
  if (!parsed.success) return backend;
  const { serviceName, servicePort } = parsed.data;
  const port = typeof servicePort === 'number' ? { number: servicePort } : { name: servicePort };
  return { service: { name: serviceName, port: servicePort === undefined ? {} : port } };
}
