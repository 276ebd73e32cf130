import { z } from 'zod';
import type { TargetKey } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Plan, PlanDraft } from '../../src/contracts/operation.js';
import type { ReplyDraft } from '../../src/contracts/reply.js';
import type { RegisteredWrite } from '../../src/contracts/skill.js';
import type { Observation, Step, StepContext, StepResult, Wave } from '../../src/contracts/step.js';
import { aPlan, aTarget } from './drafts.js';

interface Workload {
  version: string;
  mark: string;
  paused: boolean;
  /** When the current version was put there; pods turn one a second from then on. */
  since: number;
  turned: number;
}

const PODS = 3;
const POD_MS = 1_000;

/** A world with one workload a target. It counts every effect that it accepted, and guards each as the real one does. */
export class StepWorld {
  readonly workloads = new Map<string, Workload>();
  /** Every accepted effect, in order: the mark of the step that sent it. */
  readonly applied: string[] = [];
  /** Targets whose new version never becomes ready. */
  readonly doomed = new Set<string>();
  /** Called before every request; what it throws is the request's fate. */
  before: (request: string) => Promise<void> | void = () => undefined;
  /** Called after an effect was accepted: what it throws is an answer that got lost. */
  after: (request: string) => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    names: readonly string[],
  ) {
    for (const name of names)
      this.workloads.set(name, { version: '1', mark: '', paused: false, since: 0, turned: PODS });
  }

  async look(name: string): Promise<Workload> {
    await this.before(`look ${name}`);
    const workload = this.workloads.get(name);
    if (workload === undefined) throw new PortError('not_found', `${name} is gone`);
    if (!workload.paused) {
      const turned = Math.floor((this.clock.now() - workload.since) / POD_MS);
      workload.turned = this.doomed.has(name) && workload.version !== '1' ? 0 : Math.min(PODS, turned);
    }
    return { ...workload };
  }

  /** One guarded patch: false when the precondition does not hold, and then nothing changes. */
  async patch(name: string, guard: (it: Workload) => boolean, mark: string, change: Partial<Workload>) {
    await this.before(`patch ${mark}`);
    const workload = this.workloads.get(name);
    if (workload === undefined || !guard(workload)) return false;
    Object.assign(workload, change, { mark });
    this.applied.push(mark);
    this.after(`patch ${mark}`);
    return true;
  }
}

/** Kinds of steps that tests count: `0/patch`, `1/revert` … */
export function effectsOf(world: StepWorld, operationId: string): readonly string[] {
  return world.applied.map((mark) => mark.replace(`${operationId}/`, ''));
}

export function planFor(names: readonly string[]): Plan {
  return aPlan({
    skill: 'deploy',
    from: '1',
    to: '2',
    targets: names.map((name) => aTarget(name)),
    observed: {},
  });
}

/** Puts version 2 on every target: patch, then watch; reverts on failure, pauses on "stop". */
export function deployInto(
  world: StepWorld,
  clock: Clock,
  options: { readonly pausable?: boolean } = {},
): RegisteredWrite {
  const { pausable = true } = options;
  return {
    id: 'deploy',
    effect: 'write',
    permission: 'write',
    parameters: aSchema,
    ports: [],
    phrases: { en: PHRASES, ko: PHRASES },
    byHand: (_slots, name, { namespace }) => `kubectl -n ${namespace} set image deployment/${name} …`,
    plan: (): Promise<PlanDraft> =>
      Promise.reject(new Error('planning is given to the runner as a function')),
    steps: (plan) => plan.targets.map((target, index): Wave => wave(world, clock, target, index, pausable)),
    planReply: () => draft('plan'),
    progressReply: ({ number }, progress) => {
      const text = progress.map(({ state, done, total }) => `${state} ${done}/${total}`).join(', ');
      return { ...draft(`#${number} ${text}`), blocks: [{ kind: 'text', text }] };
    },
    endingReply: ({ number }, ending) => ({
      ...draft(`#${number} ${ending.code}${ending.cancelledDuringRollback === true ? ' despite stop' : ''}`),
      code: ending.code,
    }),
  };
}

function wave(world: StepWorld, clock: Clock, target: TargetKey, index: number, pausable: boolean): Wave {
  const put = (id: string, guard: (it: Workload) => boolean, change: () => Partial<Workload>): Step => ({
    id: `${index}/${id}`,
    kind: 'effect',
    observe: async ({ operationId }): Promise<Observation> => {
      const it = await world.look(target.name);
      if (it.mark === `${operationId}/${index}/${id}`)
        return { state: 'done', facts: { version: it.version, paused: it.paused } };
      return guard(it) ? { state: 'not_done' } : { state: 'changed', code: 'target_changed', evidence: [] };
    },
    apply: async (context): Promise<StepResult> => {
      await context.assertLease();
      const mark = `${context.operationId}/${index}/${id}`;
      const changed = { state: 'changed', code: 'target_changed', evidence: [] } as const;
      return (await world.patch(target.name, guard, mark, change()))
        ? { state: 'done', facts: { version: change().version ?? null, paused: change().paused ?? false } }
        : changed;
    },
  });
  return {
    target,
    steps: [
      put(
        'patch',
        (it) => it.version === '1',
        () => ({ version: '2', since: clock.now(), turned: 0 }),
      ),
      watchStep(world, clock, target.name, index),
    ],
    onFailure: [
      put(
        'revert',
        (it) => it.version === '2',
        () => ({ version: '1', paused: false, since: clock.now() }),
      ),
    ],
    onCancel: pausable
      ? [
          put(
            'pause',
            (it) => it.version === '2' && !it.paused,
            () => ({ paused: true }),
          ),
        ]
      : [],
  };
}

function watchStep(world: StepWorld, clock: Clock, name: string, index: number): Step {
  const look = async (context: StepContext): Promise<StepResult | undefined> => {
    const { turned } = await world.look(name);
    context.progress({ done: turned, total: PODS });
    if (turned >= PODS) return { state: 'done', facts: { turned } };
    if (!world.doomed.has(name)) return undefined;
    return {
      state: 'failed',
      code: 'image_not_found',
      evidence: [{ object: 'pod/a', text: 'manifest unknown' }],
    };
  };
  return {
    id: `${index}/watch`,
    kind: 'watch',
    observe: async (context) => {
      const seen = await look(context);
      return seen?.state === 'done' ? seen : { state: 'not_done' };
    },
    apply: async (context) => {
      for (;;) {
        const seen = await look(context);
        if (seen !== undefined) return seen;
        await clock.sleep(POD_MS, context.signal);
        context.signal.throwIfAborted();
      }
    },
  };
}

const aSchema = z.object({});
const PHRASES = { summary: '', cues: ['deploy'], examples: [], replies: {}, speech: {} };

function draft(title: string): ReplyDraft {
  return { code: 'answered', locale: 'en', tone: 'info', title, blocks: [], speech: title };
}
