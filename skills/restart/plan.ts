import { z } from 'zod';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { deniedRefusal } from '../shared/access.js';
import { heldRefusal } from '../shared/holding.js';
import { mainContainer, versionOf } from '../shared/images.js';
import { byHand } from '../shared/kubectl.js';
import { restartTemplate } from '../shared/patches.js';
import { rolloutGrowth } from '../shared/preflight.js';
import { roomFor, type Warning } from '../shared/preflight-reads.js';
import { rehearse } from '../shared/rehearsal.js';
import { desiredReplicas } from '../shared/rollout.js';
import { distinct, isRefusal, scopeOf, usualRisk } from '../shared/scope.js';
import { rollingRefusal } from '../shared/settled.js';
import { findSubjects, type Scope, type Subject } from '../shared/targets.js';
import { templateDigest } from '../shared/templates.js';
import { versionsText } from '../shared/versions.js';

export const restartData = z.object({
  /** In the order of the plan's targets. */
  targets: z.array(z.object({ uid: z.string(), container: z.string(), from: z.string() })),
});
export type RestartData = z.infer<typeof restartData>;

export interface RestartSlots {
  readonly service: string;
  readonly environment: string;
}
export type RestartContext = SkillContext<RestartSlots, 'kubernetes' | 'history'>;

export async function planRestart(context: RestartContext): Promise<PlanDraft | Refusal> {
  const scope = scopeOf(context);
  if (isRefusal(scope)) return scope;
  const { kubernetes, history } = context.ports;
  const subjects = await findSubjects(kubernetes, scope, { write: 'restart' });
  if (isRefusal(subjects)) return subjects;
  const keys = subjects.map(({ key }) => key);
  const held = await heldRefusal(history, keys, 'restart', context.operation);
  if (held !== undefined) return held;
  const names = { service: scope.service.name, environment: scope.environment.name };
  if (subjects.some(({ deployment }) => deployment.spec?.paused === true))
    return refuse('target_paused', names, {
      actions: [{ label: 'resume', intent: 'resume', slots: names }],
    });
  const denied = await deniedRefusal(kubernetes, keys, (key) => byHand.restart(key, key.name));
  if (denied !== undefined) return denied;
  const warnings = await examine(context, scope, subjects);
  return isRefusal(warnings) ? warnings : draft(scope, subjects, warnings);
}

async function examine(
  { ports: { kubernetes }, clock }: RestartContext,
  scope: Scope,
  subjects: readonly Subject[],
): Promise<readonly Warning[] | Refusal> {
  const warnings: Warning[] = [];
  for (const subject of subjects) {
    const { deployment } = subject;
    const rolling = await rollingRefusal(kubernetes, scope, subject, clock.now());
    if (rolling !== undefined) return rolling;
    const room = await roomFor(kubernetes, scope.environment, subject, rolloutGrowth(deployment));
    if (isRefusal(room)) return room;
    const at = new Date(clock.now()).toISOString();
    const rehearsed = await rehearse(kubernetes, subject, { operations: restartTemplate(deployment, at) });
    if (rehearsed !== undefined) return rehearsed;
    warnings.push(...restartWarnings(desiredReplicas(deployment), deployment.spec?.strategy?.type), ...room);
  }
  return warnings;
}

/** Pure: what a restart means for those who use the service meanwhile. */
function restartWarnings(replicas: number, strategy: string | undefined): readonly Warning[] {
  if (replicas === 0) return [{ code: 'no_replicas', params: {} }];
  if (strategy === 'Recreate') return [{ code: 'recreate', params: {} }];
  return replicas === 1 ? [{ code: 'single_replica', params: {} }] : [];
}

function draft(scope: Scope, subjects: readonly Subject[], warnings: readonly Warning[]): PlanDraft {
  const { service, environment } = scope;
  const facts = subjects.map(({ deployment }) => {
    const { spec } = deployment;
    const main = mainContainer(spec?.template?.spec, deployment.metadata.labels, service);
    const uid = deployment.metadata.uid ?? '';
    return {
      version: main?.image === undefined ? '?' : versionOf(main.image),
      own: { uid, container: main?.name ?? '', from: templateDigest(spec?.template) },
    };
  });
  const version = versionsText(facts.map((each) => each.version));
  const data: RestartData = { targets: facts.map(({ own }) => own) };
  return {
    skill: 'restart',
    service: service.name,
    environment: environment.name,
    targets: subjects.map(({ key }) => key),
    from: version,
    to: version,
    risk: usualRisk(environment),
    warnings: distinct(warnings),
    observed: facts.map(({ own: { uid, from } }) => ({ uid, template: from })),
    data,
  };
}
