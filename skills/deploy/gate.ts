import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { Asking } from '../shared/pipeline/asking.js';
import { standingOf, type Standing } from '../shared/pipeline/passed.js';
import type { Warning } from '../shared/preflight-reads.js';
import type { Scope } from '../shared/targets.js';
import type { DeployContext } from './plan.js';

/**
 * Only versions whose pipeline passed get into protected environments, unless a reason is given; elsewhere it is a
 * warning. A service without a pipeline has no gate.
 */
export async function pipelineGate(
  context: DeployContext,
  scope: Scope,
  version: string,
  ask: Asking,
): Promise<readonly Warning[] | Refusal> {
  const standing = await standingOf(context.ports, scope.service, version, ask);
  const found = findingOf(standing);
  if (found === undefined) return [];
  const { reason } = context.slots;
  if (reason !== undefined) return [found, { code: 'overridden', params: { reason } }];
  if (!scope.environment.protected) return [found];
  const names = { service: scope.service.name, environment: scope.environment.name, version };
  return refuse(found.code, { ...found.params, ...names });
}

interface Finding extends Warning {
  readonly code: 'pipeline_failed' | 'pipeline_missing' | 'pipeline_unread';
}

function findingOf(standing: Standing): Finding | undefined {
  switch (standing.state) {
    case 'none':
    case 'passed':
      return undefined;
    case 'failed':
      return { code: 'pipeline_failed', params: { where: standing.where } };
    case 'missing':
      return { code: 'pipeline_missing', params: { where: [...standing.where] } };
    case 'unread':
      return { code: 'pipeline_unread', params: { source: standing.source } };
  }
}
