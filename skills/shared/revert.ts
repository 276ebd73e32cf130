import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Step, StepContext } from '../../src/contracts/step.js';
import { appliedFacts, effectStep, specificationFacts, type Change, type NoChange } from './effect.js';
import { revertTemplate } from './patches.js';
import type { WaveSubject } from './pause.js';
import { recordOf } from './record.js';
import { abandonedAfter, abandonedHashes, lastHealthy, revisionsOf } from './revisions.js';
import { rolloutWatchStep } from './rollout-watch.js';
import { partsOf } from './situation.js';
import { templateDigest, withoutHash } from './templates.js';

export interface RevertPorts {
  readonly kubernetes: KubernetesPort;
  readonly history: HistoryPort;
}

/** Whose history says which versions were healthy. */
export interface RevertScope {
  readonly tenant: string;
  readonly service: string;
  readonly environment: string;
}

/**
 * Automatic rollback: back to the last healthy revision, and watch that too. Which one that is gets decided when it is
 * needed, from what runs then. A Deployment that somebody changed or paused meanwhile is left to them, and one that has
 * still the template of before (`untouched`, a digest) needs no way back.
 */
export function revertSteps(
  ports: RevertPorts,
  clock: Clock,
  scope: RevertScope,
  subject: WaveSubject & { readonly untouched?: string },
): readonly Step[] {
  const { wave, uid, container, after } = subject;
  const broken = (context: StepContext): string => appliedFacts.parse(context.facts(after)).template;
  const revert = effectStep(ports.kubernetes, {
    id: `${wave}/revert`,
    mark: 'revert',
    uid,
    container,
    holds: (deployment, context) => templateDigest(deployment.spec?.template) !== broken(context),
    rests: (deployment, context) =>
      templateDigest(deployment.spec?.template) === broken(context) && deployment.spec?.paused !== true,
    change: async (deployment, context) =>
      templateDigest(deployment.spec?.template) === subject.untouched
        ? { state: 'needless', facts: specificationFacts(deployment, container) }
        : changeBack(ports, scope, container, deployment, context),
  });
  const watch = rolloutWatchStep(
    { kubernetes: ports.kubernetes, clock },
    { id: `${wave}/revert-watch`, after: revert.id, container },
  );
  return [revert, watch];
}

async function changeBack(
  ports: RevertPorts,
  scope: RevertScope,
  container: string,
  deployment: Deployment,
  { target, number }: StepContext,
): Promise<Change | NoChange> {
  const { replicaSets, pods } = await partsOf(ports.kubernetes, target, deployment);
  const revisions = revisionsOf(deployment, replicaSets, pods, container);
  const record = await recordOf(ports.history, scope.tenant, scope, target);
  const abandoned = abandonedHashes(deployment);
  const found = lastHealthy(revisions, abandoned, record)?.revision;
  const template = replicaSets.find(({ metadata }) => metadata.name === found?.replicaSet)?.spec?.template;
  if (found === undefined || template === undefined)
    return { state: 'failed', code: 'no_healthy_revision', evidence: [] };
  const left = revisions.find(({ current }) => current)?.hash;
  return {
    operations: revertTemplate(deployment, withoutHash(template)),
    annotations: { [MARKS.abandoned]: listText(abandonedAfter(abandoned, left, found.hash)) },
    cause: `automatic rollback to ${found.version} (#${number})`,
  };
}

/** The abandoned list as its annotation; undefined removes it. */
export function listText(hashes: readonly string[]): string | undefined {
  return hashes.length === 0 ? undefined : hashes.join(',');
}
