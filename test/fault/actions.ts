import { imageOf, NAMESPACES } from '../acceptance/stage/stage.js';
import type { Seen } from './proxy.js';
import type { Voyage } from './voyage.js';

/** A write, how many effects it has when nothing fails, and how to see that it ended right. */
export interface Action {
  readonly name: string;
  readonly sentence: (service: string) => string;
  readonly effects: number;
  readonly exit: number;
  readonly right: (voyage: Voyage, service: string) => Promise<boolean>;
}

const { staging } = NAMESPACES;
const runs = async (voyage: Voyage, service: string, version: string): Promise<boolean> =>
  (await imageOf(voyage.stage, service, staging)).endsWith(`:${version}`);

export const ACTIONS: readonly Action[] = [
  {
    name: 'deploy',
    sentence: (s) => `deploy ${s} 1.4.2 to staging`,
    effects: 1,
    exit: 0,
    right: (v, s) => runs(v, s, '1.4.2'),
  },
  {
    name: 'rollback',
    sentence: (s) => `roll back ${s} in staging`,
    effects: 1,
    exit: 0,
    right: (v, s) => runs(v, s, '1.4.0'),
  },
  {
    name: 'scale',
    sentence: (s) => `add 1 replica to ${s} in staging`,
    effects: 1,
    exit: 0,
    right: async (v, s) => (await v.stage.api.deployment(staging, s)).spec.replicas === 3,
  },
  {
    name: 'restart',
    sentence: (s) => `restart ${s} in staging`,
    effects: 1,
    exit: 0,
    right: (v, s) => runs(v, s, '1.4.1'),
  },
  {
    name: 'failed deploy',
    sentence: (s) => `deploy ${s} 2.0.0-missing to staging`,
    effects: 2,
    exit: 4,
    right: (v, s) => runs(v, s, '1.4.1'),
  },
];

export function isEffect({ method, path }: Seen): boolean {
  return method === 'PATCH' && !path.includes('dryRun');
}
