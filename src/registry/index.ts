import type { IntentDeclaration } from '../contracts/command.js';
import { ConfigurationError } from '../contracts/errors.js';
import type { AnySkill, SkillDirectory } from '../contracts/skill.js';
import { skillProblems } from './check.js';
import { slotDeclarations } from './usage.js';

/** Every skill of this bot. */
export interface Registry extends SkillDirectory {
  skill(id: string): AnySkill | undefined;
  skills(): readonly AnySkill[];
  /** The skills as the language engine learns them. */
  intents(): readonly IntentDeclaration[];
}

/**
 * Takes the declared skills as they are, or none of them.
 * @throws ConfigurationError naming every duplicate, malformed id, missing phrase and wrong example at once
 */
export function createRegistry(skills: readonly AnySkill[]): Registry {
  const problems = skillProblems(skills);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const byId = new Map(skills.map((skill) => [skill.id, skill]));
  const intents = skills.map(intentOf);
  return { skill: (id) => byId.get(id), skills: () => skills, intents: () => intents };
}

function intentOf({ id, effect, parameters, phrases }: AnySkill): IntentDeclaration {
  return {
    id,
    effect,
    slots: slotDeclarations(parameters),
    cues: { en: phrases.en.cues, ko: phrases.ko.cues },
  };
}
