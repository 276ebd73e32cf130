import { PortError } from '../../src/contracts/errors.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import type { Step, Wave } from '../../src/contracts/step.js';
import type { IssueData } from './plan.js';

/** One issue, once: its hidden mark is searched for before anything is created, again after every interruption. */
export function issueWaves(
  plan: Plan,
  data: IssueData,
  { github }: Pick<SkillPorts, 'github'>,
): readonly Wave[] {
  const { repository, marker, title, body } = data;
  const connected = () => {
    if (github === undefined) throw new PortError('unreachable', 'GitHub is no longer connected.');
    return github;
  };
  const issue: Step = {
    id: '0/issue',
    kind: 'effect',
    observe: async (context) => {
      if (context.attempts === 0) return { state: 'not_done' };
      const found = await connected().findIssue(repository, marker);
      if (found === undefined) return { state: 'not_done' };
      return { state: 'done', facts: { number: found.number, url: found.url, known: false } };
    },
    apply: async (context) => {
      await context.assertLease();
      const request = { title, body, labels: [], marker };
      const { state, issue: made } = await connected().ensureIssue(repository, request);
      return { state: 'done', facts: { number: made.number, url: made.url, known: state === 'found' } };
    },
  };
  return plan.targets.map((target) => ({ target, steps: [issue], onFailure: [], onCancel: [] }));
}
