import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planChanges } from './plan.js';
import { changesReply } from './replies.js';
import { readChanges } from './run.js';

/** What changed, when and by whom: operations, revisions and configuration, newest first. */
export const changes = readSkill({
  id: 'changes',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue', 'history'],
  parameters: z.object({ service: z.string().optional(), environment: z.string().optional() }),
  phrases: { en, ko },
  read: async ({ ports, person, service, environment, locale, clock }) => {
    const now = clock.now();
    const plan = planChanges(ports.catalogue, person.tenant, service, environment, now);
    return changesReply(await readChanges(ports, plan, person.tenant, now), locale);
  },
});
