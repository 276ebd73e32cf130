import type { Understanding } from '../contracts/command.js';
import type { Slots } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { HistoryPort } from '../contracts/ports/history.js';
import type { AnySkill } from '../contracts/skill.js';
import { slotDeclarations } from '../registry/usage.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

/** What a person may always ask for, whatever the conversation is bound to. */
const EVERYWHERE: ReadonlySet<string> = new Set(['help', 'whoami']);

/**
 * What is meant in a conversation that is bound to an environment: a read that names none looks there. A write that
 * names none is asked about, as everywhere.
 */
export function meantHere(
  { registry }: Pick<PipelineDeps, 'registry'>,
  { message }: Turn,
  meaning: Understanding,
): Understanding {
  const environment = message.binding?.environment;
  if (environment === undefined || (meaning.decision !== 'act' && meaning.decision !== 'ask')) return meaning;
  const skill = registry.skill(meaning.intent);
  if (skill?.effect !== 'read' || meaning.slots.environment !== undefined) return meaning;
  if (!hasSlot(skill, 'environment')) return meaning;
  const { intent, confidence } = meaning;
  const slots = { ...meaning.slots, environment };
  if (meaning.decision === 'act')
    return meaning.unknown?.slot === 'environment' ? meaning : { ...meaning, slots };
  const asksForPlace = 'slot' in meaning.ask && meaning.ask.slot === 'environment';
  if (!asksForPlace) return { ...meaning, slots };
  return meaning.unknown === undefined ? { decision: 'act', intent, slots, confidence, fuzzy: [] } : meaning;
}

/** Why this can't be done in this conversation, with what can; undefined when it can. */
export function outsideBinding(
  { registry }: Pick<PipelineDeps, 'registry'>,
  { message, locale }: Turn,
  skill: string,
  { service }: { readonly service?: string | number },
): Refusal | undefined {
  const { skills, services } = message.binding ?? {};
  const verb = (id: string): string => registry.skill(id)?.phrases[locale].cues[0] ?? id;
  if (skills !== undefined && !EVERYWHERE.has(skill) && !skills.includes(skill))
    return refuse('not_allowed_here', { action: verb(skill), actions: skills.map(verb) });
  if (services !== undefined && service !== undefined && !services.includes(String(service)))
    return refuse('not_allowed_here', { service, services });
  return undefined;
}

/** A read of everything, in a conversation that is for some services only: those it can be asked about. */
export function servicesToChoose(turn: Turn, skill: AnySkill, slots: Slots): readonly string[] | undefined {
  const services = turn.message.binding?.services;
  if (services === undefined || skill.effect !== 'read' || slots.service !== undefined) return undefined;
  return hasSlot(skill, 'service') ? services : undefined;
}

/** What happened to the only services that are spoken of in a conversation; everything where it is bound to none. */
export function historyOf(history: HistoryPort, services: readonly string[] | undefined): HistoryPort {
  if (services === undefined) return history;
  const concerns = ({ plan }: Operation): boolean => services.includes(plan.service);
  return {
    byNumber: (tenant, number) => history.byNumber(tenant, number),
    running: async (tenant) => (await history.running(tenant)).filter(concerns),
    recent: async (filter) => (await history.recent(filter)).filter(concerns),
    holder: (target) => history.holder(target),
    kept: async (tenant) => (await history.kept(tenant)).filter(({ operation }) => concerns(operation)),
    healthyVersions: (...asked) => history.healthyVersions(...asked),
  };
}

function hasSlot({ parameters }: AnySkill, slot: string): boolean {
  return slotDeclarations(parameters).some(({ name }) => name === slot);
}
