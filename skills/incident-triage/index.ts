import { z } from 'zod';
import { readSkill, type RegisteredRead } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planTriage } from './plan.js';
import { triageReply } from './replies.js';
import type { TriageSettings } from './settings.js';
import { readTriage } from './run.js';

/**
 * What is wrong, why, what changed and what to do, with proof. Its intent is `triage`; the folder keeps the longer name of the
 * product's card.
 */
export const triageSkill = ({ secrets }: TriageSettings): RegisteredRead =>
  readSkill({
    id: 'triage',
    effect: 'read',
    permission: 'read',
    ports: ['kubernetes', 'catalogue'],
    parameters: z.object({ service: z.string().optional(), environment: z.string().optional() }),
    phrases: { en, ko },
    read: async ({ ports, person, service, environment, locale, clock }) => {
      const plan = planTriage(ports.catalogue, person.tenant, service, environment);
      return triageReply(await readTriage(ports.kubernetes, plan, { now: clock.now(), secrets }), locale);
    },
  });
