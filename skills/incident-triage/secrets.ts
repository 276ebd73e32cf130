import type { KubernetesObject } from '../../src/contracts/kubernetes-objects.js';

/** Certificates are public. */
const PUBLIC = 'tls.crt';

/** A Secret with its keys, dates and certificate, and no other value: what was never held cannot leak. */
export function withoutValues<T extends KubernetesObject>(secret: T): T {
  if (!('data' in secret) || typeof secret.data !== 'object' || secret.data === null) return secret;
  const entries: readonly [string, unknown][] = Object.entries(secret.data);
  const data = Object.fromEntries(entries.map(([key, value]) => [key, key === PUBLIC ? value : '']));
  return { ...secret, data };
}
