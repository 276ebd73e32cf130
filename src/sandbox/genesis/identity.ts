import { createHash } from 'node:crypto';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { Stored } from '../objects.js';

/** Gives the uid that a name stands for in one world. */
export type Uuid = (seed: string) => string;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Two worlds must not share any uid, or an operation of one could pass for the other's. */
export function uuidsOf(worldId: string): Uuid {
  return (seed) => {
    if (UUID.test(seed)) return seed;
    const hex = createHash('sha256').update(`${worldId} ${seed}`).digest('hex');
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  };
}

/** The tables' uids are names; this turns every one of an object, references included, into a real one. */
export function identified<T extends Stored>(object: T, uuid: Uuid): T {
  const text = JSON.stringify(object);
  const mapped: unknown = JSON.parse(text, (key, value: unknown) =>
    key === 'uid' && typeof value === 'string' ? uuid(value) : value,
  );
  return trustKubernetesObject<T>({ ...object, ...(typeof mapped === 'object' && mapped) });
}
