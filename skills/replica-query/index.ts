import { z } from 'zod';
import { refuse } from '../../src/contracts/outcome.js';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planReplicaQuery } from './plan.js';
import { replicaReply } from './replies.js';
import { readReplicas } from './run.js';

/** How many replicas of a service run, in one environment or in all. */
export const replicaQuery = readSkill({
  id: 'replica-query',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue'],
  parameters: z.object({ service: z.string(), environment: z.string().optional() }),
  phrases: { en, ko },
  read: async ({ ports, person, slots, service, environment, locale, clock }) => {
    if (service === undefined) return refuse('unknown_service', { service: slots.service });
    const places = planReplicaQuery(ports.catalogue, person.tenant, environment);
    return replicaReply(await readReplicas(ports, places, service, clock.now()), locale);
  },
});
