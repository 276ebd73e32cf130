import { z } from 'zod';
import type { TargetKey } from '../../../src/contracts/catalogue.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { SkillPorts } from '../../../src/contracts/skill.js';
import type { Step, Wave } from '../../../src/contracts/step.js';
import { rerunOf } from '../runs/rerun.js';
import { runDriver, runStartSchema } from '../runs/start.js';
import type { RunDriver } from '../runs/run.js';
import { abortStep, runWatchStep, triggerStep } from '../runs/steps.js';
import { answerStep } from './answer.js';
import { stopStep } from './stop.js';

const buildSchema = z.object({ job: z.string(), branch: z.string().optional(), number: z.number() });

/** One thing that is done to a pipeline. `label` is what people call the run: `Jenkins shop/checkout/main #45`. */
const actionSchema = z.discriminatedUnion('kind', [
  z.object({
    ...{ kind: z.literal('build'), label: z.string(), start: runStartSchema },
    /** The failed build whose parameters it takes: the new one has another number. */
    again: z.number().exactOptional(),
  }),
  z.object({
    ...{ kind: z.literal('rerun'), label: z.string(), repository: z.string(), run: z.number() },
    ...{ attempt: z.number(), what: z.enum(['failed', 'all']) },
  }),
  z.object({ kind: z.literal('stop-build'), label: z.string(), build: buildSchema }),
  z.object({
    ...{ kind: z.literal('stop-queued'), label: z.string(), queueId: z.number(), why: z.string() },
    ...{ job: z.string(), branch: z.string().optional() },
  }),
  z.object({ kind: z.literal('stop-run'), label: z.string(), repository: z.string(), run: z.number() }),
  z.object({
    ...{ kind: z.literal('input'), label: z.string(), build: buildSchema, input: z.string() },
    ...{ message: z.string(), parameters: z.record(z.string(), z.string()) },
  }),
  z.object({
    ...{ kind: z.literal('gate'), label: z.string(), repository: z.string(), run: z.number() },
    environment: z.string(),
  }),
]);
export type PipelineAction = z.infer<typeof actionSchema>;
export const actionsData = z.object({ actions: z.array(actionSchema) });
export type ActionsData = z.infer<typeof actionsData>;
export type ActionPorts = Pick<SkillPorts, 'jenkins' | 'github' | 'pushes'>;

/** What is locked while it is done: the job, workflow run or build itself, never a Deployment. */
export function targetOf(action: PipelineAction): TargetKey {
  switch (action.kind) {
    case 'build':
      return { ...at('jenkins', 'Job'), name: action.label };
    case 'stop-build':
    case 'stop-queued':
    case 'input':
      return { ...at('jenkins', 'Build'), name: action.label };
    default:
      return { ...at('github', 'Run'), namespace: action.repository, name: String(action.run) };
  }
}

function at(cluster: string, kind: string): Omit<TargetKey, 'name'> {
  return { cluster, namespace: '', kind };
}

/** One wave an action: a run is started and followed, everything else is one effect. */
export function actionWaves(
  targets: readonly TargetKey[],
  { actions }: ActionsData,
  ports: ActionPorts,
  clock: Clock,
): readonly Wave[] {
  return targets.flatMap((target, wave) => {
    const action = actions[wave];
    return action === undefined ? [] : [{ target, onFailure: [], ...stepsOf(action, wave, ports, clock) }];
  });
}

function stepsOf(
  action: PipelineAction,
  wave: number,
  ports: ActionPorts,
  clock: Clock,
): { readonly steps: readonly Step[]; readonly onCancel: readonly Step[] } {
  switch (action.kind) {
    case 'build':
      return followed(runDriver(ports, action.start, clock), wave, { clock, pushes: ports.pushes });
    case 'rerun':
      return followed(rerunOf(ports.github, clock, action), wave, { clock, pushes: ports.pushes });
    case 'stop-build':
    case 'stop-queued':
    case 'stop-run':
      return { steps: [stopStep(action, ports, clock, `${wave}/stop`)], onCancel: [] };
    case 'input':
    case 'gate':
      return { steps: [answerStep(action, ports, `${wave}/answer`)], onCancel: [] };
  }
}

function followed(
  driver: RunDriver,
  wave: number,
  watching: Parameters<typeof runWatchStep>[1],
): { readonly steps: readonly Step[]; readonly onCancel: readonly Step[] } {
  const trigger = triggerStep(driver, `${wave}/trigger`, wave);
  return {
    steps: [trigger, runWatchStep(driver, watching, `${wave}/run`, trigger.id)],
    onCancel: [abortStep(driver, `${wave}/abort`, trigger.id)],
  };
}
