/**
 * TRIAGE-4: 10,000 pods, 2,000 Deployments, 20,000 events. Triage from lists against listing and parsing the same objects alone
 * (goal: at most twice the time, twice the memory, in the same run), and triage from what is kept at hand while hundreds of objects
 * change between two answers (goal: 100 ms; the few logs of broken pods come from the API as always and do not count).
 */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { stringify } from 'yaml';
import { gather } from '../../skills/incident-triage/gather.js';
import { TRIAGE_KINDS } from '../../skills/incident-triage/snapshot.js';
import { examine } from '../../skills/incident-triage/triage.js';
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
const BROKEN = DEPLOYMENTS / BROKEN_EVERY;
const USUAL = { runs: 5, keptRuns: 9 };
/** Pods and events that change between two answers, each. */
const CHANGES = 300;
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

export async function benchTriage({ runs, keptRuns } = USUAL): Promise<Figure[]> {
  const big = await serve(bigNamespace());
  const closing = new AbortController();
  const kubeconfigOfBig = { yaml: kubeconfig(big.server) };
  const parts = { kubeconfig: kubeconfigOfBig, clock: systemClock, log: silent };
  try {
    const lists: Measured[] = [];
    const answers: Measured[] = [];
    for (let run = 0; run < runs; run++) {
      lists.push(await measureLists(createKubernetes(parts)));
      answers.push(await measureAnswer(createKubernetes(parts)));
    }
    const kept = await measureKept(createKubernetes({ ...parts, closed: closing.signal }), big, keptRuns);
    const ms = (of: readonly Measured[]): number => median(of.map((each) => each.ms));
    const bytes = (of: readonly Measured[]): number => median(of.map((each) => each.bytes));
    const times = { unit: 'times', goal: 2, limit: 2 };
    return [
      { name: 'triage: lists and answer / lists alone', value: ms(answers) / ms(lists), ...times },
      { name: 'triage: memory / parsed objects', value: bytes(answers) / bytes(lists), ...times },
      { name: 'triage: memory kept / parsed objects', value: kept.bytes / bytes(lists), ...times },
      { name: 'triage: from what is kept', value: kept.ms, unit: 'ms', goal: 100, limit: 400 },
    ];
  } finally {
    closing.abort();
    big.server.closeAllConnections();
    big.server.close();
  }
}

/** Answers from what is kept, with changes arriving in between; and what keeping it all costs, indexes included. */
async function measureKept(live: KubernetesPort, big: Big, keptRuns: number): Promise<Measured> {
  const kubernetes: KubernetesPort = { ...live, logs: () => Promise.resolve(['FATAL: no ledger']) };
  const before = await heap();
  for (const kind of TRIAGE_KINDS)
    while ((await kubernetes.kept?.(target, kind)) === undefined) await sleep(50);
  const times: number[] = [];
  for (let run = 0; run < keptRuns; run++) {
    await big.change(CHANGES);
    const began = performance.now();
    const { findings } = examine(await gather(kubernetes, place, { now: NOON, secrets: false }));
    times.push(performance.now() - began);
    if (findings.length < BROKEN) throw new Error(`found ${findings.length} of ${BROKEN} broken Deployments`);
  }
  return { ms: median(times), bytes: (await heap()) - before };
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

async function measureAnswer(kubernetes: KubernetesPort): Promise<Measured> {
  const before = await heap();
  const began = performance.now();
  const world = await gather(kubernetes, place, { now: NOON, secrets: false });
  const report = examine(world);
  const ms = performance.now() - began;
  const bytes = (await heap()) - before;
  return { ms, bytes: report.findings.length > 0 && world.now > 0 ? bytes : 0 };
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

interface Big {
  readonly server: Server;
  /** So many pods and events change, as a busy cluster has it; resolves when the watches have told. */
  change(count: number): Promise<void>;
}

/** The objects as an API server gives them: by kind, in pages; then what changes, to whoever watches. */
async function serve(objects: readonly KubernetesObject[]): Promise<Big> {
  const byPlural = new Map<string, KubernetesObject[]>();
  for (const each of objects) {
    const plural = `${(each.kind ?? '').toLowerCase()}s`;
    const list = byPlural.get(plural);
    if (list === undefined) byPlural.set(plural, [each]);
    else list.push(each);
  }
  const watchers = new Map<string, ServerResponse>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const plural = url.pathname.includes('/kube-system/') ? 'none' : (url.pathname.split('/').at(-1) ?? '');
    response.setHeader('content-type', 'application/json');
    if (url.searchParams.has('watch')) {
      watchers.set(plural, response);
      response.flushHeaders();
      return;
    }
    response.end(JSON.stringify(pageOf(byPlural.get(plural) ?? [], url.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  let version = 2;
  const change = async (count: number): Promise<void> => {
    for (const plural of ['pods', 'events'])
      for (const each of (byPlural.get(plural) ?? []).slice(0, count)) {
        const metadata = { ...each.metadata, resourceVersion: String(version++) };
        watchers
          .get(plural)
          ?.write(`${JSON.stringify({ type: 'MODIFIED', object: { ...each, metadata } })}\n`);
      }
    await sleep(500);
  };
  return { server, change };
}

function pageOf(all: readonly KubernetesObject[], query: URLSearchParams): object {
  const from = Number(query.get('continue') ?? 0);
  const size = Number(query.get('limit') ?? all.length);
  const next = from + size < all.length ? { continue: String(from + size) } : {};
  const metadata = { resourceVersion: '1', ...next };
  return { kind: 'List', apiVersion: 'v1', metadata, items: all.slice(from, from + size) };
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
