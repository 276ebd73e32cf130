import { z } from 'zod';
import type { Operation, PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { deniedRefusal } from '../shared/access.js';
import { heldRefusal } from '../shared/holding.js';
import { mainContainer, versionOf } from '../shared/images.js';
import { byHand } from '../shared/kubectl.js';
import { setPaused } from '../shared/patches.js';
import { rehearse } from '../shared/rehearsal.js';
import { isRefusal, scopeOf, usualRisk } from '../shared/scope.js';
import { revisionsOf } from '../shared/revisions.js';
import { partsOf, situationOf, type Situation } from '../shared/situation.js';
import { findSubjects, type Scope, type Subject } from '../shared/targets.js';
import { templateDigest } from '../shared/templates.js';
import { versionsText } from '../shared/versions.js';

export const resumeData = z.object({
  tenant: z.string(),
  /** In the order of the plan's targets. */
  targets: z.array(
    z.object({
      uid: z.string(),
      container: z.string(),
      template: z.string(),
      /** The stopped rollout was a mere restart: there is no other version to fall back to. */
      restart: z.boolean(),
    }),
  ),
});
export type ResumeData = z.infer<typeof resumeData>;

export interface ResumeSlots {
  readonly id?: number | undefined;
  readonly service?: string | undefined;
  readonly environment?: string | undefined;
}
export type ResumeContext = SkillContext<ResumeSlots, 'kubernetes' | 'catalogue' | 'history'>;

interface Paused {
  readonly subject: Subject;
  readonly container: string;
  readonly isRestart: boolean;
  readonly situation: Situation;
}

/** Only what is paused is continued; naming the operation that was stopped is enough. */
export async function planResume(context: ResumeContext): Promise<PlanDraft | Refusal> {
  const scope = await findScope(context);
  if (isRefusal(scope)) return scope;
  const { kubernetes, history } = context.ports;
  const subjects = await findSubjects(kubernetes, scope, { write: 'resume' });
  if (isRefusal(subjects)) return subjects;
  const keys = subjects.map(({ key }) => key);
  const held = await heldRefusal(history, keys, 'resume', context.operation);
  if (held !== undefined) return held;
  const waiting = subjects.filter(({ deployment }) => deployment.spec?.paused === true);
  if (waiting.length === 0)
    return refuse('target_not_paused', { service: scope.service.name, environment: scope.environment.name });
  const denied = await deniedRefusal(kubernetes, keys, (key) => byHand.resume(key, key.name));
  if (denied !== undefined) return denied;
  for (const subject of waiting) {
    const rehearsed = await rehearse(kubernetes, subject, {
      operations: setPaused(subject.deployment, false),
    });
    if (rehearsed !== undefined) return rehearsed;
  }
  return draft(scope, await Promise.all(waiting.map((subject) => look(context, scope, subject))));
}

/** From an operation's number, from names, or, with nothing said, from the only operation that was stopped halfway. */
async function findScope(context: ResumeContext): Promise<Scope | Refusal> {
  const { slots, ports, person } = context;
  if (slots.id === undefined && slots.service !== undefined && slots.environment !== undefined)
    return scopeOf(context);
  // Planned again before it runs, it is about what it was about, although it holds that by now itself.
  const operation =
    slots.id === undefined
      ? (context.operation ?? (await onlyStopped(context)))
      : await ports.history.byNumber(person.tenant, slots.id);
  if (operation === undefined && slots.id !== undefined) return refuse('unknown_operation', { id: slots.id });
  if (operation === undefined) {
    const { service, environment } = slots;
    const names = { ...(service && { service }), ...(environment && { environment }) };
    return refuse('target_not_paused', names);
  }
  const { service, environment } = operation.plan;
  return scopeOf({
    slots: { service, environment },
    service: ports.catalogue.service(person.tenant, service),
    environment: ports.catalogue.environment(person.tenant, environment),
  });
}

const LOOK_BACK = 20;

async function onlyStopped({ ports, person, slots }: ResumeContext): Promise<Operation | undefined> {
  const { history } = ports;
  const names = {
    ...(slots.service === undefined ? {} : { service: slots.service }),
    ...(slots.environment === undefined ? {} : { environment: slots.environment }),
  };
  const recent = await history.recent({ tenant: person.tenant, ...names, limit: LOOK_BACK });
  const stopped: Operation[] = [];
  for (const operation of recent.filter(({ status }) => status === 'cancelled')) {
    const holders = await Promise.all(operation.plan.targets.map((target) => history.holder(target)));
    if (holders.some((holder) => holder?.id === operation.id)) stopped.push(operation);
  }
  return stopped.length === 1 ? stopped[0] : undefined;
}

async function look({ ports }: ResumeContext, scope: Scope, subject: Subject): Promise<Paused> {
  const { deployment, key } = subject;
  const main = mainContainer(deployment.spec?.template?.spec, deployment.metadata.labels, scope.service);
  const container = main?.name ?? '';
  const { replicaSets, pods } = await partsOf(ports.kubernetes, key, deployment);
  const revisions = revisionsOf(deployment, replicaSets, pods, container);
  const current = revisions.find((each) => each.current);
  const before = revisions.find((each) => !each.current);
  const isRestart = current !== undefined && current.substance === before?.substance;
  return { subject, container, isRestart, situation: situationOf(deployment, replicaSets, pods, container) };
}

function draft({ service, environment }: Scope, paused: readonly Paused[]): PlanDraft {
  const data: ResumeData = {
    tenant: environment.tenant,
    targets: paused.map(({ subject: { deployment }, container, isRestart }) => ({
      uid: deployment.metadata.uid ?? '',
      container,
      template: templateDigest(deployment.spec?.template),
      restart: isRestart,
    })),
  };
  const to = versionsText(
    paused.map(({ subject: { deployment }, container }) => {
      const image = deployment.spec?.template?.spec?.containers?.find(
        ({ name }) => name === container,
      )?.image;
      return image === undefined ? '?' : versionOf(image);
    }),
  );
  return {
    skill: 'resume',
    service: service.name,
    environment: environment.name,
    targets: paused.map(({ subject }) => subject.key),
    // Which pods are ready is status: it is shown, and left out of what a confirmation is bound to.
    from: 'paused',
    to,
    risk: usualRisk(environment),
    warnings: paused.map(({ situation: { done, total, version, others } }) => ({
      code: others.length === 0 ? 'stands' : 'stands_mixed',
      params: { done, total, version, others },
    })),
    observed: data.targets.map(({ uid, template }) => ({ uid, template, paused: true })),
    data,
  };
}
