import { z } from 'zod';
import { writeSkill, type RegisteredWrite } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { issueData, planIssue } from './plan.js';
import { issueReplies } from './replies.js';
import { issueWaves } from './run.js';
import type { IssueSources } from './subject.js';

/** Turns the failure, failed run, operation or finding at hand into one GitHub issue in its service's repository. */
export function fileIssueSkill(sources: IssueSources): RegisteredWrite {
  return writeSkill({
    id: 'file-issue',
    effect: 'write',
    permission: 'write',
    ports: ['kubernetes', 'catalogue', 'history', 'jenkins', 'github'],
    parameters: z.object({ service: z.string().optional(), id: z.number().optional() }),
    phrases: { en, ko },
    planData: issueData,
    plan: (context) => planIssue(context, sources),
    steps: (plan, data, ports) => issueWaves(plan, data, ports),
    replies: issueReplies,
  });
}
