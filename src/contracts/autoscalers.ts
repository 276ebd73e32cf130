import { z } from 'zod';

/** Where autoscaling/v1 keeps what v2 has as `status.conditions`. */
const CONDITIONS = 'autoscaling.alpha.kubernetes.io/conditions';

const annotatedSchema = z.looseObject({
  apiVersion: z.literal('autoscaling/v1'),
  metadata: z.looseObject({ annotations: z.looseObject({ [CONDITIONS]: z.string() }) }),
  status: z.looseObject({}).optional(),
});
const conditionsSchema = z.array(z.looseObject({ type: z.string(), status: z.string() }));

/**
 * An autoscaler as autoscaling/v2 writes it, whichever version the server gave. The fields that we read (target, bounds,
 * replicas) are the same in both; v1 keeps its conditions in an annotation.
 */
export function fromVersion(autoscaler: object): object {
  const v1 = annotatedSchema.safeParse(autoscaler);
  if (!v1.success) return autoscaler;
  const conditions = conditionsIn(v1.data.metadata.annotations[CONDITIONS]);
  return { ...v1.data, status: { ...v1.data.status, conditions } };
}

function conditionsIn(text: unknown): readonly object[] {
  try {
    const parsed: unknown = JSON.parse(z.string().parse(text));
    return conditionsSchema.parse(parsed);
  } catch {
    return [];
  }
}
