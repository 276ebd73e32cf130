import { z } from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;

/** What the stage reads of a Deployment or Pod. */
export const kubernetesObjectSchema = z.object({
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    generation: z.number().optional(),
    deletionTimestamp: z.string().optional(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z
    .object({
      replicas: z.number().optional(),
      paused: z.boolean().default(false),
      containers: z.array(z.object({ name: z.string(), image: z.string() })).optional(),
      template: z
        .object({
          spec: z.object({ containers: z.array(z.object({ name: z.string(), image: z.string() })) }),
        })
        .optional(),
    })
    .default({ paused: false }),
  status: z
    .object({
      observedGeneration: z.number().optional(),
      replicas: z.number().optional(),
      updatedReplicas: z.number().optional(),
      availableReplicas: z.number().optional(),
      readyReplicas: z.number().optional(),
    })
    .default({}),
});
export type KubernetesObject = z.infer<typeof kubernetesObjectSchema>;
export const listSchema = z.object({ items: z.array(kubernetesObjectSchema) });
