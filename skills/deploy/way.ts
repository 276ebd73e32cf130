import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import { deniedRefusal } from '../shared/access.js';
import { byHand } from '../shared/kubectl.js';
import type { Warning } from '../shared/preflight-reads.js';
import type { RunStart } from '../shared/runs/start.js';
import { isRefusal } from '../shared/scope.js';
import type { Scope } from '../shared/targets.js';
import { outsideDriver, startableOf, tellsTargetsApart } from './driver.js';
import type { DeployContext, ImageChange } from './plan.js';

/** By which way the version gets into the cluster. */
export interface Way {
  /** One run for each change, in their order; empty: this bot patches. */
  readonly runs: readonly RunStart[];
  /** Whether this bot may and can take the cluster back when it fails. */
  readonly canRevert: boolean;
  readonly warnings: readonly Warning[];
}

/** The bot's own patch, for which it needs the rights, or the runs of the configured job or workflow. */
export async function wayOf(
  context: DeployContext,
  scope: Scope,
  version: string,
  changes: readonly ImageChange[],
): Promise<Way | Refusal> {
  const driver = outsideDriver(scope.service);
  const denied = await deniedFor(context, version, changes);
  if (driver === undefined) return denied ?? { runs: [], canRevert: true, warnings: [] };
  if (changes.length > 1 && !tellsTargetsApart(driver)) {
    const where = driver.driver === 'jenkins' ? `Jenkins ${driver.job}` : `GitHub ${driver.workflow ?? ''}`;
    return refuse('run_not_startable', { where: where.trim(), several: scope.environment.name });
  }
  const runs: RunStart[] = [];
  const warnings: Warning[] = [];
  for (const { subject, toImage: image, digest } of changes) {
    const filling = { scope, subject, version, image, digest };
    const startable = await startableOf(context.ports, driver, filling);
    if (isRefusal(startable)) return startable;
    runs.push(startable.start);
    warnings.push(...startable.warnings);
  }
  const owner = changes.find(({ subject }) => subject.owner !== undefined)?.subject.owner;
  if (owner !== undefined) warnings.push({ code: 'owned', params: { owner: owner.name } });
  else if (denied !== undefined) warnings.push({ code: 'cannot_revert', params: {} });
  return { runs, canRevert: owner === undefined && denied === undefined, warnings };
}

function deniedFor(
  { ports }: DeployContext,
  version: string,
  changes: readonly ImageChange[],
): Promise<Refusal | undefined> {
  const keys = changes.map(({ subject }) => subject.key);
  return deniedRefusal(ports.kubernetes, keys, (key) => {
    const change = changes.find(({ subject }) => subject.key === key);
    return byHand.setImage(key, key.name, change?.container ?? key.name, change?.toImage ?? version);
  });
}
