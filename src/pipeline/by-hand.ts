import type { Slots } from '../contracts/message.js';
import type { AnySkill } from '../contracts/skill.js';
import { commandsByHand } from '../registry/by-hand.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

/** What a person with kubectl would type for a command that was not planned yet. */
export function byHandOf(
  { ports: { catalogue } }: Pick<PipelineDeps, 'ports'>,
  turn: Turn,
  skill: AnySkill,
  slots: Slots,
): string | undefined {
  const { service, environment } = slots;
  if (service === undefined || environment === undefined) return undefined;
  const targets = catalogue.environment(turn.person.tenant, String(environment))?.targets ?? [];
  return commandsByHand(
    skill,
    slots,
    targets.map((target) => ({ target, name: String(service) })),
  );
}
