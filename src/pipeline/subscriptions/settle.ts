import type { PendingSetting } from '../../contracts/schedule.js';
import { MOST_SUBSCRIPTIONS } from '../../contracts/subscription.js';
import type { PipelineDeps } from '../deps.js';
import { audited } from '../schedules/pending.js';
import type { Response, Turn } from '../turn.js';
import { conditionText, said } from './words.js';

type Change = Extract<PendingSetting['change'], { kind: 'subscribe' | 'unsubscribe' }>;

/** A change of subscriptions that was confirmed. */
export async function settled(deps: PipelineDeps, turn: Turn, change: Change): Promise<Response | undefined> {
  const { subscriptions } = deps;
  if (subscriptions === undefined) return undefined;
  if (change.kind === 'unsubscribe') {
    const { id, number } = change;
    await subscriptions.removeSubscription(id, deps.clock.now());
    await audited(deps, turn, 'subscription_deleted', id);
    return said(deps, turn, 'deleted', { number }, 'success');
  }
  const draft = { ...change.draft, createdAt: deps.clock.now() };
  const made = await subscriptions.addSubscription(draft);
  if (made === undefined) return said(deps, turn, 'full', { count: MOST_SUBSCRIPTIONS }, 'warning');
  await audited(deps, turn, 'subscription_created', made.id);
  const params = { number: made.number, condition: conditionText(made.condition, turn.locale) };
  return said(deps, turn, 'created', params, 'success');
}
