import type { CataloguePort } from '../contracts/ports/catalogue.js';
import { PortError } from '../contracts/errors.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { Log } from '../contracts/ports/log.js';
import type { SubscriptionStore, Told } from '../contracts/ports/subscriptions.js';
import { isNews, type PushedRun } from '../contracts/pushed-run.js';
import type { SkillDirectory } from '../contracts/skill.js';
import type { Subscription } from '../contracts/subscription.js';
import { builtBy, isDecidable, matches } from './matches.js';
import { runMessage } from './message.js';

/** Webhooks count whole seconds. */
const SECOND = 1_000;

export interface Serving {
  readonly store: Pick<SubscriptionStore, 'subscriptions' | 'tellRun' | 'toldOf'>;
  readonly catalogue: Pick<CataloguePort, 'services'>;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly registry: SkillDirectory;
  readonly sandbox: { readonly on: boolean };
  readonly log: Log;
}
/** One thing to tell: of a run, to a subscription. */
interface Due {
  readonly subscription: Subscription;
  readonly run: PushedRun;
  readonly matches: boolean;
  readonly services: readonly string[];
}

/**
 * Tells subscriptions of runs. What is read is read once for all of them; most runs concern nobody, and cost no transaction.
 * Rejects with PortError `ledger_down` when not all could be told: telling them again repeats nothing.
 */
export async function serve(serving: Serving, runs: readonly PushedRun[]): Promise<void> {
  const live = await serving.store.subscriptions();
  if (live.length === 0 || runs.length === 0) return;
  const told = await serving.store.toldOf([...new Set(runs.map(({ url }) => url))]);
  for (const due of dueOf(serving, live, runs, told))
    await tell(serving, due).catch((error: unknown) => {
      if (error instanceof PortError) throw error;
      // What is wrong with one run must not keep the others waiting.
      serving.log.error({ error, run: due.run.url }, 'a subscription could not be told of a run');
    });
}

function dueOf(
  { catalogue }: Serving,
  live: readonly Subscription[],
  runs: readonly PushedRun[],
  told: readonly Told[],
): readonly Due[] {
  const known = new Map(told.map((each) => [`${each.subscription} ${each.url}`, each]));
  const tenants = [...new Set(live.map(({ tenant }) => tenant))];
  // The oldest first, as they would be told had each been heard by itself.
  return [...runs]
    .sort((a, b) => a.at - b.at)
    .flatMap((run) => {
      const built = new Map(
        tenants.map((tenant) => [tenant, builtBy(run, catalogue.services(tenant)).map(({ name }) => name)]),
      );
      return live.flatMap((subscription): Due[] => {
        const services = built.get(subscription.tenant) ?? [];
        if (!concerns(subscription, run, services)) return [];
        // A webhook may name no author: the next look at its pipeline does.
        const { condition } = subscription;
        const meant = isDecidable(condition, run) && matches(condition, run, services);
        const before = known.get(`${subscription.id} ${run.url}`);
        const news = before === undefined ? meant : isNews(run, before);
        return news ? [{ subscription, run, matches: meant, services }] : [];
      });
    });
}

/** A pipeline of no service of a tenant is not this tenant's to hear of. */
function concerns({ createdAt }: Subscription, run: PushedRun, services: readonly string[]): boolean {
  const since = Math.floor(createdAt / SECOND) * SECOND;
  return services.length > 0 && run.at >= since && run.state !== 'unknown';
}

async function tell(
  { store, identity, registry, sandbox }: Serving,
  { subscription, run, matches: meant, services }: Due,
): Promise<void> {
  if (!(await identity.resolve(subscription.owner.actor)).known) return;
  const reply = runMessage(subscription, run, services, { sandbox: sandbox.on, directory: registry });
  await store.tellRun({ subscription, run, matches: meant, reply });
}
