import { z } from 'zod';
import { writeSkill } from '../../src/contracts/skill.js';
import { byHand } from '../shared/kubectl.js';
import { wantedRevision } from '../shared/revisions.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { planRollback, rollbackData } from './plan.js';
import { rollbackReplies } from './replies.js';
import { rollbackWaves } from './run.js';

/** Returns a service to its last healthy revision, to a version or to a numbered revision; a paused rollout included. */
export const rollback = writeSkill({
  id: 'rollback',
  effect: 'write',
  permission: 'write',
  ports: ['kubernetes', 'history', 'github'],
  parameters: z.object({
    service: z.string(),
    environment: z.string(),
    version: z.string().optional(),
  }),
  phrases: { en, ko },
  // Without a revision, kubectl returns to the one before, which may be the very one that was left for being bad.
  byHand: ({ version }, service, target) => {
    const wanted = wantedRevision(version);
    const undo = byHand.undo(target, service, wanted.kind === 'revision' ? wanted.number : '<revision>');
    return `${byHand.history(target, service)}\n${undo}`;
  },
  planData: rollbackData,
  plan: planRollback,
  steps: rollbackWaves,
  replies: rollbackReplies,
});
