import type { Adapter, AdapterContext, RunningAdapter } from '../../src/contracts/adapter.js';
import { capabilities } from './capabilities.js';
import { terminalSchema, type TerminalConfig } from './config.js';
import { TERMINAL } from './receive.js';
import { createSessions, type Sessions } from './send.js';

export { errorLines, systemCode } from './errors.js';
export { createLiveView, type LiveView } from './live.js';
export { typedMessage, type Typist } from './receive.js';
export { renderReply, type Screen } from './render.js';
export type { Sessions, Show } from './send.js';

/** The owner process's side of the terminals: they come in through its private socket. */
export interface RunningTerminal extends RunningAdapter {
  readonly sessions: Sessions;
}

/** Chat and single messages from this machine's command line. */
export const terminal = {
  id: TERMINAL,
  configuration: terminalSchema,
  capabilities,
  start: startTerminal,
} satisfies Adapter<TerminalConfig>;

function startTerminal({ host }: AdapterContext): Promise<RunningTerminal> {
  let unsubscribe: () => void = () => undefined;
  /** Subscribing again makes the outbox offer at once what waited for somebody to come. */
  const subscribe = () => {
    unsubscribe();
    unsubscribe = host.subscribe(TERMINAL, (delivery) => sessions.deliver(delivery));
  };
  const sessions = createSessions(subscribe);
  subscribe();
  return Promise.resolve({
    sessions,
    describe: () => 'terminal: coxswain chat, coxswain say "…"',
    stop: () => {
      unsubscribe();
      return Promise.resolve();
    },
  });
}
