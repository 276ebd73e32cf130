import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stringify } from 'yaml';
import type { Environment, Service } from '../contracts/catalogue.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Log } from '../contracts/ports/log.js';
import type { Controls } from './api/controls.js';
import { createFaults } from './api/faults.js';
import { createApiServer } from './api/server.js';
import { sandboxCatalogue } from './catalogue.js';
import { createHooks, type Hook } from './github/hooks.js';
import { newWorld } from './genesis/index.js';
import { createSimulation } from './simulation.js';
import { createPersistence, loadWorld, makeFolderOf } from './state/persistence.js';
import { createStore } from './state/store.js';
import type { World } from './state/world.js';
import { REGISTRY } from './world/services.js';
import { CONTEXT } from './world/environments.js';

export { sandboxCatalogue } from './catalogue.js';

export interface Sandbox {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Names this world; another one after a reset. */
  readonly worldId: string;
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
  /** The API server and the bot's own token for it. */
  kubernetes(): { readonly cluster: string; readonly server: string; readonly token: string };
  /** YAML with one context per user: `sandbox` (the bot's), `sandbox-admin`, `sandbox-viewer`. */
  kubeconfig(): string;
  /** How the bot reaches the simulated GitHub. */
  github(): {
    readonly url: string;
    readonly credentials: { readonly kind: 'token'; readonly token: string };
    readonly paced: false;
  };
  /** From now on the simulated GitHub pushes what becomes of its runs there, on this machine only. */
  pushTo(hook: Hook | undefined): void;
  /** The shop's registry, by the name that its images begin with. */
  images(): { readonly registries: Readonly<Record<string, { readonly url: string }>> };
  /** How the bot reaches the simulated Jenkins. */
  jenkins(): { readonly url: string; readonly user: string; readonly token: string };
  /** Forgets this world and begins a new one on the same address; tokens change, open watches end. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Where the world is kept; made when it does not exist. */
  readonly stateFile: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: any free one. */
  readonly port?: number;
  /** Factor on every simulated delay. Default 1: a pod is ready about two seconds after it was created. */
  readonly pace?: number;
}

/** Starts the simulated cluster on loopback, with the world of the state file or a new one. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { stateFile, clock, log, port = 0 } = options;
  await makeFolderOf(stateFile);
  const saved = await loadWorld(stateFile, log);
  let hook: Hook | undefined;
  let url = '';
  let era = begin(options, saved ?? newWorld(clock.now()), () => url);
  if (!saved) await era.controls.flush();
  const server = createApiServer(() => era.controls, log);
  const address = await listen(server, port);
  url = `http://127.0.0.1:${address.port}`;
  era.start();
  return {
    ...{ url, environments: sandboxCatalogue.environments, services: sandboxCatalogue.services },
    get worldId() {
      return era.world.worldId;
    },
    kubernetes: () => ({ cluster: CONTEXT, server: url, token: era.world.tokens['coxswain'] ?? '' }),
    kubeconfig: () => kubeconfigOf(url, era.world.tokens),
    github: () => ({
      url: `${url}/github/api/v3`,
      credentials: { kind: 'token', token: era.world.delivery.github.token },
      paced: false,
    }),
    images: () => ({ registries: { [REGISTRY]: { url } } }),
    jenkins: () => ({ url: `${url}/jenkins`, user: 'coxswain', token: era.world.delivery.jenkins.token }),
    pushTo(next) {
      hook = next;
      era.hooks.use(next);
    },
    async reset() {
      await era.end();
      era = begin(options, newWorld(clock.now()), () => url);
      era.hooks.use(hook);
      await era.controls.flush();
      era.start();
    },
    async stop() {
      await era.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** One world with everything that runs it, from its beginning to its replacement. */
function begin({ stateFile, clock, log, pace = 1 }: SandboxOptions, world: World, origin: () => string) {
  const store = createStore(world);
  const { cluster, start, stop } = createSimulation({
    ...{ world, store, clock, log, pace },
    changed: () => {
      persistence.touch();
      hooks.look();
    },
  });
  const hooks = createHooks(world.delivery, origin, log);
  const snapshot = (): World => ({
    ...world,
    resourceVersion: store.version(),
    objects: store.objects().map((object) => ({ ...object, metadata: { ...object.metadata } })),
  });
  const persistence = createPersistence(stateFile, snapshot, log);
  const unsubscribe = store.subscribe(persistence.touch);
  let closing = endOfStreams();
  const controls: Controls = {
    cluster,
    pace,
    faults: createFaults(),
    flush: () => {
      hooks.look();
      return persistence.flush();
    },
    get closing() {
      return closing.signal;
    },
    closeStreams() {
      closing.abort();
      closing = endOfStreams();
    },
  };
  return {
    world,
    controls,
    hooks,
    start,
    async end() {
      closing.abort();
      await stop();
      unsubscribe();
      await persistence.stop();
    },
  };
}

async function listen(server: Server, port: number): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox has no TCP address');
  return address;
}

function kubeconfigOf(url: string, tokens: Readonly<Record<string, string>>): string {
  const contextOf = (user: string): string => (user === 'coxswain' ? CONTEXT : `${CONTEXT}-${user}`);
  const users = Object.keys(tokens);
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    // client-node insists on this for plain http, which never leaves this machine.
    clusters: [{ name: CONTEXT, cluster: { server: url, 'insecure-skip-tls-verify': true } }],
    users: users.map((name) => ({ name, user: { token: tokens[name] ?? '' } })),
    contexts: users.map((user) => ({
      name: contextOf(user),
      context: { cluster: CONTEXT, user, namespace: 'shop' },
    })),
    'current-context': CONTEXT,
  });
}

/** As many watches as clients like may wait for it: that is no leak. */
function endOfStreams(): AbortController {
  const end = new AbortController();
  setMaxListeners(0, end.signal);
  return end;
}
