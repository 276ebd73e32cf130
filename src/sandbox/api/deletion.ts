import { z } from 'zod';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import { deletePod } from '../kubelet/termination.js';
import { timestamp, type Pod, type Stored } from '../objects.js';
import type { ApiContext, ApiRequest } from './request.js';
import { isDryRun, parseBody } from './writes.js';

/** DELETE: pods stop first, finalizers are waited for, everything else goes at once and owners take theirs along. */
export function remove(context: ApiContext, request: ApiRequest, object: Stored): Stored {
  const { store, now } = context.cluster;
  const options = deleteOptions(request);
  if (isDryRun(request)) return object;
  if (object.kind === 'Pod')
    return deletePod(
      context.cluster,
      trustKubernetesObject<Pod & Stored>(object),
      options.gracePeriodSeconds,
    );
  if ((object.metadata.finalizers ?? []).length > 0) {
    const deletionTimestamp = object.metadata.deletionTimestamp ?? timestamp(now());
    return store.put({ ...object, metadata: { ...object.metadata, deletionTimestamp } });
  }
  if (options.propagationPolicy === 'Orphan') orphan(context, object);
  store.remove(object);
  if (object.kind === 'Namespace')
    for (const inside of store.objects())
      if (inside.metadata.namespace === object.metadata.name) store.remove(inside);
  return object;
}

const deleteOptionsSchema = z.looseObject({
  gracePeriodSeconds: z.number().int().nonnegative().optional(),
  propagationPolicy: z.string().optional(),
});
function deleteOptions({ body, query }: ApiRequest): z.infer<typeof deleteOptionsSchema> {
  const grace = query.get('gracePeriodSeconds');
  const policy = query.get('propagationPolicy');
  const given = deleteOptionsSchema.safeParse(body === '' ? {} : parseBody(body));
  return {
    ...(given.success ? given.data : {}),
    ...(grace !== null && { gracePeriodSeconds: Number(grace) }),
    ...(policy !== null && { propagationPolicy: policy }),
  };
}

function orphan({ cluster: { store } }: ApiContext, owner: Stored): void {
  for (const object of store.objects()) {
    const { ownerReferences, ...metadata } = object.metadata;
    const rest = ownerReferences?.filter(({ uid }) => uid !== owner.metadata.uid);
    if (rest && rest.length !== ownerReferences?.length)
      store.put({ ...object, metadata: { ...metadata, ownerReferences: rest } });
  }
}
