import type { Environment } from '../../src/contracts/catalogue.js';
import type { KindName, Node, Pod, ResourceQuota } from '../../src/contracts/kubernetes-objects.js';
import type { Plan } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { nodeShortage, quotaShortage, type Growth, type Shortage } from './preflight.js';
import { listIfAllowed } from './survey.js';
import type { Subject } from './targets.js';

export type Warning = Plan['warnings'][number];

interface Room {
  readonly quotas: readonly ResourceQuota[] | undefined;
  readonly nodes: readonly Node[] | undefined;
  readonly pods: readonly Pod[] | undefined;
}

async function readRoom(
  kubernetes: KubernetesPort,
  environment: Environment,
  { key: target }: Subject,
): Promise<Room> {
  const place = { environment, target };
  const [quotas, nodes, pods] = await Promise.all([
    listIfAllowed(kubernetes, place, 'ResourceQuota', {}),
    listIfAllowed(kubernetes, place, 'Node', {}),
    listIfAllowed(kubernetes, place, 'Pod', {}),
  ]);
  return { quotas, nodes, pods };
}

/**
 * Whether what a change adds finds room: a certain shortage that would block it is refused, one that only slows it down
 * is a warning, and so is what the account may not look at.
 */
export async function roomFor(
  kubernetes: KubernetesPort,
  environment: Environment,
  subject: Subject,
  growth: Growth,
): Promise<readonly Warning[] | Refusal> {
  if (growth.pods === 0) return [];
  const { quotas, nodes, pods } = await readRoom(kubernetes, environment, subject);
  const { namespace } = subject.key;
  const warnings: Warning[] = [];
  const quota = quotaShortage(growth, quotas ?? []);
  if (quota !== undefined && !growth.canShrink)
    return refuse('quota_exceeded', { namespace, detail: shortageText(quota) });
  if (quota !== undefined)
    warnings.push({ code: 'quota_tight', params: { namespace, detail: shortageText(quota) } });
  const node = nodes === undefined ? undefined : nodeShortage(growth, nodes, pods ?? []);
  if (node !== undefined && !growth.canShrink) return refuse('no_room', { detail: shortageText(node) });
  if (node !== undefined) warnings.push({ code: 'nodes_tight', params: { detail: shortageText(node) } });
  const unseen: KindName[] = [
    ...(quotas === undefined ? (['ResourceQuota'] as const) : []),
    ...(nodes === undefined ? (['Node'] as const) : []),
  ];
  if (unseen.length > 0) warnings.push({ code: 'not_checked', params: { kinds: unseen } });
  return warnings;
}

/** The same in every language: `resourcequota/compute requests.cpu: 500m > 200m`. */
function shortageText({ where, resource, needed, left }: Shortage): string {
  return `${where} ${resource}: ${needed} > ${left}`;
}
