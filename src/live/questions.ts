import type { LiveAnswer } from '../contracts/live.js';
import type { Refusal } from '../contracts/outcome.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Log } from '../contracts/ports/log.js';
import type { Ongoing, ReadAnswer, SkillPorts } from '../contracts/skill.js';
import { refuse } from '../contracts/outcome.js';
import { skillContext } from '../registry/context.js';
import type { Registry } from '../registry/index.js';

export interface QuestionParts {
  readonly registry: Pick<Registry, 'skill'>;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly ports: SkillPorts;
  readonly clock: Clock;
  readonly log: Log;
}

/** What live answers ask. Those that ask the same are read once. */
export interface Questions {
  /** Reads again: with what the last look found, or anew after a restart. */
  ask(live: LiveAnswer): Promise<ReadAnswer | Refusal>;
  /** Forgets what nobody asks any more. */
  keep(asked: ReadonlySet<string>): void;
}

/** The same for those who may share a look. */
export function questionOf({ tenant, intent, slots, locale, source }: LiveAnswer): string {
  return JSON.stringify([tenant, intent, Object.entries(slots).sort(), locale, source]);
}

export function createQuestions(parts: QuestionParts): Questions {
  const known = new Map<string, Ongoing>();
  return {
    async ask(live) {
      const question = questionOf(live);
      const before = known.get(question);
      const found = await (before === undefined ? readAnew(parts, live) : before.again());
      if ('kind' in found || found.ongoing === undefined) known.delete(question);
      else known.set(question, found.ongoing);
      return found;
    },
    keep(asked) {
      for (const question of known.keys()) if (!asked.has(question)) known.delete(question);
    },
  };
}

async function readAnew(parts: QuestionParts, live: LiveAnswer): Promise<ReadAnswer | Refusal> {
  const { registry, identity, ports, clock, log } = parts;
  const skill = registry.skill(live.intent);
  if (skill?.effect !== 'read') return refuse('unsupported');
  const { slots, conversation, locale, source } = live;
  const person = await identity.resolve(live.actor);
  return skill.read(skillContext({ skill, slots, person, conversation, locale, source, ports, clock, log }));
}
