import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { actionsData } from '../shared/pipeline/actions.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planApprove } from './plan.js';
import { replies } from './replies.js';
import { waves } from './run.js';

/** Says yes to the input or environment gate that a service's pipeline waits at. */
export const pipelineApprove = writeSkill({
  id: 'pipeline-approve',
  effect: 'write',
  permission: 'write',
  ports: ['catalogue', 'jenkins', 'github', 'pushes'],
  parameters: z.object({ service: z.string() }),
  phrases: { en, ko },
  planData: actionsData,
  plan: planApprove,
  steps: waves,
  replies,
});
