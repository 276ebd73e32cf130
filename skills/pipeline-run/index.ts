import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { actionsData } from '../shared/pipeline/actions.js';
import { branchOffers } from '../shared/pipeline/branches.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planRun } from './plan.js';
import { replies } from './replies.js';
import { waves } from './run.js';

/** Runs a service's pipeline again: what failed where something failed, a new build where nothing did. */
export const pipelineRun = writeSkill({
  id: 'pipeline-run',
  effect: 'write',
  permission: 'write',
  ports: ['catalogue', 'jenkins', 'github', 'pushes'],
  parameters: z.object({ service: z.string(), branch: z.string().max(250).optional() }),
  phrases: { en, ko },
  offers: branchOffers,
  planData: actionsData,
  plan: planRun,
  steps: waves,
  replies,
});
