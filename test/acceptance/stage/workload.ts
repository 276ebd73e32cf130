export interface WorkloadOptions {
  readonly version?: string;
  /** The image's name; the service's own by default. */
  readonly image?: string;
  readonly replicas?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly templateAnnotations?: Readonly<Record<string, string>>;
  readonly paused?: boolean;
  /** The node that the pods are bound to; on a control plane without kubelets, the one the stage plays. */
  readonly nodeName?: string;
}

export const IMAGE = 'registry.e2e.local';

/** A plain Deployment as a team would write it: readiness probe, requests, the name label. */
export function workload(service: string, namespace: string, options: WorkloadOptions = {}) {
  const { version = '1.4.1', replicas = 3, image = service, nodeName } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: service,
      namespace,
      labels: { 'app.kubernetes.io/name': service, ...options.labels },
      annotations: { ...options.annotations },
    },
    spec: {
      replicas,
      ...(options.paused === true ? { paused: true } : {}),
      selector: { matchLabels: { app: service } },
      template: {
        metadata: {
          labels: { app: service, 'app.kubernetes.io/name': service },
          annotations: { ...options.templateAnnotations },
        },
        spec: {
          terminationGracePeriodSeconds: 1,
          ...(nodeName === undefined ? {} : { nodeName }),
          containers: [
            {
              name: service,
              image: `${IMAGE}/${image}:${version}`,
              readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}

/** How a version behaves is told by its tag, on every stage. */
const BEHAVIOUR_TAGS = {
  missing: 'image not found',
  config: 'configuration missing',
  crash: 'crashes again and again',
  once: 'crashes once, then becomes ready',
  oom: 'runs out of memory',
  late: 'becomes ready when the test lets it',
  split: 'image not found in the second target only',
} as const;
export type Behaviour = Exclude<keyof typeof BEHAVIOUR_TAGS, 'split'> | 'healthy';

export function behaviourOf(image: string): Behaviour {
  if (image.endsWith('-split')) return image.includes('-second:') ? 'missing' : 'healthy';
  const tag = /-(missing|config|crash|once|oom|late)$/.exec(image)?.[1];
  return tag === undefined
    ? 'healthy'
    : (Object.keys(BEHAVIOUR_TAGS).find((key): key is Exclude<Behaviour, 'healthy'> => key === tag) ??
        'healthy');
}
