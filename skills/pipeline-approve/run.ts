import type { Plan } from '../../src/contracts/operation.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Wave } from '../../src/contracts/step.js';
import { actionWaves, type ActionPorts, type ActionsData } from '../shared/pipeline/actions.js';

/** One wave for each action of the plan, in its order. */
export function waves(plan: Plan, data: ActionsData, ports: ActionPorts, clock: Clock): readonly Wave[] {
  return actionWaves(plan.targets, data, ports, clock);
}
