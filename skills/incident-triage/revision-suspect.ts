import { MARKS } from '../../src/contracts/marks.js';
import { isReady } from '../shared/doom.js';
import type { Finding } from './finding.js';
import type { Mode } from './modes.js';
import { diffTemplates, type Difference } from './template-diff.js';
import { newestRevision, revisionChanges, type Change } from './what-changed.js';
import type { World } from './world.js';

/** Modes that a new revision can bring and a rollback can take away. */
const BROUGHT: ReadonlySet<Mode> = new Set([
  'CrashLoopAppError',
  'CrashLoopExitZero',
  'BadCommand',
  'WrongArchitecture',
  'OutOfMemory',
  'LivenessKill',
  'ReadinessFailing',
  'InitContainerFailing',
  'LifecycleHookFailed',
  'ImageNotFound',
  'ImageUnauthorized',
  'ImageNeverPulled',
  'MissingConfig',
  'UnschedulableResources',
  'UnschedulablePlacement',
  'DuplicateConfig',
  'RolloutStuck',
  'QuotaExceeded',
  'AdmissionRefused',
  'Unhealthy',
]);
/** What a revision must have changed to have brought these: another change cannot be why. */
const TOUCHES: Readonly<Partial<Record<Mode, readonly Difference['kind'][]>>> = {
  ImageNotFound: ['image'],
  ImageUnauthorized: ['image'],
  ImageNeverPulled: ['image', 'other'],
  MissingConfig: ['config', 'added'],
  DuplicateConfig: ['config', 'added', 'other', 'image'],
  QuotaExceeded: ['resources', 'added'],
  UnschedulableResources: ['resources', 'added'],
};
/** A pod that fails this soon after its revision was made fails because of it, where no other change is closer. */
const SOON_MS = 60 * 60_000;

export interface Suspect {
  /** What the revision changed. */
  readonly change: Change;
  /** Pods of the revision before are ready while these fail: proof by difference. */
  readonly proven: boolean;
}

/** Whether the newest revision of a finding's Deployment is to blame: all failing pods are of it, and the old ones are well or gone. */
export function suspectRevision(world: World, finding: Finding): Suspect | undefined {
  const { workload, mode, onset } = finding;
  if (workload?.kind !== 'Deployment' || !BROUGHT.has(mode)) return undefined;
  const newest = newestRevision(world, workload);
  const change = revisionChanges(world, workload).find(({ kind }) => kind === 'revision');
  const made = Date.parse(newest?.set.metadata.creationTimestamp ?? '');
  // A restart of the same thing changed nothing that a rollback could undo.
  if (newest === undefined || change === undefined || change.at !== made) return undefined;
  const touches = TOUCHES[mode];
  const differences = diffTemplates(newest.before.spec?.template, newest.set.spec?.template);
  if (touches !== undefined && !differences.some(({ kind }) => touches.includes(kind))) return undefined;
  const hash = newest.set.metadata.labels?.[MARKS.templateHash];
  const failing = finding.objects.filter(({ kind }) => kind === 'Pod');
  const pods = world.podsOf(workload);
  const ofNewest = (name: string): boolean =>
    pods.some(({ metadata }) => metadata.name === name && metadata.labels?.[MARKS.templateHash] === hash);
  if (!failing.every(({ name }) => ofNewest(name))) return undefined;
  const oldReady = pods.some((pod) => pod.metadata.labels?.[MARKS.templateHash] !== hash && isReady(pod));
  const newReady = pods.some((pod) => pod.metadata.labels?.[MARKS.templateHash] === hash && isReady(pod));
  const soon = onset !== undefined && onset >= made - 5_000 && onset - made < SOON_MS;
  if (!(oldReady && !newReady) && !soon) return undefined;
  return { change, proven: oldReady && !newReady };
}
