import type { Api } from './api.js';
import { workload, type WorkloadOptions } from './workload.js';

/** A cluster to try the bot on: the sandbox as a process of its own, or a real control plane. */
export interface Stage {
  readonly name: string;
  readonly kubeconfig: string;
  readonly context: string;
  /** A context whose user may do nothing. */
  readonly deniedContext: string;
  readonly api: Api;
  readonly nodeName: string | undefined;
  /** Lets the pods of an image whose tag says `late` become ready. `image` as in `kilo:2.0.0-late`. */
  letReady(image: string): Promise<void>;
  close(): Promise<void>;
}

export const NAMESPACES = {
  staging: 'e2e-staging',
  production: 'e2e-production',
  second: 'e2e-second',
} as const;

export async function createNamespaces(stage: Stage): Promise<void> {
  for (const name of Object.values(NAMESPACES))
    await stage.api.send('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    });
}

/** Puts a service on the stage and waits until it serves; every entry of `versions` becomes a revision, oldest first. */
export async function given(
  stage: Stage,
  service: string,
  namespace: string,
  options: Omit<WorkloadOptions, 'version'> & { readonly versions?: readonly string[] } = {},
): Promise<void> {
  const { versions = ['1.4.0', '1.4.1'], paused, templateAnnotations, ...rest } = options;
  const collection = `/apis/apps/v1/namespaces/${namespace}/deployments`;
  const node = stage.nodeName === undefined ? {} : { nodeName: stage.nodeName };
  const [first = '1.4.1', ...later] = versions;
  await stage.api.create(collection, workload(service, namespace, { ...rest, ...node, version: first }));
  await settled(stage, service, namespace);
  for (const version of later) {
    const marked =
      templateAnnotations !== undefined && version === later.at(-1) ? { templateAnnotations } : {};
    const { spec } = workload(service, namespace, { ...rest, ...node, ...marked, version });
    await stage.api.must('PATCH', `${collection}/${service}`, { spec }, 'application/merge-patch+json');
    await settled(stage, service, namespace);
  }
  if (paused === true)
    await stage.api.must(
      'PATCH',
      `${collection}/${service}`,
      { spec: { paused } },
      'application/merge-patch+json',
    );
}

/** Waits until the Deployment's controller says that all replicas are updated and available. */
async function settled(stage: Stage, service: string, namespace: string): Promise<void> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    const { metadata, spec, status } = await stage.api.deployment(namespace, service);
    const wanted = spec.replicas ?? 1;
    const counts = [status.replicas ?? 0, status.updatedReplicas ?? 0, status.availableReplicas ?? 0];
    if (
      (status.observedGeneration ?? 0) >= (metadata.generation ?? 1) &&
      counts.every((count) => count === wanted)
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${service} in ${namespace} did not settle in 90 s on the ${stage.name}`);
}

/** The image that the Deployment's template names now. */
export async function imageOf(stage: Stage, service: string, namespace: string): Promise<string> {
  const deployment = await stage.api.deployment(namespace, service);
  return deployment.spec.template?.spec.containers[0]?.image ?? '';
}
