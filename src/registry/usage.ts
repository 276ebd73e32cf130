import { z } from 'zod';
import type { CommandHint } from '../contracts/ports/host.js';
import type { Locale, Slots } from '../contracts/message.js';
import type { SlotDeclaration } from '../contracts/command.js';
import type { AnySkill, SkillDirectory } from '../contracts/skill.js';
import { slotName } from './texts.js';

/** The slots of a skill, in the order in which its parameters are declared. */
export function slotDeclarations(parameters: z.ZodObject): readonly SlotDeclaration[] {
  const shape: Readonly<Record<string, z.core.$ZodType>> = parameters.shape;
  return Object.entries(shape).map(([name, schema]) => {
    const values = enumValues(schema);
    const required = !z.safeParse(schema, undefined).success;
    return values === undefined ? { name, required } : { name, required, values };
  });
}

/** One line: `deploy <service> <version> <environment>`; what may be left out is in brackets. */
export function usage(skill: Pick<AnySkill, 'id' | 'parameters' | 'phrases'>, locale: Locale): string {
  const verb = skill.phrases[locale].cues[0] ?? skill.id;
  const slots = slotDeclarations(skill.parameters).map(({ name, required, values }) => {
    const what = values?.join('|') ?? slotName(name, locale);
    return required ? `<${what}>` : `[${what}]`;
  });
  return (locale === 'ko' ? [...slots, verb] : [verb, ...slots]).join(' ');
}

/** Every command with its form and summary, for slash-command hints, completion and help. */
export function commandHints(skills: readonly AnySkill[], locale: Locale): readonly CommandHint[] {
  return skills.map((skill) => ({
    intent: skill.id,
    usage: usage(skill, locale),
    summary: skill.phrases[locale].summary,
  }));
}

/** The sentence that says the same as a structured command: what a button's `say` shows. */
export function sentenceFor(
  command: { readonly intent: string; readonly slots: Slots },
  locale: Locale,
  directory?: SkillDirectory,
): string {
  const { intent, slots } = command;
  const verbOf = (id: string): string =>
    directory?.skills().find((skill) => skill.id === id)?.phrases[locale].cues[0] ?? id;
  const dialogue = locale === 'ko' ? KOREAN[intent] : ENGLISH[intent];
  if (dialogue !== undefined) return dialogue(slots, verbOf);
  const values = Object.entries(slots)
    .toSorted(([a], [b]) => placeIn(PLACES[locale], a) - placeIn(PLACES[locale], b))
    .map(([name, value]) => (locale === 'ko' ? koreanValue(name, value) : englishValue(name, value, intent)));
  return (locale === 'ko' ? [...values, verbOf(intent)] : [verbOf(intent), ...values]).join(' ');
}

/** In which order people say values; others stand where the star is. */
const PLACES: Readonly<Record<Locale, readonly string[]>> = {
  en: ['service', '*', 'environment', 'reason'],
  ko: ['reason', 'environment', 'service', '*'],
};

function placeIn(order: readonly string[], name: string): number {
  return order.indexOf(order.includes(name) ? name : '*');
}

function englishValue(name: string, value: string | number, intent: string): string {
  if (name === 'environment') return `${intent === 'deploy' ? 'to' : 'in'} ${value}`;
  if (name === 'reason') return `because ${value}`;
  if (name === 'id') return `#${value}`;
  if (name === 'branch') return `branch ${value}`;
  const target =
    (name === 'version' && intent === 'rollback') || (name === 'replicas' && typeof value === 'number');
  return target ? `to ${value}` : String(value);
}

function koreanValue(name: string, value: string | number): string {
  if (name === 'reason') return `${value} 때문에`;
  if (name === 'branch') return `${value} 브랜치`;
  return name === 'id' ? `#${value}` : String(value);
}

type Phrase = (slots: Slots, verbOf: (intent: string) => string) => string;

const ENGLISH: Readonly<Record<string, Phrase>> = {
  'confirm-yes': ({ environment }) => (environment === undefined ? 'yes' : `confirm ${environment}`),
  'confirm-no': () => 'no',
  approve: ({ id }) => (id === undefined ? 'approve' : `approve #${id}`),
  reject: ({ id }) => (id === undefined ? 'reject' : `reject #${id}`),
  cancel: ({ id, then }) =>
    [id === undefined ? 'cancel' : `cancel #${id}`, ...(then === 'rollback' ? ['and roll back'] : [])].join(
      ' ',
    ),
  resume: ({ id }) => (id === undefined ? 'resume' : `resume #${id}`),
  help: () => 'help',
};

const KOREAN: Readonly<Record<string, Phrase>> = {
  'confirm-yes': ({ environment, act }, verbOf) =>
    [
      ...(environment === undefined ? [] : [String(environment)]),
      ...(act === undefined ? [] : [verbOf(String(act))]),
      '진행',
    ].join(' '),
  'confirm-no': () => '아니요',
  approve: ({ id }) => (id === undefined ? '승인' : `#${id} 승인`),
  reject: ({ id }) => (id === undefined ? '거절' : `#${id} 거절`),
  cancel: ({ id, then }) =>
    `${id === undefined ? '' : `#${id} `}${then === 'rollback' ? '취소하고 롤백' : '취소'}`,
  resume: ({ id }) => (id === undefined ? '계속' : `#${id} 계속`),
  help: () => '도움말',
};

function enumValues(schema: z.core.$ZodType): readonly string[] | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return enumValues(schema.unwrap());
  }
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  return undefined;
}
