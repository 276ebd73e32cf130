import { PortError } from '../../../src/contracts/errors.js';
import type { Evidence } from '../../../src/contracts/operation.js';
import type { Step, StepContext, StepResult } from '../../../src/contracts/step.js';
import type { ActionPorts, PipelineAction } from './actions.js';
import { buildRef } from './build-ref.js';

type Answer = Extract<PipelineAction, { kind: 'input' | 'gate' }>;

/** Says yes to what a run waits for. One that waits no more was answered: by us if we may have sent it, else by others. */
export function answerStep(action: Answer, ports: ActionPorts, id: string): Step {
  const { label } = action;
  const evidence: readonly Evidence[] = [{ object: label, text: waitsFor(action) }];
  const answeredElsewhere = { state: 'changed', code: 'target_changed', evidence } as const;
  return {
    id,
    kind: 'effect',
    observe: async (context) => {
      if (await isWaiting(action, ports)) return { state: 'not_done' };
      return context.attempts === 0 ? answeredElsewhere : { state: 'done', facts: { label } };
    },
    apply: async (context): Promise<StepResult> => {
      await context.assertLease();
      const answered = await answer(action, ports, context);
      if (answered === 'answered') return { state: 'done', facts: { label } };
      return answered === 'gone' ? answeredElsewhere : { state: 'failed', code: 'forbidden', evidence };
    },
  };
}

function waitsFor(action: Answer): string {
  return action.kind === 'input' ? action.message : action.environment;
}

async function isWaiting(action: Answer, { jenkins, github }: ActionPorts): Promise<boolean> {
  if (action.kind === 'input') {
    const inputs = await jenkins?.inputs(buildRef(action.build));
    return inputs?.some(({ id }) => id === action.input) ?? false;
  }
  const gates = await github?.gates(action.repository, action.run);
  return gates?.some(({ environment }) => environment === action.environment) ?? false;
}

async function answer(
  action: Answer,
  { jenkins, github }: ActionPorts,
  { number, asker }: StepContext,
): Promise<'answered' | 'gone' | 'not_permitted'> {
  if (action.kind === 'input') {
    if (jenkins === undefined) throw new PortError('unreachable', 'Jenkins is no longer connected.');
    const { build, input, parameters } = action;
    return (await jenkins.answerInput(buildRef(build), input, { say: 'proceed', parameters })).state;
  }
  if (github === undefined) throw new PortError('unreachable', 'GitHub is no longer connected.');
  const { repository, run, environment } = action;
  const comment = `Approved by ${asker} through Coxswain (#${number})`;
  const said = { environments: [environment], say: 'approve', comment } as const;
  const { state } = await github.answerGates(repository, run, said);
  return state === 'not_waiting' ? 'gone' : state;
}
