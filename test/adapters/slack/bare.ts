import { onTestFinished } from 'vitest';
import { slackSchema } from '../../../adapters/slack/config.js';
import { slack as slackAdapter } from '../../../adapters/slack/index.js';
import { systemClock } from '../../../src/clock.js';
import type { InboundMessage } from '../../../src/contracts/message.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { Deliver, Host, Receipt } from '../../../src/contracts/ports/host.js';
import { startPublicListener } from '../../../src/http/index.js';
import { FakeSlack, SECRET } from '../../fakes/slack.js';
import { around } from '../../fakes/around.js';
import { recordingLog } from '../../fakes/log.js';

interface BareOptions {
  readonly receive?: (message: InboundMessage) => Promise<Receipt>;
  readonly options?: Host['options'];
  readonly clock?: Clock;
  readonly slack?: Readonly<Record<string, unknown>>;
}

/** The adapter with the real Bolt app, in front of a host that only notes what it is given. */
export async function startBare(options: BareOptions = {}) {
  const slack = await FakeSlack.start();
  const log = recordingLog();
  for (const user of ['UADA', 'UMINA']) slack.workspace.users.set(user, { name: user });
  const received: InboundMessage[] = [];
  const subscribed: { deliver?: Deliver } = {};
  const host: Host = {
    receive: async (message) => {
      received.push(message);
      return options.receive?.(message) ?? { duplicate: false, answer: Promise.resolve(undefined) };
    },
    options: options.options ?? (() => Promise.resolve([])),
    home: () => Promise.resolve({ running: [], approvals: [], attention: [] }),
    vocabulary: () => [],
    commands: () => [],
    aloud: (text) => text,
    news: () => Promise.resolve({ items: [], cursor: '' }),
    subscribe: (_platform, deliver) => {
      subscribed.deliver = deliver;
      return () => undefined;
    },
  };
  const clock = options.clock ?? systemClock;
  const config = slackSchema.parse({
    botToken: 'xoxb-1-test',
    apiUrl: slack.apiUrl,
    signingSecret: SECRET,
    ...options.slack,
  });
  const adapter = await slackAdapter.start({ host, ...around(), clock, log }, config);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  slack.botUrl = listener.url;
  onTestFinished(async () => {
    await listener.stop();
    await adapter.stop();
    await slack.stop();
  });
  const deliver: Deliver = (delivery) =>
    subscribed.deliver?.(delivery) ?? Promise.reject(new Error('not subscribed'));
  return { slack, workspace: slack.workspace, received, deliver, log, adapter };
}
