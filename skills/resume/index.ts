import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { byHand } from '../shared/kubectl.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planResume, resumeData } from './plan.js';
import { resumeReplies } from './replies.js';
import { resumeWaves } from './run.js';

/** Goes on with a paused rollout and watches it to the truth; `#42` is the operation that was stopped. */
export const resume = writeSkill({
  id: 'resume',
  effect: 'write',
  permission: 'write',
  ports: ['kubernetes', 'catalogue', 'history'],
  parameters: z.object({
    id: z.number().int().positive().optional(),
    service: z.string().optional(),
    environment: z.string().optional(),
  }),
  phrases: { en, ko },
  byHand: (_slots, service, target) => byHand.resume(target, service),
  planData: resumeData,
  plan: planResume,
  steps: resumeWaves,
  replies: resumeReplies,
});
