/**
 * TRIAGE-4: 10,000 pods, 2,000 Deployments, 20,000 events. Triage from lists against listing and parsing the same objects alone
 * (goal: at most twice the time, twice the memory, in the same run), and triage of objects that are held already (goal: 100 ms).
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { stringify } from 'yaml';
import { gather } from '../../skills/incident-triage/gather.js';
import { TRIAGE_KINDS } from '../../skills/incident-triage/snapshot.js';
import { examine, triage } from '../../skills/incident-triage/triage.js';
import { createWorld } from '../../skills/incident-triage/world.js';
import { systemClock } from '../../src/clock.js';
import type { KubernetesObject } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { createKubernetes } from '../../src/integrations/kubernetes/index.js';
import { app, crashed, event, NS, service } from '../skills/incident-triage/objects.js';
import { NOON } from '../fakes/drafts.js';
import type { Figure } from './figure.js';
import { median } from './process.js';

const DEPLOYMENTS = 2_000;
const EVENTS_EACH = 10;
/** One Deployment in this many has a revision that crashes. */
const BROKEN_EVERY = 100;
const RUNS = 5;
const target = { cluster: 'big', namespace: NS };
const place = {
  environment: {
    name: 'production',
    tenant: 'default',
    aliases: [],
    targets: [target],
    protected: true,
    approvals: 0,
  },
  target,
};
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export async function benchTriage(): Promise<Figure[]> {
  const server = await serve(bigNamespace());
  try {
    const kubernetes = createKubernetes({
      kubeconfig: { yaml: kubeconfig(server) },
      clock: systemClock,
      log: silent,
    });
    const lists: Measured[] = [];
    const answers: (Measured & { readonly heldMs: number })[] = [];
    for (let run = 0; run < RUNS; run++) {
      lists.push(await measureLists(kubernetes));
      answers.push(await measureAnswer(kubernetes));
    }
    const ms = (of: readonly Measured[]): number => median(of.map((each) => each.ms));
    const bytes = (of: readonly Measured[]): number => median(of.map((each) => each.bytes));
    return [
      {
        name: 'triage: lists and answer / lists alone',
        value: ms(answers) / ms(lists),
        unit: 'times',
        goal: 2,
        limit: 2,
      },
      {
        name: 'triage: memory / parsed objects',
        value: bytes(answers) / bytes(lists),
        unit: 'times',
        goal: 2,
        limit: 2,
      },
      {
        name: 'triage: objects that are held',
        value: median(answers.map(({ heldMs }) => heldMs)),
        unit: 'ms',
        goal: 100,
        limit: 1000,
      },
    ];
  } finally {
    server.close();
  }
}

interface Measured {
  readonly ms: number;
  readonly bytes: number;
}

/** Each measurement is a function of its own: a finished one holds nothing any more. */
async function measureLists(kubernetes: KubernetesPort): Promise<Measured> {
  const before = await heap();
  const began = performance.now();
  const listed = await Promise.all(TRIAGE_KINDS.map((kind) => kubernetes.list(target, kind)));
  const ms = performance.now() - began;
  const bytes = (await heap()) - before;
  return { ms, bytes: listed.length > 0 ? bytes : 0 };
}

async function measureAnswer(kubernetes: KubernetesPort): Promise<Measured & { readonly heldMs: number }> {
  const before = await heap();
  const began = performance.now();
  const snapshot = await gather(kubernetes, place, NOON);
  triage(snapshot);
  const ms = performance.now() - began;
  const world = createWorld(snapshot);
  examine(world);
  const bytes = (await heap()) - before;
  const again = performance.now();
  examine(world);
  return { ms, bytes, heldMs: performance.now() - again };
}

setFlagsFromString('--expose-gc');

/** Bytes in use after a full collection, once pending callbacks have let go of what they held. */
async function heap(): Promise<number> {
  await sleep(50);
  runInNewContext('gc()');
  return process.memoryUsage().heapUsed;
}

function bigNamespace(): readonly KubernetesObject[] {
  return Array.from({ length: DEPLOYMENTS }, (_, index) => {
    const name = `service-${index}`;
    const broken = {
      ...{ version: '2.0.0', age: 20, pods: 2 },
      ...{ previous: { version: '1.0.0', age: 900, pods: 3 }, pod: crashed(1, 'Error') },
    };
    const events = Array.from({ length: EVENTS_EACH }, (__, each) =>
      event('Pod', `${name}-r2-${each % 5}`, each % 2 === 0 ? 'BackOff' : 'Scheduled', `event ${each}`, 5),
    );
    return [
      ...app(name, { replicas: 5, ...(index % BROKEN_EVERY === 0 ? broken : {}) }),
      service(name),
      ...events,
    ];
  }).flat();
}

/** The objects as an API server gives them: by kind, in pages. */
async function serve(objects: readonly KubernetesObject[]): Promise<Server> {
  const byPlural = new Map<string, KubernetesObject[]>();
  for (const each of objects) {
    const kind = each.kind ?? '';
    const plural = `${kind.toLowerCase()}s`;
    const list = byPlural.get(plural);
    if (list === undefined) byPlural.set(plural, [each]);
    else list.push(each);
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const all = url.pathname.includes('/kube-system/')
      ? []
      : (byPlural.get(url.pathname.split('/').at(-1) ?? '') ?? []);
    const from = Number(url.searchParams.get('continue') ?? 0);
    const size = Number(url.searchParams.get('limit') ?? all.length);
    const next = from + size < all.length ? { continue: String(from + size) } : {};
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        kind: 'List',
        apiVersion: 'v1',
        metadata: { resourceVersion: '1', ...next },
        items: all.slice(from, from + size),
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function kubeconfig(server: Server): string {
  const address: AddressInfo | string | null = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const cluster = { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'big', cluster }],
    users: [{ name: 'bench', user: { token: 'bench' } }],
    contexts: [{ name: 'big', context: { cluster: 'big', user: 'bench', namespace: NS } }],
  });
}
