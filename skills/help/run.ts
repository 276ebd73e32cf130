import type { SkillDirectory } from '../../src/contracts/skill.js';
import { planHelp, type HelpPlan } from './plan.js';

/** Help is generated from what is registered: a skill added today is in it today. */
export function readHelp(registry: SkillDirectory, wanted: string | undefined): HelpPlan {
  return planHelp(registry.skills(), wanted);
}
