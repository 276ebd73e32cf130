import { z } from 'zod';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { deniedRefusal } from '../shared/access.js';
import { autoscalerConflicts, autoscalerOf } from '../shared/autoscaler.js';
import { heldRefusal } from '../shared/holding.js';
import { mainContainer } from '../shared/images.js';
import { byHand } from '../shared/kubectl.js';
import { changeReplicas } from '../shared/patches.js';
import { roomFor, type Warning } from '../shared/preflight-reads.js';
import { rehearse } from '../shared/rehearsal.js';
import { desiredReplicas } from '../shared/rollout.js';
import { distinct, isRefusal, scopeOf, usualRisk } from '../shared/scope.js';
import { listIfAllowed } from '../shared/survey.js';
import { findSubjects, type Scope, type Subject } from '../shared/targets.js';
import { versionsText } from '../shared/versions.js';
import { boundsProblem, isLarge, parseReplicas, resolveReplicas, type Wish } from './numbers.js';

export const scaleData = z.object({
  /** In the order of the plan's targets. */
  targets: z.array(
    z.object({
      uid: z.string(),
      container: z.string(),
      from: z.number().int().min(0),
      to: z.number().int().min(0),
    }),
  ),
});
export type ScaleData = z.infer<typeof scaleData>;

export interface ScaleSlots {
  readonly service: string;
  readonly replicas: string | number;
  readonly environment: string;
}
export type ScaleContext = SkillContext<ScaleSlots, 'kubernetes' | 'history'>;

export interface Resize {
  readonly subject: Subject;
  readonly from: number;
  readonly to: number;
}

/** Resolves a relative number against what is there now, and refuses what bounds or an autoscaler forbid. */
export async function planScale(context: ScaleContext): Promise<PlanDraft | Refusal> {
  const scope = scopeOf(context);
  if (isRefusal(scope)) return scope;
  const wish = parseReplicas(context.slots.replicas);
  if (wish === undefined)
    return refuse('invalid_input', { slot: 'replicas', value: String(context.slots.replicas) });
  const resizes = await findResizes(context, scope, wish);
  if (isRefusal(resizes)) return resizes;
  const warnings = await examine(context, scope, resizes);
  return isRefusal(warnings) ? warnings : draft(scope, resizes, warnings);
}

async function findResizes(
  context: ScaleContext,
  scope: Scope,
  wish: Wish,
): Promise<readonly Resize[] | Refusal> {
  const { kubernetes, history } = context.ports;
  const replicas = wish.kind === 'absolute' ? wish.count : undefined;
  const subjects = await findSubjects(kubernetes, scope, { write: 'scale', replicas });
  if (isRefusal(subjects)) return subjects;
  const keys = subjects.map(({ key }) => key);
  const held = await heldRefusal(history, keys, 'scale', context.operation);
  if (held !== undefined) return held;
  const service = scope.service.name;
  const resizes = subjects.map((subject) => {
    const from = desiredReplicas(subject.deployment);
    return { subject, from, to: resolveReplicas(wish, from) };
  });
  for (const { to } of resizes) {
    const bounds = boundsProblem(to, scope.service.replicas);
    if (bounds !== undefined) return refuse('out_of_bounds', { service, replicas: to, ...bounds });
  }
  const changing = resizes.filter(({ from, to }) => from !== to);
  const [first] = resizes;
  if (changing.length > 0 || first === undefined) return changing;
  return refuse('unchanged_replicas', { service, environment: scope.environment.name, replicas: first.to });
}

async function examine(
  context: ScaleContext,
  scope: Scope,
  resizes: readonly Resize[],
): Promise<readonly Warning[] | Refusal> {
  const { kubernetes } = context.ports;
  const denied = await deniedRefusal(
    kubernetes,
    resizes.map(({ subject }) => subject.key),
    (key) => byHand.scale(key, key.name, resizes.find(({ subject }) => subject.key === key)?.to ?? 1),
  );
  if (denied !== undefined) return denied;
  const warnings: Warning[] = [];
  for (const resize of resizes) {
    const found = await examineOne(context, scope, resize);
    if (isRefusal(found)) return found;
    warnings.push(...found);
  }
  return warnings;
}

async function examineOne(
  { ports: { kubernetes } }: ScaleContext,
  scope: Scope,
  { subject, from, to }: Resize,
): Promise<readonly Warning[] | Refusal> {
  const { key, deployment } = subject;
  const place = { environment: scope.environment, target: key };
  const autoscalers = await listIfAllowed(kubernetes, place, 'HorizontalPodAutoscaler', {});
  const bounds = autoscalerOf(key.name, autoscalers ?? []);
  if (bounds !== undefined && autoscalerConflicts(bounds, from, to)) {
    const { name: autoscaler, min, max } = bounds;
    return refuse('autoscaler_conflict', { service: scope.service.name, autoscaler, min, max, replicas: to });
  }
  const growth = { pods: Math.max(0, to - from), canShrink: false, podSpec: deployment.spec?.template?.spec };
  const room = await roomFor(kubernetes, scope.environment, subject, growth);
  if (isRefusal(room)) return room;
  const rehearsed = await rehearse(kubernetes, subject, { operations: changeReplicas(from, to) });
  if (rehearsed !== undefined) return rehearsed;
  return [
    ...(to === 0 ? [{ code: 'to_zero', params: { service: scope.service.name } }] : []),
    ...(isLarge(from, to) ? [{ code: 'large', params: { from, to } }] : []),
    ...(deployment.spec?.paused === true ? [{ code: 'paused', params: {} }] : []),
    ...(autoscalers === undefined
      ? [{ code: 'not_checked', params: { kinds: ['HorizontalPodAutoscaler'] } }]
      : []),
    ...room,
  ];
}

function draft(scope: Scope, resizes: readonly Resize[], warnings: readonly Warning[]): PlanDraft {
  const { service, environment } = scope;
  const stops = resizes.some(({ to }) => to === 0);
  const large = resizes.some(({ from, to }) => isLarge(from, to));
  const data: ScaleData = {
    targets: resizes.map(({ subject: { deployment }, from, to }) => {
      const { spec } = deployment;
      const main = mainContainer(spec?.template?.spec, deployment.metadata.labels, service);
      return { uid: deployment.metadata.uid ?? '', container: main?.name ?? '', from, to };
    }),
  };
  return {
    skill: 'scale',
    service: service.name,
    environment: environment.name,
    targets: resizes.map(({ subject }) => subject.key),
    from: versionsText(resizes.map(({ from }) => from)),
    to: versionsText(resizes.map(({ to }) => to)),
    risk: stops ? 'high' : usualRisk(environment),
    mustConfirm: stops || large,
    warnings: distinct(warnings),
    observed: resizes.map(({ subject: { deployment }, from }) => ({
      uid: deployment.metadata.uid ?? '',
      replicas: from,
    })),
    data,
  };
}
