import type {
  Deployment,
  Node,
  Pod,
  PodSpec,
  ResourceQuota,
} from '../../src/contracts/kubernetes-objects.js';
import { parseQuantity, quantityText } from './quantities.js';
import { desiredReplicas, rolloutRoom } from './rollout.js';

/** What a change adds on top of what runs, before anything is taken away. */
export interface Growth {
  /** Pods that are added at once. */
  readonly pods: number;
  /** True when the change can go on by taking old pods away first. */
  readonly canShrink: boolean;
  readonly podSpec: PodSpec | undefined;
}

/** What a rolling update of a Deployment adds. */
export function rolloutGrowth(deployment: Deployment): Growth {
  const { surge, unavailable } = rolloutRoom(deployment);
  const pods = Math.min(surge, desiredReplicas(deployment));
  return { pods, canShrink: unavailable > 0, podSpec: deployment.spec?.template?.spec };
}

/** A shortage: one resource, what is needed and what is left, as texts. */
export interface Shortage {
  readonly where: string;
  readonly resource: string;
  readonly needed: string;
  readonly left: string;
}

type Amounts = ReadonlyMap<string, number>;

/** What one pod counts for in a quota, by the quota's own resource names. */
function podAmounts(spec: PodSpec | undefined): Amounts {
  const amounts = new Map<string, number>([
    ['pods', 1],
    ['count/pods', 1],
  ]);
  const add = (name: string, quantity: string): void => {
    amounts.set(name, (amounts.get(name) ?? 0) + (parseQuantity(quantity) ?? 0));
  };
  for (const { resources } of spec?.containers ?? []) {
    const { limits = {}, requests = {} } = resources ?? {};
    // A container with a limit and no request requests its limit.
    for (const [name, quantity] of Object.entries({ ...limits, ...requests })) {
      add(name, quantity);
      add(`requests.${name}`, quantity);
    }
    for (const [name, quantity] of Object.entries(limits)) add(`limits.${name}`, quantity);
  }
  return amounts;
}

/** The first quota that has no room for the added pods; undefined when all have. */
export function quotaShortage(growth: Growth, quotas: readonly ResourceQuota[]): Shortage | undefined {
  const each = podAmounts(growth.podSpec);
  for (const quota of quotas)
    for (const [resource, hardText] of Object.entries(quota.status?.hard ?? quota.spec?.hard ?? {})) {
      const hard = parseQuantity(hardText);
      const used = parseQuantity(quota.status?.used?.[resource]) ?? 0;
      const needed = (each.get(resource) ?? 0) * growth.pods;
      if (hard === undefined || needed === 0 || used + needed <= hard) continue;
      return {
        where: `resourcequota/${quota.metadata.name}`,
        resource,
        needed: quantityText(resource, needed),
        left: quantityText(resource, Math.max(0, hard - used)),
      };
    }
  return undefined;
}

/** Requests of a pod by resource name, as the scheduler counts them. */
function requestsOf(spec: PodSpec | undefined): Amounts {
  const all = podAmounts(spec);
  return new Map(
    ['cpu', 'memory'].flatMap((name) => {
      const amount = all.get(name);
      return amount === undefined ? [] : [[name, amount] as const];
    }),
  );
}

type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];

function tolerates(spec: PodSpec | undefined, taint: Taint): boolean {
  if (taint.effect === 'PreferNoSchedule') return true;
  return (spec?.tolerations ?? []).some((toleration) => {
    const { key, operator, value, effect } = toleration;
    if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
    if (operator === 'Exists') return key === undefined || key === '' || key === taint.key;
    return key === taint.key && (value ?? '') === (taint.value ?? '');
  });
}

/** Whether the scheduler may place the pod there at all: ready, not cordoned, taints tolerated, selector met. */
function isEligible(node: Node, spec: PodSpec | undefined): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const labels = node.metadata.labels ?? {};
  return (
    node.spec?.unschedulable !== true &&
    (ready === undefined || ready === 'True') &&
    (node.spec?.taints ?? []).every((taint) => tolerates(spec, taint)) &&
    Object.entries(spec?.nodeSelector ?? {}).every(([key, value]) => labels[key] === value)
  );
}

/**
 * Whether the added pods fit nowhere. Only this namespace's pods are known, so real room is at most what is counted
 * here: a shortage is certain, its absence is not.
 */
export function nodeShortage(
  growth: Growth,
  nodes: readonly Node[],
  pods: readonly Pod[],
): Shortage | undefined {
  if (growth.pods === 0 || nodes.length === 0) return undefined;
  const needs = requestsOf(growth.podSpec);
  const eligible = nodes.filter((node) => isEligible(node, growth.podSpec));
  const free = eligible.map((node) => freeOn(node, pods));
  let placeable = 0;
  for (const room of free) placeable += podsThatFit(needs, room);
  if (placeable >= growth.pods) return undefined;
  const [resource, amount] = [...needs].find(([name, need]) =>
    free.every((room) => (room.get(name) ?? 0) < need),
  ) ?? ['pods', growth.pods];
  const best = resource === 'pods' ? placeable : Math.max(0, ...free.map((room) => room.get(resource) ?? 0));
  return {
    where: `${eligible.length}/${nodes.length} nodes`,
    resource,
    needed: quantityText(resource, amount),
    left: quantityText(resource, best),
  };
}

function freeOn(node: Node, pods: readonly Pod[]): Amounts {
  const free = new Map<string, number>();
  for (const resource of ['cpu', 'memory', 'pods'])
    free.set(resource, parseQuantity(node.status?.allocatable?.[resource]) ?? Number.POSITIVE_INFINITY);
  const here = pods.filter(
    ({ spec, status }) =>
      spec?.nodeName === node.metadata.name && status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
  );
  for (const { spec } of here)
    for (const [resource, amount] of [...requestsOf(spec), ['pods', 1] as const])
      free.set(resource, (free.get(resource) ?? 0) - amount);
  return free;
}

function podsThatFit(needs: Amounts, room: Amounts): number {
  const counts = [...needs].map(([resource, need]) =>
    need === 0 ? Number.POSITIVE_INFINITY : Math.floor(((room.get(resource) ?? 0) + 1e-9) / need),
  );
  return Math.max(0, Math.min(room.get('pods') ?? Number.POSITIVE_INFINITY, ...counts));
}
