import { onTestFinished } from 'vitest';
import { teamsSchema } from '../../../adapters/teams/config.js';
import { teams as teamsAdapter } from '../../../adapters/teams/index.js';
import type { AdapterContext } from '../../../src/contracts/adapter.js';
import { systemClock } from '../../../src/clock.js';
import type { InboundMessage } from '../../../src/contracts/message.js';
import type { Deliver, Delivery, Host, Receipt } from '../../../src/contracts/ports/host.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { startPublicListener } from '../../../src/http/index.js';
import { around } from '../../fakes/around.js';
import { recordingLog } from '../../fakes/log.js';
import { FakeTeams, PEOPLE } from '../../fakes/teams.js';

interface BareOptions {
  readonly receive?: (message: InboundMessage) => Promise<Receipt>;
  readonly host?: Partial<Host>;
  readonly context?: Partial<AdapterContext>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** A tenant that is there already. */
  readonly teams?: FakeTeams;
}

/** The adapter with the real SDK, in front of a host that only notes what it is given. */
export async function startBare(options: BareOptions = {}) {
  const teams = options.teams ?? (await FakeTeams.start());
  const log = recordingLog();
  const received: InboundMessage[] = [];
  const subscribed: { deliver?: Deliver } = {};
  const host: Host = {
    receive: async (message) => {
      received.push(message);
      return options.receive?.(message) ?? { duplicate: false, answer: Promise.resolve(undefined) };
    },
    options: () => Promise.resolve([]),
    home: () => Promise.resolve({ running: [], approvals: [], attention: [] }),
    vocabulary: () => [],
    commands: () => [],
    aloud: (text) => text,
    news: () => Promise.resolve({ items: [], cursor: '' }),
    subscribe: (_platform, deliver) => {
      subscribed.deliver = deliver;
      return () => undefined;
    },
    ...options.host,
  };
  const config = teamsSchema.parse({ development: true, serviceUrl: teams.url, ...options.config });
  const adapter = await teamsAdapter.start(
    { host, ...around(), clock: systemClock, log, ...options.context },
    config,
  );
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  teams.botUrl = listener.url;
  onTestFinished(async () => {
    await listener.stop();
    await adapter.stop();
    if (options.teams === undefined) await teams.stop();
  });
  /** Shows a reply to Ada in a conversation, as the outbox does. */
  const show = (reply: Reply, change: Partial<Delivery> = {}): Promise<string | undefined> => {
    const delivery: Delivery = {
      ...{ key: 'event:1', revision: 1, reply, final: true },
      conversation: { platform: 'teams', id: `a:${PEOPLE.ada}`, tenant: 'default' },
      actor: { platform: 'teams', id: PEOPLE.ada },
      ...change,
    };
    return subscribed.deliver?.(delivery) ?? Promise.reject(new Error('not subscribed'));
  };
  return { teams, received, show, log, adapter };
}
