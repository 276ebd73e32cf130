import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { actionsData } from '../shared/pipeline/actions.js';
import { branchOffers } from '../shared/pipeline/branches.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planStop } from './plan.js';
import { replies } from './replies.js';
import { waves } from './run.js';

/** Stops what runs of a service's pipeline. */
export const pipelineStop = writeSkill({
  id: 'pipeline-stop',
  effect: 'write',
  permission: 'write',
  ports: ['catalogue', 'jenkins', 'github', 'pushes'],
  parameters: z.object({ service: z.string(), branch: z.string().max(250).optional() }),
  phrases: { en, ko },
  offers: branchOffers,
  planData: actionsData,
  plan: planStop,
  steps: waves,
  replies,
});
