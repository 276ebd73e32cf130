import type { ActorRef, Locale } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import type { Home } from '../contracts/ports/host.js';
import type { Reply } from '../contracts/reply.js';
import { mayWrite } from '../policy/index.js';
import { outcomeDraft } from '../registry/render.js';
import type { HomeSections } from './home-sections.js';
import type { HostDeps } from './host.js';
import { decorated, planReply } from './operation-reply.js';

/** How far back an operation that ended badly still asks for attention. */
const ATTENTION_MS = 24 * 60 * 60_000;
const LOOKED_BACK = 50;

/** What concerns this person now: what they run, what waits for their approval, what went wrong or waits for their word. */
export async function home(
  deps: Pick<HostDeps, 'registry' | 'identity' | 'ledger' | 'ports' | 'clock' | 'sandbox' | 'approvalMs'> & {
    readonly sections: HomeSections;
  },
  actor: ActorRef,
  locale: Locale,
): Promise<Home> {
  const person = await deps.identity.resolve(actor);
  if (!person.known) return { running: [], approvals: [], attention: [] };
  const { tenant, id } = person;
  const sections = deps.sections({ tenant, locale, platform: actor.platform });
  const open = await deps.ledger.operationsIn(
    ['awaiting_confirmation', 'awaiting_approval', 'cleared', 'running', 'interrupted'],
    tenant,
  );
  const since = deps.clock.now() - ATTENTION_MS;
  const recent = await deps.ledger.recentOperations({ tenant, since, limit: LOOKED_BACK });
  const own = open.filter((operation) => operation.person === id);
  const spoken = (operation: Operation): Reply => planReply(deps, operation);
  const approvable = open.filter(
    ({ status, person: asker, plan }) =>
      status === 'awaiting_approval' &&
      asker !== id &&
      mayWrite(person, actor, deps.ports.catalogue.environment(tenant, plan.environment)),
  );
  const unsettled = recent.filter(
    ({ status, person: asker }) => asker === id && (status === 'failed' || status === 'outcome_unknown'),
  );
  return {
    running: own.filter(({ status }) => status === 'cleared' || status === 'running').map(spoken),
    approvals: approvable.map(spoken),
    attention: [
      ...own
        .filter(({ status }) => status === 'awaiting_confirmation' || status === 'interrupted')
        .map(spoken),
      ...unsettled.map((operation) => ended(deps, operation)),
    ],
    sections: await sections,
  };
}

function ended(deps: Pick<HostDeps, 'registry' | 'sandbox' | 'approvalMs'>, operation: Operation): Reply {
  const { code, locale, plan, number } = operation;
  const params = { operation: number, service: plan.service, environment: plan.environment };
  return decorated(deps, operation, outcomeDraft(code, locale, params, 'danger'));
}
