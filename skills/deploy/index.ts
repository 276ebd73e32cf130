import { z } from 'zod';
import { writeSkill, type RegisteredWrite } from '../../src/contracts/skill.js';
import { byHand } from '../shared/kubectl.js';
import { versionOffers } from './offers.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { deployData, planDeploy } from './plan.js';
import { deployReplies } from './replies.js';
import { deployWaves } from './run.js';
import type { DeploySettings } from './settings.js';

/** Puts a version of a service into an environment and watches the rollout to the truth. */
export function deploySkill(settings: DeploySettings): RegisteredWrite {
  return writeSkill({
    id: 'deploy',
    effect: 'write',
    permission: 'write',
    ports: ['kubernetes', 'catalogue', 'history', 'jenkins', 'github', 'images', 'pushes'],
    parameters: z.object({
      service: z.string(),
      version: z.string(),
      environment: z.string(),
      strategy: z.enum(['rolling', 'canary', 'blue-green']).optional(),
      reason: z.string().max(300).optional(),
    }),
    phrases: { en, ko },
    offers: (slot, context) => (slot === 'version' ? versionOffers(context) : Promise.resolve(undefined)),
    byHand: ({ version }, service, target) =>
      byHand.setImage(target, service, service, `<image of ${service}>:${version}`),
    planData: deployData,
    plan: (context) => planDeploy(context, settings),
    steps: (plan, data, ports, clock) => deployWaves(plan, data, ports, clock),
    replies: deployReplies,
  });
}
