import type { ObjectRef } from '../finding.js';
import { eventOf, quote } from '../proof.js';
import { eventTime, refOf } from '../world.js';
import type { Detector } from './detector.js';

/** Evicted pods lie around until somebody deletes them; old ones are history. */
const NEWS_MS = 24 * 60 * 60_000;

export const evicted: Detector = (world) =>
  world.restless().flatMap((pod) => {
    const { status, metadata, spec } = pod;
    if (status?.phase !== 'Failed' || status.reason !== 'Evicted') return [];
    const ref = refOf('Pod', pod);
    const told = world.events(ref).find(({ reason }) => reason === 'Evicted');
    const lost = status.conditions?.find(({ type }) => type === 'DisruptionTarget' || type === 'Ready');
    const at = told === undefined ? Date.parse(lost?.lastTransitionTime ?? '') : eventTime(told);
    const made = Date.parse(status.startTime ?? metadata.creationTimestamp ?? '');
    if (world.now - (Number.isNaN(at) ? made : at) > NEWS_MS) return [];
    const resource =
      /low on resource: ([\w-]+)/i.exec(status.message ?? '')?.[1] ??
      /usage of .*?(\bmemory|\bephemeral[\w-]*)/i.exec(status.message ?? '')?.[1];
    const event = eventOf(world, ref, ['Evicted']);
    const node: readonly ObjectRef[] =
      spec?.nodeName === undefined ? [] : [{ kind: 'Node', namespace: '', name: spec.nodeName }];
    return [
      {
        mode: 'Evicted',
        object: ref,
        onset: Number.isNaN(at) ? undefined : at,
        params: { resource: resource ?? '', node: spec?.nodeName ?? '?' },
        about: node,
        evidence: [
          quote(ref, `Evicted: ${status.message ?? ''}`),
          ...(event === undefined ? [] : [quote(ref, event)]),
        ],
      },
    ];
  });
