import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planStatus } from './plan.js';
import { statusReply } from './replies.js';
import { readStatus } from './run.js';

/** How one service, one environment or everything is, worst first. */
export const status = readSkill({
  id: 'status',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue', 'history'],
  parameters: z.object({ service: z.string().optional(), environment: z.string().optional() }),
  phrases: { en, ko },
  read: async ({ ports, person, service, environment, locale, clock }) => {
    const plan = planStatus(ports.catalogue, person.tenant, service, environment);
    return statusReply(await readStatus(ports, plan, person.tenant, clock.now()), locale);
  },
});
