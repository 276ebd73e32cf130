import type { Node, Pod } from '../../../src/contracts/kubernetes-objects.js';
import { quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** A node whose kubelet says no, or says nothing any more. */
export function isNotReady({ status }: Node): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return ready !== undefined && ready.status !== 'True';
}

const ON_NODE = ({ spec }: Pod): readonly string[] => (spec?.nodeName === undefined ? [] : [spec.nodeName]);

export const nodeNotReady: Detector = (world) => {
  const broken = world.list('Node').filter(isNotReady);
  return broken.map((node) => {
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    const ref = refOf('Node', node);
    const onset = Date.parse(ready?.lastTransitionTime ?? '');
    const { name } = node.metadata;
    const pods = world.having('Pod', ON_NODE, name);
    const services = new Set(pods.flatMap((pod) => world.workloadOf(pod)?.name ?? []));
    const text = `condition Ready: ${ready?.status ?? '?'}, ${ready?.reason ?? ''} ${ready?.message ?? ''}`;
    return {
      mode: 'NodeNotReady',
      object: ref,
      onset: Number.isNaN(onset) ? undefined : onset,
      params: { node: name, pods: pods.length },
      evidence: [
        quote(ref, text),
        ...(services.size === 0
          ? []
          : [quote(ref, `${pods.length} pods on it, of ${[...services].slice(0, 8).join(', ')}`)]),
      ],
    };
  });
};
