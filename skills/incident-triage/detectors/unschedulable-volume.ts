import type { ObjectRef } from '../finding.js';
import { claimsOf } from '../references.js';
import type { Detector } from './detector.js';
import { waitingPods } from './scheduling.js';

export const unschedulableVolume: Detector = (world) =>
  waitingPods(world, 'UnschedulableVolume', (pod) => {
    const namespace = pod.metadata.namespace ?? '';
    const claims = claimsOf(pod);
    const about = claims.map((name): ObjectRef => ({ kind: 'PersistentVolumeClaim', namespace, name }));
    const texts = claims.map((name) => {
      const claim = world.find('PersistentVolumeClaim', namespace, name);
      if (claim === undefined)
        return world.looked('PersistentVolumeClaim') ? `claim ${name} does not exist` : `claim ${name}`;
      return `claim ${name}: ${claim.status?.phase ?? '?'}, class ${claim.spec?.storageClassName ?? '(default)'}`;
    });
    return { texts, about };
  });
