import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { jobsReply } from './replies.js';
import { readJobs } from './run.js';

/** Operations that have not ended: running, or waiting for somebody. */
export const jobs = readSkill({
  id: 'jobs',
  effect: 'read',
  permission: 'read',
  ports: ['history'],
  parameters: z.object({}),
  phrases: { en, ko },
  read: async ({ ports, person, locale, clock }) =>
    jobsReply(await readJobs(ports.history, person.tenant, clock.now()), locale),
});
