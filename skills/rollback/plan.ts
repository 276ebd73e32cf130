import { z } from 'zod';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { deniedRefusal } from '../shared/access.js';
import { heldRefusal } from '../shared/holding.js';
import { byHand } from '../shared/kubectl.js';
import { revertTemplate } from '../shared/patches.js';
import type { Warning } from '../shared/preflight-reads.js';
import { recordingOf, recordingSchema, type Recording } from '../shared/recording.js';
import { rehearse } from '../shared/rehearsal.js';
import { distinct, isRefusal, scopeOf, usualRisk } from '../shared/scope.js';
import { findSubjects, type Scope } from '../shared/targets.js';
import { templateDigest, withoutHash } from '../shared/templates.js';
import { isVersion, versionsText } from '../shared/versions.js';
import { wantedRevision, type Wanted } from '../shared/revisions.js';
import { findReturn, type Return } from './returns.js';
import { rollbackWarnings, undoneBy } from './warnings.js';

export const rollbackData = z.object({
  tenant: z.string(),
  record: recordingSchema.optional(),
  /** In the order of the plan's targets. */
  targets: z.array(
    z.object({
      uid: z.string(),
      container: z.string(),
      /** The template that is left, as a digest. */
      from: z.string(),
      /** The revision that is returned to. */
      replicaSet: z.string(),
      to: z.string(),
      hash: z.string(),
      revision: z.number(),
    }),
  ),
  /** Declared irreversible changes that this would undo. */
  irreversible: z.array(z.object({ version: z.string(), reason: z.string() })),
});
export type RollbackData = z.infer<typeof rollbackData>;

export interface RollbackSlots {
  readonly service: string;
  readonly environment: string;
  readonly version?: string | undefined;
}
export type RollbackContext = SkillContext<RollbackSlots, 'kubernetes' | 'history' | 'github'>;

/** Finds where each target returns to, and says what the return takes along and what it does not. */
export async function planRollback(context: RollbackContext): Promise<PlanDraft | Refusal> {
  const scope = scopeOf(context);
  if (isRefusal(scope)) return scope;
  const wanted = wantedRevision(context.slots.version);
  if (wanted.kind === 'version' && !isVersion(wanted.version))
    return refuse('malformed_version', { version: wanted.version, service: scope.service.name });
  const returns = await findReturns(context, scope, wanted);
  if (isRefusal(returns)) return returns;
  const irreversible = undoneBy(returns, scope.service.irreversible);
  const [first] = irreversible;
  // By voice nothing but a phrase could confirm it, and this needs eyes.
  if (first !== undefined && context.source === 'voice') return refuse('irreversible_change', { ...first });
  const warnings = await examine(context, returns, irreversible, wanted);
  if (isRefusal(warnings)) return warnings;
  return draft(scope, returns, irreversible, { warnings, record: recordingOf(context.ports.github, scope) });
}

/** The targets that have somewhere to return to. Without any, the reason of the first. */
async function findReturns(
  context: RollbackContext,
  scope: Scope,
  wanted: Wanted,
): Promise<readonly Return[] | Refusal> {
  const { kubernetes, history } = context.ports;
  const subjects = await findSubjects(kubernetes, scope, { write: 'rollback' });
  if (isRefusal(subjects)) return subjects;
  const keys = subjects.map(({ key }) => key);
  const held = await heldRefusal(history, keys, 'rollback', context.operation);
  if (held !== undefined) return held;
  const found = await Promise.all(
    subjects.map((subject) => findReturn(context.ports, scope, subject, wanted)),
  );
  const returns = found.filter((each): each is Return => !isRefusal(each));
  const refusals = found.filter(isRefusal);
  // A target that is already there needs nothing; one that can't go there stops the whole.
  const blocking = refusals.find(({ code }) => code !== 'unchanged_version');
  if (blocking !== undefined) return blocking;
  return returns.length > 0 ? returns : (refusals[0] ?? refuse('no_healthy_revision', names(scope)));
}

async function examine(
  context: RollbackContext,
  returns: readonly Return[],
  irreversible: RollbackData['irreversible'],
  wanted: Wanted,
): Promise<readonly Warning[] | Refusal> {
  const { kubernetes } = context.ports;
  const denied = await deniedRefusal(
    kubernetes,
    returns.map(({ subject }) => subject.key),
    (key) => {
      const own = returns.find(({ subject }) => subject.key === key);
      return byHand.undo(key, key.name, own?.revision.number);
    },
  );
  if (denied !== undefined) return denied;
  const warnings: Warning[] = irreversible.map((params) => ({ code: 'irreversible', params }));
  for (const each of returns) {
    const { deployment } = each.subject;
    const operations = revertTemplate(deployment, withoutHash(each.template));
    const rehearsed = await rehearse(kubernetes, each.subject, { operations });
    if (rehearsed !== undefined) return rehearsed;
    warnings.push(...(await rollbackWarnings(kubernetes, each, wanted)));
  }
  return warnings;
}

function draft(
  scope: Scope,
  returns: readonly Return[],
  irreversible: RollbackData['irreversible'],
  { warnings, record }: { readonly warnings: readonly Warning[]; readonly record: Recording | undefined },
): PlanDraft {
  const isIrreversible = irreversible.length > 0;
  const data: RollbackData = {
    tenant: scope.environment.tenant,
    irreversible,
    ...(record === undefined ? {} : { record }),
    targets: returns.map(({ subject: { deployment }, container, revision }) => ({
      uid: deployment.metadata.uid ?? '',
      container,
      from: templateDigest(deployment.spec?.template),
      replicaSet: revision.replicaSet,
      to: revision.digest,
      hash: revision.hash,
      revision: revision.number,
    })),
  };
  return {
    skill: 'rollback',
    ...names(scope),
    targets: returns.map(({ subject }) => subject.key),
    from: versionsText(returns.map(({ current }) => current.version)),
    to: versionsText(returns.map(({ revision }) => revision.version)),
    risk: isIrreversible ? 'high' : usualRisk(scope.environment),
    mustConfirm: isIrreversible,
    warnings: distinct(warnings),
    observed: returns.map(({ subject: { deployment } }) => ({
      uid: deployment.metadata.uid ?? '',
      template: templateDigest(deployment.spec?.template),
    })),
    data,
  };
}

function names({ service, environment }: Scope): { readonly service: string; readonly environment: string } {
  return { service: service.name, environment: environment.name };
}
