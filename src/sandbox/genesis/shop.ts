import { ENVIRONMENTS, type EnvironmentRow } from '../world/environments.js';
import { REGISTRY, SERVICES, type ServiceRow } from '../world/services.js';
import { withDefaults } from '../defaults.js';
import { epoch, timestamp, type Deployment, type Stored } from '../objects.js';
import { trustKubernetesObject } from '../../trust-boundaries.js';

const DAY_MS = 86_400_000;

const settingsName = (service: string): string => `${service}-settings`;
export const imageOf = (service: string, version: string): string => `${REGISTRY}/${service}:${version}`;

/** Metadata of something that was made `daysAgo` days before the world began. Uids depend on nothing but the name. */
export function metadata(
  kind: string,
  namespace: string | undefined,
  name: string,
  created: number,
  service?: string,
) {
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    uid: `${kind.toLowerCase()}-${namespace ?? 'cluster'}-${name}`,
    creationTimestamp: timestamp(created),
    ...(service !== undefined && {
      labels: { 'app.kubernetes.io/name': service, 'app.kubernetes.io/part-of': 'shop' },
    }),
  };
}

export const managedBy = (manager: string, time: number, more: object = {}) => ({
  manager,
  operation: 'Update',
  apiVersion: 'apps/v1',
  time: timestamp(time),
  fieldsType: 'FieldsV1',
  fieldsV1: {},
  ...more,
});

/** The pod template of a service at a version. Versions differ only in the image. */
function templateOf(service: ServiceRow, version: string): object {
  const { name, port, cpu, memory, memoryLimit } = service;
  return {
    metadata: { labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop' } },
    spec: {
      containers: [
        {
          name,
          image: imageOf(name, version),
          ports: [{ name: 'http', containerPort: port }],
          envFrom: [{ configMapRef: { name: settingsName(name) } }],
          resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
        },
      ],
    },
  };
}

/** A Deployment of the shop at a version, as a person would have written it, with the API server's defaults. */
export function deploymentOf(
  service: ServiceRow,
  environment: EnvironmentRow,
  rollout: { version: string; cause: string; at: number },
  generation: number,
  born: number,
): Deployment & Stored {
  const { name, replicas } = service;
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...metadata('Deployment', environment.namespace, name, born, name),
      generation,
      annotations: {
        'deployment.kubernetes.io/revision': '1',
        'kubernetes.io/change-cause': rollout.cause,
      },
      managedFields: [managedBy('jenkins', rollout.at)],
    },
    spec: {
      replicas: replicas[environment.name],
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      template: templateOf(service, rollout.version),
    },
  };
  return trustKubernetesObject<Deployment & Stored>(withDefaults(object));
}

/** What stands around the Deployments: namespaces, ConfigMaps and Services. */
export function surroundings(now: number): Stored[] {
  const born = now - 90 * DAY_MS;
  const namespaces = ['default', 'kube-system', ...ENVIRONMENTS.map(({ namespace }) => namespace)].map(
    (name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        ...metadata('Namespace', undefined, name, born),
        labels: { 'kubernetes.io/metadata.name': name },
      },
    }),
  );
  const perService = ENVIRONMENTS.flatMap(({ namespace }) =>
    SERVICES.flatMap((service) => [
      configMapOf(service, namespace, now),
      serviceOf(service, namespace, born),
    ]),
  );
  return [...namespaces, ...perService].map(withDefaults);
}

function configMapOf(service: ServiceRow, namespace: string, now: number): Stored {
  const { name, settings, history } = service;
  const created = now - (history[0]?.days ?? 1) * DAY_MS;
  const meta = metadata('ConfigMap', namespace, settingsName(name), created, name);
  const managedFields = [managedBy('jenkins', epoch(meta.creationTimestamp), { apiVersion: 'v1' })];
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...meta, managedFields }, ...{ data: settings } };
}

function serviceOf({ name }: ServiceRow, namespace: string, born: number): Stored {
  const ports = [{ name: 'http', port: 80, targetPort: 'http' }];
  const spec = { selector: { 'app.kubernetes.io/name': name }, ports };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('Service', namespace, name, born, name),
    ...{ spec },
  };
}
