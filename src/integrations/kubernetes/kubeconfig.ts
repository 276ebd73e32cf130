import type { KubeConfig } from '@kubernetes/client-node';
import type { OutgoingHttpHeaders } from 'node:http';
import type { RequestOptions } from 'node:https';
import { PortError } from '../../contracts/errors.js';
import { maskSecrets } from '../../contracts/masking.js';
import { createConnections, type Connections } from './connections.js';

/** Where credentials come from. Nothing else is ever read: an exported KUBECONFIG alone means nothing. */
export type KubeconfigSource =
  | { readonly file: string }
  | { readonly yaml: string }
  | { readonly inCluster: true }
  /** One server that is known with its token, e.g. the sandbox of this process: no kubeconfig has to be understood. */
  | { readonly known: KnownServer };

export interface KnownServer {
  /** How targets call it. */
  readonly cluster: string;
  readonly server: string;
  readonly token: string;
}

/** How the cluster is called that the bot itself runs in. */
const IN_CLUSTER = 'in-cluster';

/** An API server with the credentials for it. */
export interface Session {
  readonly server: URL;
  /** Fresh options for one request: TLS material, agent, authorization header. Reads may share connections. */
  authorize(isRead: boolean): Promise<Authorized>;
}

interface Authorized extends RequestOptions {
  readonly headers: OutgoingHttpHeaders;
}

/** One session a cluster, opened when it is first needed. */
export interface Sessions {
  open(cluster: string): Promise<Session>;
  /** Reads the credentials anew next time: a token or certificate in them has expired. */
  forget(cluster: string): void;
}

/**
 * Sessions from a kubeconfig. Loading and every way of authentication (client certificates, tokens, exec plugins, OIDC,
 * in-cluster) are the SDK's; it is imported when first needed, because that takes 600 ms and 98 MB.
 */
export function createSessions(source: KubeconfigSource): Sessions {
  const sessions = new Map<string, Promise<Session>>();
  const connections = createConnections();
  return {
    open(cluster) {
      const known = sessions.get(cluster);
      if (known !== undefined) return known;
      const opening = openSession(source, cluster, connections);
      sessions.set(cluster, opening);
      // A kubeconfig that could not be read may be there next time.
      opening.catch(() => sessions.delete(cluster));
      return opening;
    },
    forget: (cluster) => void sessions.delete(cluster),
  };
}

async function openSession(
  source: KubeconfigSource,
  cluster: string,
  connections: Connections,
): Promise<Session> {
  if ('known' in source) return knownSession(source.known, cluster, connections);
  if ('inCluster' in source && cluster !== IN_CLUSTER) {
    throw noSession(
      cluster,
      `without a kubeconfig there is only the bot's own cluster, called "${IN_CLUSTER}"`,
    );
  }
  const config = await load(source, cluster);
  // The SDK works on its current context, so every cluster has a KubeConfig of its own.
  if (!('inCluster' in source)) config.setCurrentContext(cluster);
  const address = config.getCurrentCluster()?.server;
  if (address === undefined || !URL.canParse(address))
    throw noSession(cluster, noAddress(source, cluster, config));
  return {
    server: new URL(address),
    authorize: async (isRead) => {
      const options = await authorize(config, cluster);
      return isRead ? { ...options, agent: connections.shared(options.agent) } : options;
    },
  };
}

function knownSession(
  { server, token, cluster: known }: KnownServer,
  cluster: string,
  { plain }: Connections,
): Session {
  if (cluster !== known) throw noSession(cluster, `the only cluster is "${known}"`);
  const headers = { Authorization: `Bearer ${token}` };
  return {
    server: new URL(server),
    authorize: (isRead) => Promise.resolve({ headers: { ...headers }, agent: isRead ? plain : false }),
  };
}

type Kubeconfig = Exclude<KubeconfigSource, { readonly known: KnownServer }>;

async function load(source: Kubeconfig, cluster: string): Promise<KubeConfig> {
  const sdk = await import('@kubernetes/client-node');
  const config = new sdk.KubeConfig();
  try {
    if ('file' in source) config.loadFromFile(source.file);
    else if ('yaml' in source) config.loadFromString(source.yaml);
    else config.loadFromCluster();
  } catch (error) {
    const name = 'file' in source ? `the kubeconfig ${source.file}` : 'the kubeconfig';
    throw noSession(cluster, `${name} cannot be read: ${reasonOf(error)}`, error);
  }
  return config;
}

/** The words for a context that leads nowhere; says what the kubeconfig does have. */
function noAddress(source: Kubeconfig, cluster: string, config: KubeConfig): string {
  if ('inCluster' in source) return 'the bot does not run inside a cluster';
  const contexts = config.getContexts().map((context) => context.name);
  if (contexts.includes(cluster)) return `the kubeconfig's context "${cluster}" names no usable server`;
  return `the kubeconfig has no context "${cluster}" (it has: ${contexts.join(', ') || 'none'})`;
}

async function authorize(config: KubeConfig, cluster: string): Promise<Authorized> {
  const options: Authorized = { headers: {} };
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    const detail = `the credentials cannot be used: ${reasonOf(error)}`;
    const code = /HTTP protocol is not allowed/.test(reasonOf(error)) ? 'unreachable' : 'credentials_expired';
    throw new PortError(code, `cluster "${cluster}": ${detail}`, { cluster, detail }, false, {
      cause: error,
    });
  }
  return options;
}

function noSession(cluster: string, detail: string, cause?: unknown): PortError {
  return new PortError('unreachable', `cluster "${cluster}": ${detail}`, { cluster, detail }, false, {
    cause,
  });
}

/** The first line of what went wrong; credential plugins write what they like. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return maskSecrets(message.trim()).split('\n')[0]?.slice(0, 300) ?? '';
}
