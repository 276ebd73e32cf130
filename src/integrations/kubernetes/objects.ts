import { z } from 'zod';
import type { Kinds, KindName } from '../../contracts/kubernetes-objects.js';
import { parseJson, trustKubernetesObject } from '../../trust-boundaries.js';
import type { Answer, Call } from './call.js';
import { portError } from './errors.js';
import { fromVersion } from '../../contracts/autoscalers.js';

const envelopeSchema = z.looseObject({ metadata: z.looseObject({ name: z.string().min(1) }) });
const listSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().optional(), continue: z.string().optional() }),
  // Go writes an empty list as null.
  items: z.array(z.unknown()).nullable(),
});

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
  /** Given back for the next page; empty on the last. */
  readonly next: string;
}

/** The object of a kind in `value`; undefined when that is no Kubernetes object. Kind and version are filled in: list items lack them. */
export function asObject<K extends KindName>(kind: K, version: string, value: unknown): Kinds[K] | undefined {
  const checked = envelopeSchema.safeParse(value);
  if (!checked.success) return undefined;
  const object = { apiVersion: version, kind, ...checked.data };
  return trustKubernetesObject<Kinds[K]>(kind === 'HorizontalPodAutoscaler' ? fromVersion(object) : object);
}

/** The object in an answer's body. Throws PortError `server_error` when there is none. */
export function readObject<K extends KindName>(
  call: Call,
  kind: K,
  version: string,
  answer: Answer,
): Kinds[K] {
  const object = asObject(kind, version, readJson(call, answer));
  if (object === undefined) throw portError(call, 'server_error', 'the answer holds no object');
  return object;
}

/** A page of objects in an answer's body. Throws PortError `server_error` when it is something else. */
export function readPage<K extends KindName>(
  call: Call,
  kind: K,
  version: string,
  answer: Answer,
): Page<Kinds[K]> {
  const list = listSchema.safeParse(readJson(call, answer));
  if (!list.success) throw portError(call, 'server_error', 'the answer holds no list');
  const items = (list.data.items ?? []).map((item) => {
    const object = asObject(kind, version, item);
    if (object === undefined)
      throw portError(call, 'server_error', 'the list holds something without a name');
    return object;
  });
  const { metadata } = list.data;
  return { items, resourceVersion: metadata.resourceVersion ?? '', next: metadata.continue ?? '' };
}

/** The JSON of an answer. Throws PortError `server_error` when it is none (a proxy's page). */
export function readJson(call: Call, answer: Answer): unknown {
  try {
    return parseJson(answer.body);
  } catch (error) {
    throw portError(call, 'server_error', 'the answer is not JSON', false, error);
  }
}
