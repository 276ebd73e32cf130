import { LOCALES } from '../contracts/message.js';
import type { AnySkill, SkillPhrases } from '../contracts/skill.js';
import { isDialogueIntent } from './dialogue-intents.js';

/** Every problem of the declared skills, as sentences; none for a sound set. */
export function skillProblems(skills: readonly AnySkill[]): readonly string[] {
  const repeated = skills.map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index);
  return [
    ...Array.from(new Set(repeated), (id) => `Two skills are called "${id}"; an id must be unique.`),
    ...skills.flatMap(problemsOf),
  ];
}

const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function problemsOf(skill: AnySkill): readonly string[] {
  const problems: string[] = [];
  if (!ID.test(skill.id)) {
    problems.push(`The skill id "${skill.id}" must be small letters and digits, with single dashes between.`);
  }
  if (isDialogueIntent(skill.id)) {
    problems.push(`The skill id "${skill.id}" belongs to the dialogue of the core; choose another.`);
  }
  return [...problems, ...LOCALES.flatMap((locale) => phraseProblems(skill, locale)), ...pairProblems(skill)];
}

function phraseProblems(skill: AnySkill, locale: (typeof LOCALES)[number]): readonly string[] {
  // A skill added in plain JavaScript may lack a language although the type asks for it.
  const byLocale: Partial<Record<string, SkillPhrases>> = skill.phrases;
  const phrases = byLocale[locale];
  const where = `Skill "${skill.id}", phrases.${locale}`;
  if (phrases === undefined) return [`${where}: missing; every language needs phrases.`];
  const known = Object.keys(skill.parameters.shape);
  return [
    ...(phrases.summary.trim() === '' ? [`${where}: the summary is empty.`] : []),
    ...(phrases.cues.length === 0 ? [`${where}: at least one cue is needed.`] : []),
    ...(phrases.examples.length === 0 ? [`${where}: at least one example is needed.`] : []),
    ...phrases.examples.flatMap(({ say, means }) =>
      Object.keys(means)
        .filter((slot) => !known.includes(slot))
        .map((slot) => `${where}: the example "${say}" means the slot "${slot}", which is no parameter.`),
    ),
  ];
}

/** What is said in one language only would be said in the wrong one. */
function pairProblems(skill: AnySkill): readonly string[] {
  const byLocale: Partial<Record<string, SkillPhrases>> = skill.phrases;
  return LOCALES.flatMap((locale) => {
    const own = byLocale[locale];
    const others = LOCALES.flatMap((other) => Object.keys(byLocale[other]?.replies ?? {}));
    if (own === undefined) return [];
    return Array.from(new Set(others))
      .filter((key) => own.replies[key] === undefined)
      .map((key) => `Skill "${skill.id}", phrases.${locale}: the reply "${key}" is missing.`);
  });
}
