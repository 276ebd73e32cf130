import { mapSelects } from '../../shared/selectors.js';
import { labelText } from './service-no-match.js';
import { eventOf, quote } from '../proof.js';
import { eventTime, refOf } from '../world.js';
import { countBefore } from '../scaling.js';
import type { Detector } from './detector.js';

/** At zero although a Service still sends people there. A rollback would not bring the replicas back. */
export const scaledToZero: Detector = (world) =>
  (['Deployment', 'StatefulSet'] as const).flatMap((kind) =>
    world.list(kind).flatMap((workload) => {
      if (workload.spec?.replicas !== 0) return [];
      const ref = refOf(kind, workload);
      const labels = workload.spec.template?.metadata?.labels;
      const service = world
        .list('Service')
        .find(
          ({ metadata, spec }) =>
            metadata.namespace === workload.metadata.namespace && mapSelects(spec?.selector, labels),
        );
      if (service === undefined) return [];
      const scaled = world
        .events(ref)
        .find(({ reason, message = '' }) => reason === 'ScalingReplicaSet' && /to 0\b/.test(message));
      const event = eventOf(world, ref, ['ScalingReplicaSet'], (message) => /to 0\b/.test(message));
      const replicas = countBefore(world, ref);
      return [
        {
          mode: 'ScaledToZero',
          object: ref,
          onset: scaled === undefined ? undefined : eventTime(scaled),
          params: { replicas },
          about: [refOf('Service', service)],
          evidence: [
            quote(ref, 'spec.replicas: 0'),
            quote(refOf('Service', service), `spec.selector ${labelText(service.spec?.selector ?? {})}`),
            ...(event === undefined ? [] : [quote(ref, event)]),
          ],
          next: [{ kind: 'scale', service: ref.name, replicas }],
        },
      ];
    }),
  );
