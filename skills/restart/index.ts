import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { byHand } from '../shared/kubectl.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planRestart, restartData } from './plan.js';
import { restartReplies } from './replies.js';
import { restartWaves } from './run.js';

/** Replaces every pod of a service by a new one of the same version, a few at a time. */
export const restart = writeSkill({
  id: 'restart',
  effect: 'write',
  permission: 'write',
  ports: ['kubernetes', 'history'],
  parameters: z.object({ service: z.string(), environment: z.string() }),
  phrases: { en, ko },
  byHand: (_slots, service, target) => byHand.restart(target, service),
  planData: restartData,
  plan: planRestart,
  steps: restartWaves,
  replies: restartReplies,
});
