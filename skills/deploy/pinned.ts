import type { Deployment, Pod } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Step } from '../../src/contracts/step.js';
import { changed } from '../shared/effect.js';
import { isReady } from '../shared/doom.js';
import { parseImage } from '../shared/images.js';
import { partsOf, splitPods } from '../shared/situation.js';
import { currentReplicaSet } from '../shared/templates.js';
import type { DeployData } from './plan.js';

type Own = Pick<DeployData['targets'][number], 'uid' | 'container' | 'toImage'>;

export function imageIn(deployment: Deployment, container: string): string {
  return deployment.spec?.template?.spec?.containers?.find(({ name }) => name === container)?.image ?? '?';
}

/**
 * Whether what runs is what was pinned. A template that names the digest is proof; where a job wrote a tag only, the
 * container runtime's `imageID` of each pod is. Whatever can't be proved is a failure: that is what pinning is for.
 */
export function pinnedStep(kubernetes: KubernetesPort, { uid, container, toImage }: Own, id: string): Step {
  const { digest } = parseImage(toImage);
  return {
    id,
    kind: 'watch',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async ({ target }) => {
      const deployment = await kubernetes.get(target, 'Deployment', target.name);
      if (deployment?.metadata.uid !== uid) return changed(deployment);
      if (parseImage(imageIn(deployment, container)).digest === digest)
        return { state: 'done', facts: { digest: digest ?? '' } };
      const { replicaSets, pods } = await partsOf(kubernetes, target, deployment);
      const { newPods } = splitPods(pods, currentReplicaSet(deployment, replicaSets));
      const serving = newPods.filter(isReady);
      const others = serving.filter((pod) => digestIn(pod, container) !== digest);
      if (others.length === 0 && serving.length > 0)
        return { state: 'done', facts: { digest: digest ?? '' } };
      const evidence = others.map((pod) => ({
        object: `pod/${pod.metadata.name}`,
        text: imageIdIn(pod, container) || '?',
      }));
      return { state: 'failed', code: 'not_arrived', evidence };
    },
  };
}

function imageIdIn(pod: Pod, container: string): string {
  return pod.status?.containerStatuses?.find(({ name }) => name === container)?.imageID ?? '';
}

/** An id without a repository is that of a configuration, not of a manifest: it proves nothing. */
function digestIn(pod: Pod, container: string): string | undefined {
  return imageIdIn(pod, container).split('@')[1];
}
