import type { SkillSummary } from '../../src/contracts/skill.js';

/** What help talks about: one command, all of them, or a name that is none. */
export type HelpPlan =
  | { readonly kind: 'all'; readonly skills: readonly SkillSummary[] }
  | { readonly kind: 'one'; readonly skill: SkillSummary }
  | { readonly kind: 'unknown'; readonly wanted: string; readonly skills: readonly SkillSummary[] };

/** Commands that change something come first: they are what people look help up for. */
export function planHelp(skills: readonly SkillSummary[], wanted: string | undefined): HelpPlan {
  const ordered = [
    ...skills.filter(({ effect }) => effect !== 'read'),
    ...skills.filter(({ effect }) => effect === 'read'),
  ];
  if (wanted === undefined) return { kind: 'all', skills: ordered };
  const skill = skills.find(({ id }) => id === wanted);
  return skill === undefined ? { kind: 'unknown', wanted, skills: ordered } : { kind: 'one', skill };
}
