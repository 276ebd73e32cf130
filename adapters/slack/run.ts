import { App, type Receiver } from '@slack/bolt';
import type { AdapterContext, RunningAdapter } from '../../src/contracts/adapter.js';
import { createApi } from './api.js';
import type { SlackConfig } from './config.js';
import { SLACK } from './conversation.js';
import { createForms } from './forms.js';
import { createHandOff } from './handoff.js';
import { createHomes } from './homes.js';
import { httpReceiver, SLACK_PATH } from './http.js';
import { createIntake } from './intake.js';
import { registerListeners } from './listeners.js';
import { slackLogger } from './logger.js';
import { findMe, type Me } from './me.js';
import { PATIENCE_MS } from './parts.js';
import { createPatience } from './patience.js';
import { createPeople } from './people.js';
import { remembered } from '../shared/remembered.js';
import { createDeliver } from './send.js';
import { openSocketReceiver } from './socket.js';

/** Connects the bot with a workspace. Throws ConfigurationError when Slack refuses the token. */
export async function startSlack(
  { host, memory, clock, log }: AdapterContext,
  config: SlackConfig,
): Promise<RunningAdapter> {
  const stopped = new AbortController();
  const api = createApi(config, { clock, log });
  const me = await findMe(api, { clock, log }, stopped.signal);
  const people = createPeople({ memory, clock, log }, api, async () => (await me.known).teamId);
  const forms = createForms(clock);
  const homes = createHomes({ host, api, people, clock, log });
  const threads = remembered<true>();
  const app = boltApp(config, me.known, log);
  registerListeners(app, {
    ...{ host, api, people, forms, homes, config, clock, log },
    patience: createPatience(clock, PATIENCE_MS, stopped.signal),
    intake: createIntake({ host, people, config, clock }),
    bot: async () => (await me.known).userId,
    isKnownThread: (channel, thread) => threads.get(`${channel} ${thread}`) === true,
  });
  const posted = (channel: string, thread: string | undefined, operation: boolean): void => {
    if (thread !== undefined) threads.set(`${channel} ${thread}`, true);
    if (operation) homes.changed();
  };
  const unsubscribe = host.subscribe(SLACK, createDeliver({ api, forms, people, log, posted }));
  const handOff = createHandOff({
    ...{ process: (event) => app.processEvent(event), stopped: stopped.signal, clock, log },
  });
  const ways = openWays(config, { handOff, clock, log });
  return {
    ...(ways.routes === undefined ? {} : { routes: ways.routes }),
    describe: () => describe(me.now, ways.routes !== undefined),
    async stop() {
      stopped.abort();
      homes.stop();
      unsubscribe();
      await ways.stop();
    },
  };
}

/** With an app token over Slack's socket, without over HTTP. */
function openWays(
  { appToken, apiUrl, signingSecret = '' }: SlackConfig,
  parts: Omit<Parameters<typeof httpReceiver>[0], 'signingSecret'>,
): { readonly routes?: NonNullable<RunningAdapter['routes']>; stop(): Promise<void> } {
  if (appToken !== undefined) return openSocketReceiver({ ...parts, appToken, apiUrl });
  const handler = httpReceiver({ ...parts, signingSecret });
  return { routes: [{ path: SLACK_PATH, handler }], stop: () => Promise.resolve() };
}

/** Bolt finds the listener for what came in; receiving and acknowledging is handoff.ts. */
function boltApp({ botToken, apiUrl }: SlackConfig, me: Promise<Me>, log: AdapterContext['log']): App {
  const receiver: Receiver = {
    init: () => undefined,
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  return new App({
    receiver,
    logger: slackLogger(log),
    // What was said is remembered in the ledger, and who may be heard is decided in receive.ts.
    convoStore: false,
    ignoreSelf: false,
    attachFunctionToken: false,
    clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
    authorize: async () => {
      const { userId, botId } = await me;
      return { botToken, botUserId: userId, ...(botId === undefined ? {} : { botId }) };
    },
  });
}

function describe(me: Me | undefined, http: boolean): string {
  const way = http ? `POST ${SLACK_PATH}` : 'Socket Mode';
  return me === undefined
    ? `slack: ${way}, Slack does not answer yet`
    : `slack: @${me.user} in ${me.team}, ${way}`;
}
