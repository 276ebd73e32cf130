import { z } from 'zod';
import { refuse } from '../../src/contracts/outcome.js';
import { readSkill } from '../../src/contracts/skill.js';
import { placesOf } from '../shared/places.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { logsReply } from './replies.js';
import { readLogs } from './run.js';

/** The last lines of the worst pod of a service; without an environment, of the worst one anywhere. */
export const logs = readSkill({
  id: 'logs',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue'],
  parameters: z.object({ service: z.string(), environment: z.string().optional() }),
  phrases: { en, ko },
  read: async ({ ports, person, slots, service, environment, locale, clock }) => {
    if (service === undefined) return refuse('unknown_service', { service: slots.service });
    const places = placesOf(ports.catalogue, person.tenant, environment);
    return logsReply(await readLogs(ports.kubernetes, places, service, clock.now()), locale);
  },
});
