import { z } from 'zod';
import { readSkill, type RegisteredRead } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planDigest } from './plan.js';
import { digestReply } from './replies.js';
import { readDigest } from './run.js';
import type { DigestSources } from './sources.js';

/**
 * Where things stand, in one look: what is unhealthy, under way, waiting for somebody, and what went out since the last
 * one. What schedules post; short enough to be read aloud.
 */
export function digestSkill(sources: DigestSources): RegisteredRead {
  return readSkill({
    id: 'digest',
    effect: 'read',
    permission: 'read',
    ports: ['kubernetes', 'catalogue', 'history'],
    parameters: z.object({
      service: z.string().optional(),
      environment: z.string().optional(),
      services: z.string().optional(),
      window: z.string().optional(),
    }),
    phrases: { en, ko },
    read: async ({ ports, person, service, environment, slots, locale, clock }) => {
      const now = clock.now();
      const plan = planDigest(ports.catalogue, person.tenant, { service, environment }, slots, now);
      return digestReply(await readDigest(ports, sources, plan, person.tenant, now), locale);
    },
  });
}
