import { targetKeyText, type TargetKey } from '../../src/contracts/catalogue.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { VersionRecord } from './revisions.js';
import { desiredReplicas, rolloutState } from './rollout.js';
import type { Subject } from './targets.js';

/** Skills whose `to` is a version. */
const VERSIONED: ReadonlySet<string> = new Set(['deploy', 'rollback', 'resume', 'restart']);
/** How far back the ledger is asked: more than Kubernetes keeps revisions. */
const LOOK_BACK = 100;

/**
 * What became of each version at one target, from its ended operations, newest first: the newest decides. An operation
 * that never touched this target says nothing of its own version; what it saw healthy when it was planned counts anyway.
 */
export function versionRecord(operations: readonly Operation[], target: TargetKey): VersionRecord {
  const record = new Map<string, 'healthy' | 'failed'>();
  const note = (version: string | undefined, verdict: 'healthy' | 'failed' | undefined): void => {
    if (version !== undefined && verdict !== undefined && !record.has(version)) record.set(version, verdict);
  };
  for (const operation of operations) {
    const { skill, plan } = operation;
    if (VERSIONED.has(skill)) note(plan.to, verdictAt(operation, target));
    note(plan.healthyBefore?.[targetKeyText(target)], 'healthy');
  }
  return record;
}

function verdictAt(operation: Operation, target: TargetKey): 'healthy' | 'failed' | undefined {
  const key = targetKeyText(target);
  const outcome = operation.outcomes.find((each) => targetKeyText(each.target) === key);
  if (outcome?.code === 'succeeded') return 'healthy';
  const mine = operation.plan.targets.some((each) => targetKeyText(each) === key);
  if (!mine || outcome?.code === 'not_begun') return undefined;
  if (operation.status === 'succeeded') return 'healthy';
  return operation.status === 'failed' ? 'failed' : undefined;
}

/** What a plan saw running at its targets: only a finished rollout with pods that are all available proves anything. */
export function healthyBefore(
  seen: readonly { readonly subject: Subject; readonly version: string }[],
): Readonly<Record<string, string>> {
  const healthy = seen.filter(
    ({ subject: { deployment } }) =>
      desiredReplicas(deployment) > 0 && rolloutState(deployment).state === 'complete',
  );
  return Object.fromEntries(healthy.map(({ subject, version }) => [targetKeyText(subject.key), version]));
}

export async function recordOf(
  history: HistoryPort,
  tenant: string,
  names: { readonly service: string; readonly environment: string },
  target: TargetKey,
): Promise<VersionRecord> {
  return versionRecord(await history.recent({ tenant, ...names, limit: LOOK_BACK }), target);
}
