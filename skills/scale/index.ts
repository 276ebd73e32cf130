import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { byHand } from '../shared/kubectl.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planScale, scaleData } from './plan.js';
import { scaleReplies } from './replies.js';
import { scaleWaves } from './run.js';

/** Sets the number of replicas, absolute (5) or relative ("+2"), and watches until they are ready. */
export const scale = writeSkill({
  id: 'scale',
  effect: 'write',
  permission: 'write',
  ports: ['kubernetes', 'history'],
  parameters: z.object({
    service: z.string(),
    replicas: z.union([z.number(), z.string()]),
    environment: z.string(),
  }),
  phrases: { en, ko },
  byHand: ({ replicas }, service, target) =>
    byHand.scale(target, service, typeof replicas === 'number' ? replicas : `<now${replicas}>`),
  planData: scaleData,
  plan: planScale,
  steps: scaleWaves,
  replies: scaleReplies,
});
