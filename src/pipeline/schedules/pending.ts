import type { PendingSetting } from '../../contracts/schedule.js';
import { WINDOWS } from '../../registry/windows.js';
import type { PipelineDeps } from '../deps.js';
import type { Turn } from '../turn.js';

/** A change that waits for a yes, as long as any confirmation does. */
export function pending(deps: PipelineDeps, turn: Turn, change: PendingSetting['change']): PendingSetting {
  return { change, expiresAt: deps.clock.now() + WINDOWS.confirmation[turn.message.source] };
}

/** Who changed the bot's own settings is remembered like everything else. */
export async function audited(
  deps: PipelineDeps,
  turn: Turn,
  event: string,
  schedule: string,
): Promise<void> {
  await deps.ledger.audit({
    at: deps.clock.now(),
    tenant: turn.person.tenant,
    by: turn.person.id,
    operationId: null,
    event,
    code: 'succeeded',
    detail: { schedule },
  });
}
