import type { PersistentVolumeClaim } from '../../../src/contracts/kubernetes-objects.js';
import { eventOf, quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

/** The binder's words where neither a volume nor a class can serve the claim. */
const CLASSLESS = /no storage class is set/i;
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** A claim that no provisioner can serve. One that merely waits for its first consumer is fine. */
export const claimPending: Detector = (world) =>
  world.list('PersistentVolumeClaim').flatMap((claim) => {
    if (claim.status?.phase !== 'Pending' || claim.metadata.deletionTimestamp !== undefined) return [];
    const ref = refOf('PersistentVolumeClaim', claim);
    const failed =
      eventOf(world, ref, ['ProvisioningFailed']) ??
      classProblem(world, claim) ??
      eventOf(world, ref, ['FailedBinding'], (message) => CLASSLESS.test(message));
    if (failed === undefined) return [];
    const onset = Date.parse(claim.metadata.creationTimestamp ?? '');
    return [
      {
        mode: 'ClaimPending',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { class: claim.spec?.storageClassName ?? '(default)' },
        evidence: [
          quote(ref, `phase Pending, class ${claim.spec?.storageClassName ?? '(default)'}`),
          quote(ref, failed),
        ],
      },
    ];
  });

function classProblem(world: World, { spec }: PersistentVolumeClaim): string | undefined {
  if (!world.looked('StorageClass')) return undefined;
  const classes = world.list('StorageClass');
  const wanted = spec?.storageClassName;
  // An empty class asks for a volume made by hand: nothing is wrong with having no class then.
  if (wanted === '') return undefined;
  if (wanted !== undefined)
    return classes.some(({ metadata }) => metadata.name === wanted)
      ? undefined
      : `storage class ${wanted} does not exist`;
  const standard = classes.some(({ metadata }) => metadata.annotations?.[DEFAULT_CLASS] === 'true');
  return standard ? undefined : 'names no storage class, and no class is the default';
}
