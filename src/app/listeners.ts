import { terminal, type RunningTerminal } from '../../adapters/terminal/index.js';
import type { Configuration } from '../../config/index.js';
import { PortError } from '../contracts/errors.js';
import { ENDED } from '../contracts/operation.js';
import type { Bot } from '../bot/index.js';
import type { RunningAdapter } from '../contracts/adapter.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { QueuePort } from '../contracts/ports/queue.js';
import type { PublicListener, PublicRoute } from '../http/index.js';
import type { Services } from '../socket/connection.js';
import { socketPath } from '../socket/path.js';
import { serveSocket, type SocketServer } from '../socket/server.js';

const IDLE_CHECK_MS = 50;

interface Served {
  readonly bot: Bot;
  readonly ledger: Ledger;
  readonly terminals: RunningTerminal;
  readonly sandbox: boolean;
  readonly microphone: Services['microphone'];
}

/** Where other invocations of the command line of this state folder come in. */
export function openSocket(configuration: Configuration, served: Served, log: Log): Promise<SocketServer> {
  const { bot, ledger, terminals, sandbox, microphone } = served;
  const services = {
    ...{ sandbox, microphone },
    platform: terminal.id,
    host: bot.host,
    operation: async (id: string) => {
      const operation = await ledger.operationById(id);
      // A moved ledger is still read, but what goes on can write nothing there and never ends.
      if (operation !== undefined && !ENDED.has(operation.status) && !(await ledger.healthy()))
        throw new PortError('ledger_down', 'the ledger can be read, but not written');
      return operation && { operation, steps: [...(await ledger.steps(id))] };
    },
    issueCode: async (person: string) => {
      const { id } = await bot.identity.resolve({ platform: terminal.id, id: person });
      return bot.identity.issueCode(id);
    },
    attach: terminals.sessions.attach,
  };
  return serveSocket(socketPath(configuration.home), services, log);
}

interface Listened {
  readonly ledger: Ledger;
  readonly queue: QueuePort;
  readonly adapters: readonly RunningAdapter[];
  readonly webhooks: readonly PublicRoute[];
}

/** Where the adapters' platforms come in: webhooks and health. */
export async function openListener(
  { http }: Configuration,
  { ledger, queue, adapters, webhooks }: Listened,
  log: Log,
): Promise<PublicListener> {
  const { startPublicListener } = await import('../http/index.js');
  const ready = async () => {
    const [ledgerAnswers, queueAnswers] = await Promise.all([ledger.healthy(), queue.healthy()]);
    return { ready: ledgerAnswers && queueAnswers, parts: { ledger: ledgerAnswers, queue: queueAnswers } };
  };
  const routes = [...adapters.flatMap((adapter) => adapter.routes ?? []), ...webhooks];
  return startPublicListener({ ...http, routes, ready, log });
}

/** Resolves once no other program is connected and no operation runs, seen twice in a row. */
export async function untilIdle(socket: SocketServer, bot: Bot, clock: Clock): Promise<void> {
  for (let quiet = 0; quiet < 2;) {
    await socket.idle();
    await clock.sleep(IDLE_CHECK_MS);
    quiet = bot.running() === 0 && socket.clients() === 0 ? quiet + 1 : 0;
  }
}
