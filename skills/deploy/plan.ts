import { z } from 'zod';
import type { Plan, PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { heldRefusal } from '../shared/holding.js';
import { chooseContainer, versionOf, withTag } from '../shared/images.js';
import { changeImage } from '../shared/patches.js';
import { rolloutGrowth } from '../shared/preflight.js';
import { recordingOf, recordingSchema, type Recording } from '../shared/recording.js';
import { healthyBefore } from '../shared/record.js';
import { roomFor, type Warning } from '../shared/preflight-reads.js';
import { rehearse } from '../shared/rehearsal.js';
import { runStartSchema } from '../shared/runs/start.js';
import { distinct, isRefusal, scopeOf, usualRisk } from '../shared/scope.js';
import { findSubjects, type Scope, type Subject } from '../shared/targets.js';
import { templateDigest } from '../shared/templates.js';
import { isVersion, versionsText } from '../shared/versions.js';
import { latestVersion } from './latest.js';
import { notReady } from './readiness.js';
import { createAsking, type Asking } from '../shared/pipeline/asking.js';
import { bringsNotes } from './brings.js';
import { checkImages } from './registry.js';
import { outsideDriver } from './driver.js';
import { pipelineGate } from './gate.js';
import type { DeploySettings } from './settings.js';
import { deployWarnings } from './warnings.js';
import { wayOf, type Way } from './way.js';

export const deployData = z.object({
  tenant: z.string(),
  version: z.string(),
  onFailure: z.enum(['rollback', 'leave']),
  record: recordingSchema.optional(),
  /** In the order of the plan's targets. */
  targets: z.array(
    z.object({
      uid: z.string(),
      container: z.string(),
      index: z.number().int().min(0),
      fromImage: z.string(),
      toImage: z.string(),
      /** What must run in the end, where images are pinned and something else deploys them. */
      digest: z.string().optional(),
      /** The template's digest before; what it still is needs no way back. */
      before: z.string().default(''),
      /** What deploys it; absent: this bot's own patch. */
      run: runStartSchema.optional(),
      /** Another controller manages it: this bot neither pauses it nor takes it back. */
      owned: z.boolean().optional(),
    }),
  ),
});
export type DeployData = z.infer<typeof deployData>;

export interface DeploySlots {
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  readonly strategy?: string | undefined;
  /** Why a version may go where its pipeline would not let it. */
  readonly reason?: string | undefined;
}
export type DeployContext = SkillContext<
  DeploySlots,
  'kubernetes' | 'catalogue' | 'history' | 'jenkins' | 'github' | 'images'
>;

/** One target with the image change it needs. */
export interface ImageChange {
  readonly subject: Subject;
  readonly container: string;
  readonly index: number;
  readonly fromImage: string;
  readonly toImage: string;
  /** The digest of `toImage`, where a registry told it. */
  readonly digest?: string;
}

/** Resolves everything, refuses what can't or need not be done, rehearses the patch, and shows from → to. */
export async function planDeploy(
  context: DeployContext,
  settings: DeploySettings,
): Promise<PlanDraft | Refusal> {
  const scope = scopeOf(context);
  if (isRefusal(scope)) return scope;
  const { strategy } = context.slots;
  if (strategy !== undefined && strategy !== 'rolling') return refuse('unsupported', { known: ['rolling'] });
  const version = await resolveVersion(context, scope);
  if (isRefusal(version)) return version;
  const wanted = await findChanges(context, scope, version.version);
  if (isRefusal(wanted)) return wanted;
  const ask = createAsking(context.clock);
  const gate =
    settings.pipeline === 'ignored' ? [] : await pipelineGate(context, scope, version.version, ask);
  if (isRefusal(gate)) return gate;
  const checked = await checkImages(context, scope, wanted, settings.pin, ask);
  if (isRefusal(checked)) return checked;
  const { changes } = checked;
  const way = await wayOf(context, scope, version.version, changes);
  if (isRefusal(way)) return way;
  const warnings = await examine(context, scope, version.version, changes, way);
  if (isRefusal(warnings)) return warnings;
  const all = { ...way, warnings: [...gate, ...way.warnings, ...checked.warnings, ...warnings] };
  const record = recordingOf(context.ports.github, scope);
  const made = draft(scope, version.version, changes, { ...all, record }, settings.onFailure);
  // A plan that is made again is shown to nobody.
  if (context.operation !== undefined) return made;
  return { ...made, notes: await notesOf(context, scope, changes, version.version, ask) };
}

async function notesOf(
  { ports: { github } }: DeployContext,
  scope: Scope,
  changes: readonly ImageChange[],
  version: string,
  ask: Asking,
): Promise<Plan['warnings']> {
  const from = versionOf(changes[0]?.fromImage ?? '');
  return distinct(await bringsNotes(github, scope, from, version, ask));
}

async function resolveVersion(
  context: DeployContext,
  scope: Scope,
): Promise<{ readonly version: string } | Refusal> {
  const { version } = context.slots;
  const service = scope.service.name;
  if (version.toLowerCase() !== 'latest')
    return isVersion(version) ? { version } : refuse('malformed_version', { version, service });
  return latestVersion(context, scope);
}

/** The targets that do not run the version yet, or why none can be changed. */
async function findChanges(
  context: DeployContext,
  scope: Scope,
  version: string,
): Promise<readonly ImageChange[] | Refusal> {
  const { kubernetes, history } = context.ports;
  const driven = outsideDriver(scope.service) !== undefined;
  const subjects = await findSubjects(kubernetes, scope, { write: 'deploy', version }, { driven });
  if (isRefusal(subjects)) return subjects;
  const keys = subjects.map(({ key }) => key);
  const held = await heldRefusal(history, keys, 'deploy', context.operation);
  if (held !== undefined) return held;
  const blocked = await notReady(kubernetes, scope, subjects, context.clock.now());
  if (blocked !== undefined) return blocked;
  const changes: ImageChange[] = [];
  for (const subject of subjects) {
    const choice = chooseContainer(subject.deployment.spec?.template?.spec, scope.service);
    if (choice.kind === 'unknown')
      return refuse('unknown_container', {
        service: scope.service.name,
        container: choice.wanted,
        known: choice.names,
      });
    const { container, index } = choice;
    const fromImage = container.image ?? '';
    if (versionOf(fromImage) === version) continue;
    changes.push({
      subject,
      container: container.name,
      index,
      fromImage,
      toImage: withTag(fromImage, version),
    });
  }
  const { service, environment } = scope;
  if (changes.length > 0) return changes;
  return refuse('unchanged_version', { service: service.name, environment: environment.name, version });
}

/** Rights, room and the server's own opinion, for each target; then what people should know before they say yes. */
async function examine(
  context: DeployContext,
  scope: Scope,
  version: string,
  changes: readonly ImageChange[],
  { runs }: Way,
): Promise<readonly Warning[] | Refusal> {
  const { kubernetes } = context.ports;
  const warnings: Warning[] = [];
  for (const change of changes) {
    const { subject, index, container, fromImage, toImage } = change;
    const room = await roomFor(kubernetes, scope.environment, subject, rolloutGrowth(subject.deployment));
    if (isRefusal(room)) return room;
    const operations = changeImage(index, container, fromImage, toImage);
    const rehearsed = runs.length > 0 ? undefined : await rehearse(kubernetes, subject, { operations });
    if (rehearsed !== undefined) return rehearsed;
    warnings.push(...(await deployWarnings(context, scope, version, change)), ...room);
  }
  return warnings;
}

function draft(
  { service, environment }: Scope,
  version: string,
  changes: readonly ImageChange[],
  { runs, canRevert, warnings, record }: Way & { readonly record: Recording | undefined },
  onFailure: DeployData['onFailure'],
): PlanDraft {
  const data: DeployData = {
    tenant: environment.tenant,
    version,
    onFailure: canRevert ? onFailure : 'leave',
    // A deployment that others take up is its own record.
    ...(record === undefined || runs.some(({ kind }) => kind === 'deployment') ? {} : { record }),
    targets: changes.map(({ subject, container, index, fromImage, toImage }, at) => {
      const run = runs[at];
      return {
        uid: subject.deployment.metadata.uid ?? '',
        ...{
          container,
          index,
          fromImage,
          toImage,
          before: templateDigest(subject.deployment.spec?.template),
        },
        ...(run === undefined ? {} : { run }),
        ...(subject.owner === undefined ? {} : { owned: true }),
      };
    }),
  };
  return {
    skill: 'deploy',
    service: service.name,
    environment: environment.name,
    targets: changes.map(({ subject }) => subject.key),
    healthyBefore: healthyBefore(
      changes.map(({ subject, fromImage }) => ({ subject, version: versionOf(fromImage) })),
    ),
    from: versionsText(changes.map(({ fromImage }) => versionOf(fromImage))),
    to: version,
    risk: usualRisk(environment),
    warnings: distinct(warnings),
    observed: changes.map(({ subject: { deployment } }) => ({
      uid: deployment.metadata.uid ?? '',
      template: templateDigest(deployment.spec?.template),
    })),
    data,
  };
}
