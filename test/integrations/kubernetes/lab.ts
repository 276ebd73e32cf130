import { afterEach, beforeAll } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import type { KubernetesPort } from '../../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { startApiServer } from './api-server.js';
import type { ApiServer, Reaction, SeenRequest } from './api-server.js';

export const SHOP = { cluster: 'lab', namespace: 'shop' };
export const CHECKOUT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'checkout', uid: 'u-1', resourceVersion: '7' },
  spec: { replicas: 3 },
};

export interface Lab {
  readonly kubernetes: KubernetesPort;
  readonly server: ApiServer;
  readonly clock: ManualClock;
  readonly log: ReturnType<typeof recordingLog>;
}

// The port imports the SDK at its first call, which takes long enough to trip a test that polls.
beforeAll(async () => {
  await import('@kubernetes/client-node');
});

const servers: ApiServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** A cluster that answers as `react` says, and the port that talks to it on a clock that stands still. */
export async function labWith(react: (request: SeenRequest) => Reaction, user?: string): Promise<Lab> {
  const server = await startApiServer(react);
  servers.push(server);
  const clock = new ManualClock();
  const log = recordingLog();
  const kubernetes = createKubernetes({ kubeconfig: { yaml: server.kubeconfig(user) }, clock, log });
  return { kubernetes, server, clock, log };
}

/** A cluster that reacts to the nth request with the nth reaction, and with the last one from then on. */
export function lab(...reactions: readonly Reaction[]): Promise<Lab> {
  let turn = 0;
  return labWith(() => reactions[Math.min(turn++, reactions.length - 1)] ?? 'cut');
}

export const ok = (body: unknown): Reaction => ({ status: 200, body });

/** Waits until the port sleeps for `ms`, then lets that time pass. */
export async function pass(clock: ManualClock, ms: number): Promise<void> {
  await clock.asleepFor(ms);
  clock.advance(ms);
}

/** The PortError that `work` ends with; anything else fails the test. */
export async function failure(work: Promise<unknown>): Promise<PortError> {
  const error: unknown = await work.then(
    (value) => new Error(`it succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PortError)) throw error;
  return error;
}
