import { z } from 'zod';
import { readSkill, type RegisteredRead } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planTriage } from './plan.js';
import { triageHome, triageReply } from './replies.js';
import type { TriageSettings } from './settings.js';
import { backgroundOf } from './background.js';
import { ownOperations } from './own-operations.js';
import { readTriage, withBackgrounds } from './run.js';
import { NEWS_MS } from './what-changed.js';

/**
 * What is wrong, why, what changed and what to do, with proof. Its intent is `triage`; the folder keeps the longer name of the
 * product's card.
 */
export const triageSkill = ({ secrets }: TriageSettings): RegisteredRead =>
  readSkill({
    id: 'triage',
    effect: 'read',
    permission: 'read',
    ports: ['kubernetes', 'catalogue', 'history', 'github', 'jenkins'],
    parameters: z.object({ service: z.string().optional(), environment: z.string().optional() }),
    phrases: { en, ko },
    home: async ({ ports, tenant, locale, clock }) => {
      const now = clock.now();
      const plan = planTriage(ports.catalogue, tenant, undefined, undefined);
      const own = await ownOperations(ports.history, tenant, now - NEWS_MS);
      return triageHome(await readTriage(ports.kubernetes, plan, { now, secrets, own }), locale);
    },
    read: async ({ ports, person, service, environment, locale, clock }) => {
      const { tenant } = person;
      const now = clock.now();
      const plan = planTriage(ports.catalogue, tenant, service, environment);
      const own = await ownOperations(ports.history, tenant, now - NEWS_MS);
      const facts = await readTriage(ports.kubernetes, plan, { now, secrets, own });
      const told = await withBackgrounds(facts, (finding) => backgroundOf(ports, tenant, finding, clock));
      return triageReply(told, locale);
    },
  });
