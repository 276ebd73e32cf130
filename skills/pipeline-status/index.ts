import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import type { PipelineFacts } from './facts.js';
import { pipelineHome } from './failures.js';
import { pipelineAnswer } from './live.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planPipelines } from './plan.js';
import { missingBranch, readPipelines } from './run.js';

/** A service's way from commit through checks, build and image to its pods; of all services, where each stands. */
export const pipelineStatus = readSkill({
  id: 'pipeline-status',
  effect: 'read',
  permission: 'read',
  ports: ['kubernetes', 'catalogue', 'jenkins', 'github', 'images'],
  parameters: z.object({
    service: z.string().optional(),
    environment: z.string().optional(),
    branch: z.string().optional(),
    standing: z.enum(['failed']).optional(),
  }),
  phrases: { en, ko },
  home: async ({ ports, tenant, locale, clock }) => {
    if (ports.jenkins === undefined && ports.github === undefined) return undefined;
    const plan = planPipelines(ports.catalogue, tenant, {
      service: undefined,
      environment: undefined,
      branch: undefined,
      standing: undefined,
    });
    return pipelineHome(await readPipelines(ports, plan, clock), locale);
  },
  read: async ({ ports, person, service, environment, slots, locale, clock }) => {
    const plan = planPipelines(ports.catalogue, person.tenant, {
      service,
      environment,
      branch: slots.branch,
      standing: slots.standing,
    });
    const found = await readPipelines(ports, plan, clock);
    const unknown = await missingBranch(ports, found);
    if (unknown !== undefined) return unknown;
    const look = (before: PipelineFacts | undefined) =>
      before === undefined ? Promise.resolve(found) : readPipelines(ports, plan, clock, before);
    return pipelineAnswer(look, locale);
  },
});
