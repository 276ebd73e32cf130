import type { Container, PodSpec, PodTemplate } from '../contracts/kubernetes-objects.js';
import { trustKubernetesObject } from '../trust-boundaries.js';
import { podAddress } from './kubelet/container-status.js';
import type { Autoscaler, Deployment, Pod, Stored } from './objects.js';
import type { Service } from '../contracts/kubernetes-objects.js';

/** Values the API server fills in (the `SetDefaults_…` functions of kubernetes/kubernetes, pkg/apis). */
const POD = {
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  securityContext: {},
  schedulerName: 'default-scheduler',
};
const CONTAINER = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  resources: {},
};
const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const DEPLOYMENT = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 };
const ROLLING = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } };

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function probe(value: unknown): unknown {
  if (!isObject(value)) return value;
  const httpGet = isObject(value['httpGet']) ? { scheme: 'HTTP', ...value['httpGet'] } : undefined;
  return { ...PROBE, ...value, ...(httpGet && { httpGet }) };
}

function container(given: Container): Container {
  const latest = !/:[^/]+$/.test(given.image ?? '') || (given.image ?? '').endsWith(':latest');
  const probes = (['readinessProbe', 'livenessProbe', 'startupProbe'] as const)
    .filter((name) => given[name] !== undefined)
    .map((name): [string, unknown] => [name, probe(given[name])]);
  const { ports } = given;
  const complete = {
    imagePullPolicy: latest ? 'Always' : 'IfNotPresent',
    ...CONTAINER,
    ...given,
    ...Object.fromEntries(probes),
    ...(ports && { ports: ports.map((port) => ({ protocol: 'TCP', ...port })) }),
  };
  return complete;
}

function podSpec(spec: PodSpec | undefined): PodSpec {
  const { containers, initContainers } = spec ?? {};
  return {
    ...POD,
    ...spec,
    ...(Array.isArray(containers) && { containers: containers.map(container) }),
    ...(Array.isArray(initContainers) && { initContainers: initContainers.map(container) }),
  };
}

function defaultTemplate(template: PodTemplate | undefined): PodTemplate {
  return { ...template, spec: podSpec(template?.spec) };
}

function deployment(given: Deployment & Stored): Stored {
  const strategy = given.spec?.strategy;
  const rolling = strategy?.type === 'RollingUpdate' || strategy?.type === undefined;
  const rollingUpdate = { ...ROLLING.rollingUpdate, ...strategy?.rollingUpdate };
  const spec = {
    ...DEPLOYMENT,
    ...given.spec,
    strategy: rolling ? { ...ROLLING, ...strategy, rollingUpdate } : strategy,
    template: defaultTemplate(given.spec?.template),
  };
  const complete = { ...given, spec };
  return complete;
}

function service(given: Service & Stored): Stored {
  const clusterIP = podAddress(given.metadata.uid ?? '').replace(/^10\.42/, '10.96');
  const ports = given.spec?.ports?.map((port) => ({
    protocol: 'TCP',
    ...(port.port !== undefined && { targetPort: port.port }),
    ...port,
  }));
  const base = { type: 'ClusterIP', clusterIP, clusterIPs: [clusterIP], sessionAffinity: 'None' };
  const spec = { ...base, ...given.spec, ...(ports && { ports }) };
  const complete = { status: { loadBalancer: {} }, ...given, spec };
  return complete;
}

/** The object with every default that the API server would add. Kinds without defaults come back unchanged. */
export function withDefaults(object: Stored): Stored {
  switch (object.kind) {
    case 'Deployment':
      return deployment(trustKubernetesObject<Deployment & Stored>(object));
    case 'Pod': {
      const pod = trustKubernetesObject<Pod & Stored>(object);
      const spec = { serviceAccountName: 'default', ...podSpec(pod.spec) };
      const complete = { ...pod, spec, status: pod.status ?? { phase: 'Pending' } };
      return complete;
    }
    case 'Service':
      return service(trustKubernetesObject<Service & Stored>(object));
    case 'HorizontalPodAutoscaler': {
      const scaler = trustKubernetesObject<Autoscaler & Stored>(object);
      const complete = { ...scaler, spec: { minReplicas: 1, ...scaler.spec } };
      return complete;
    }
    case 'Namespace': {
      const complete = { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' }, ...object };
      return complete;
    }
    default:
      return object;
  }
}
