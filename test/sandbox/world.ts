import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { apiOf, type Api, type Seen } from './api-client.js';

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

export interface Given {
  readonly sandbox: Sandbox;
  readonly api: Api;
  readonly stateFile: string;
  cleanUp(): Promise<void>;
}

/** A sandbox with a new world, at a twentieth of its usual delays. */
export async function givenSandbox(
  options: { pace?: number; clock?: Clock; stateFile?: string } = {},
): Promise<Given> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const stateFile = options.stateFile ?? join(folder, 'world.json');
  const { pace = 0.05, clock = realClock } = options;
  const sandbox = await startSandbox({ stateFile, clock, log: silent, pace });
  return {
    sandbox,
    stateFile,
    api: apiOf(sandbox.kubeconfig()),
    async cleanUp() {
      await sandbox.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads until what is read satisfies; fails with the last thing read. Waiting is bounded, never a fixed sleep. */
export async function eventually<T>(
  read: () => Promise<T>,
  satisfies: (value: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (satisfies(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`never happened; last seen: ${JSON.stringify(value).slice(0, 2000)}`);
    await wait(15);
  }
}

export const deployments = (namespace: string): string => `/apis/apps/v1/namespaces/${namespace}/deployments`;
export const pods = (namespace: string): string => `/api/v1/namespaces/${namespace}/pods`;
export const imageOf = (service: string, version: string): string =>
  `registry.shop.local/${service}:${version}`;

/** Sets a service's image as the bot does: one guarded JSON patch. */
export function setImage(service: string, version: string): object[] {
  return [
    { op: 'test', path: '/spec/template/spec/containers/0/name', value: service },
    { op: 'replace', path: '/spec/template/spec/containers/0/image', value: imageOf(service, version) },
  ];
}

/** kubectl's rule: observed, all updated, none old, all available. */
export function isRolledOut({ body }: { readonly body: Seen }): boolean {
  const { spec, status, metadata } = body;
  return (
    status.observedGeneration === metadata.generation &&
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas
  );
}
