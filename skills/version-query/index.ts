import { z } from 'zod';
import { refuse } from '../../src/contracts/outcome.js';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planVersionQuery } from './plan.js';
import { versionReply } from './replies.js';
import { readVersions } from './run.js';

/** Which version of a service runs, in one environment or in all. */
export const versionQuery = readSkill({
  id: 'version-query',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue'],
  parameters: z.object({ service: z.string(), environment: z.string().optional() }),
  phrases: { en, ko },
  read: async ({ ports, person, slots, service, environment, locale, clock }) => {
    if (service === undefined) return refuse('unknown_service', { service: slots.service });
    const places = planVersionQuery(ports.catalogue, person.tenant, environment);
    return versionReply(await readVersions(ports, places, service, clock.now()), locale);
  },
});
