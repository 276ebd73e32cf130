import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigurationError } from '../../src/contracts/errors.js';
import { readSkill } from '../../src/contracts/skill.js';
import type { AnySkill, SkillPhrases } from '../../src/contracts/skill.js';
import { createRegistry } from '../../src/registry/index.js';
import { nearestNames } from '../../src/contracts/nearest.js';
import { commandHints, sentenceFor, usage } from '../../src/registry/usage.js';

const phrases = (change: Partial<SkillPhrases> = {}): SkillPhrases => ({
  summary: 'scale a service',
  cues: ['scale'],
  examples: [{ say: 'scale checkout to 5', means: { service: 'checkout', replicas: 5 } }],
  replies: {},
  speech: {},
  ...change,
});
const skill = (change: Partial<AnySkill> & { id?: string } = {}): AnySkill => {
  const made = readSkill({
    id: change.id ?? 'scale',
    effect: 'read',
    permission: 'read',
    ports: [],
    parameters: z.object({
      service: z.string(),
      replicas: z.union([z.number(), z.string()]),
      strategy: z.enum(['rolling', 'canary']).optional(),
    }),
    phrases: change.phrases ?? { en: phrases(), ko: phrases({ cues: ['늘려'] }) },
    read: () => Promise.reject(new Error('not called')),
  });
  return made;
};
const problemsOf = (skills: readonly AnySkill[]): readonly string[] => {
  try {
    createRegistry(skills);
    return [];
  } catch (error) {
    return error instanceof ConfigurationError ? error.problems : [String(error)];
  }
};

describe('the registry', () => {
  it('holds skills by id', () => {
    const registry = createRegistry([skill()]);
    expect(registry.skill('scale')?.id).toBe('scale');
    expect(registry.skill('dance')).toBeUndefined();
  });

  it('tells the language engine what each skill takes', () => {
    expect(createRegistry([skill()]).intents()).toEqual([
      {
        id: 'scale',
        effect: 'read',
        slots: [
          { name: 'service', required: true },
          { name: 'replicas', required: true },
          { name: 'strategy', required: false, values: ['rolling', 'canary'] },
        ],
        cues: { en: ['scale'], ko: ['늘려'] },
      },
    ]);
  });

  it('refuses two skills of one id', () => {
    expect(problemsOf([skill(), skill()])).toEqual(['Two skills are called "scale"; an id must be unique.']);
  });

  it.each(['Scale', 'scale_up', '-scale', 'scale--up', ''])('refuses the id "%s"', (id) => {
    expect(problemsOf([skill({ id })])).toEqual([
      `The skill id "${id}" must be small letters and digits, with single dashes between.`,
    ]);
  });

  it('refuses an id that belongs to the dialogue', () => {
    expect(problemsOf([skill({ id: 'cancel' })])).toEqual([
      'The skill id "cancel" belongs to the dialogue of the core; choose another.',
    ]);
  });

  it('lists every problem of every skill at once', () => {
    const en = phrases({
      summary: ' ',
      cues: [],
      examples: [{ say: 'scale it in orbit', means: { orbit: 'low' } }],
      replies: { done: 'Done.' },
    });
    expect(problemsOf([skill({ id: 'X', phrases: { en, ko: phrases({ examples: [] }) } })])).toEqual([
      'The skill id "X" must be small letters and digits, with single dashes between.',
      'Skill "X", phrases.en: the summary is empty.',
      'Skill "X", phrases.en: at least one cue is needed.',
      'Skill "X", phrases.en: the example "scale it in orbit" means the slot "orbit", which is no parameter.',
      'Skill "X", phrases.ko: at least one example is needed.',
      'Skill "X", phrases.ko: the reply "done" is missing.',
    ]);
  });

  it('refuses a skill without phrases in one language', () => {
    const broken: AnySkill = { ...skill() };
    Reflect.set(broken, 'phrases', { en: phrases() });
    expect(problemsOf([broken])).toEqual([
      'Skill "scale", phrases.ko: missing; every language needs phrases.',
    ]);
  });
});

describe('usage comes from the declaration', () => {
  it('names required slots in angle brackets, others in square ones, choices by their values', () => {
    expect(usage(skill(), 'en')).toBe('scale <service> <replicas> [rolling|canary]');
    expect(usage(skill(), 'ko')).toBe('<서비스> <개수> [rolling|canary] 늘려');
  });

  it('gives one hint a command', () => {
    expect(commandHints([skill()], 'en')).toEqual([
      { intent: 'scale', usage: 'scale <service> <replicas> [rolling|canary]', summary: 'scale a service' },
    ]);
  });

  it.each([
    [{ intent: 'scale', slots: { service: 'cart', replicas: 5 } }, 'scale cart to 5', 'cart 5 늘려'],
    [{ intent: 'cancel', slots: { id: 42 } }, 'cancel #42', '#42 취소'],
    [{ intent: 'cancel', slots: {} }, 'cancel', '취소'],
    [
      { intent: 'cancel', slots: { id: 42, then: 'rollback' } },
      'cancel #42 and roll back',
      '#42 취소하고 롤백',
    ],
    [
      { intent: 'confirm-yes', slots: { environment: 'production', act: 'scale' } },
      'confirm production',
      'production 늘려 진행',
    ],
    [{ intent: 'approve', slots: { id: 42 } }, 'approve #42', '#42 승인'],
    [{ intent: 'resume', slots: { id: 42 } }, 'resume #42', '#42 계속'],
  ])('says a structured command as a sentence', (command, english, korean) => {
    const registry = createRegistry([skill()]);
    expect(sentenceFor(command, 'en', registry)).toBe(english);
    expect(sentenceFor(command, 'ko', registry)).toBe(korean);
  });
});

describe('the nearest known names', () => {
  const known = ['checkout', 'cart', 'payments-api', 'user-profile', 'ad-service'];
  it.each([
    ['chekout', ['checkout']],
    ['CHECKOUTS', ['checkout']],
    ['payments', ['payments-api']],
    ['card', ['cart']],
    ['kubernetes', []],
  ])('of "%s"', (said, near) => {
    expect(nearestNames(said, known)).toEqual(near);
  });
});
