import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderReply, terminal, typedMessage } from '../../../adapters/terminal/index.js';
import { capabilities } from '../../../adapters/terminal/capabilities.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { connectToOwner, type OwnerConnection } from '../../../src/socket/client.js';
import { serveSocket } from '../../../src/socket/server.js';
import type {
  AdapterDriver,
  DriverContext,
  PlayedPlatform,
  Said,
  Who,
} from '../../contracts/adapter/driver.js';

const SCREEN = { colors: false, fancy: true, width: 400 };
const CONVERSATION = 'ops';

/** The terminal: two people of one machine in one conversation, each connected to the owner process's socket. */
export const terminalDriver: AdapterDriver = {
  id: terminal.id,
  capabilities,
  actors: { ada: { platform: terminal.id, id: 'ada' }, mina: { platform: terminal.id, id: 'mina' } },
  conversation: { platform: terminal.id, id: CONVERSATION, tenant: 'default' },
  start,
};

async function start(context: DriverContext): Promise<PlayedPlatform> {
  const { host, clock, log } = context;
  const folder = await mkdtemp(join(tmpdir(), 'coxswain-terminal-'));
  const path = join(folder, 'socket');
  const running = await terminal.start(context);
  const server = await serveSocket(
    path,
    {
      ...{ sandbox: true, platform: terminal.id, host },
      operation: () => Promise.resolve(undefined),
      issueCode: () => Promise.resolve(''),
      microphone: () => Promise.reject(new Error('nobody speaks here')),
      attach: running.sessions.attach,
    },
    log,
  );
  const away = { is: false };
  const people = { ada: await open(path, away), mina: await open(path, away) };
  let last = 0;
  const send = (who: Who, text: string, id: string): Said => {
    const message = typedMessage({ user: who, conversation: CONVERSATION }, text, id, clock.now());
    const taken = people[who].connection.send(message).then(
      ({ answer }) => {
        // As the command line does: an answer that made no operation may come before its delivery.
        if (answer !== null && answer.operation === undefined)
          people[who].replies.set(`event:terminal:${id}`, answer.reply);
        return true;
      },
      () => false,
    );
    return { who, text, id, taken };
  };
  const say = (who: Who, text: string): Said => send(who, text, `line-${(last += 1)}`);
  return {
    say,
    redeliver: ({ who, text, id }) => send(who, text, id),
    press: async (who, label) => {
      const offered = [...people[who].replies.values()].flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : [])),
      );
      const action = offered.findLast((each) => each.label === label);
      if (action === undefined) throw new Error(`nothing offers "${label}" to ${who}`);
      await say(who, action.say).taken;
    },
    answer: async (who, value) => {
      await say(who, value).taken;
    },
    seen: (who) => [...people[who].replies.values()].map((reply) => renderReply(reply, SCREEN).join('\n')),
    files: () => [],
    outage: (on) => {
      away.is = on;
    },
    stop: async () => {
      for (const { connection } of Object.values(people)) connection.close();
      await server.stop();
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Terminal {
  readonly connection: OwnerConnection;
  /** What is on the screen, by key; a newer version is drawn in the older one's place. */
  readonly replies: Map<string, Reply>;
}

async function open(path: string, away: { readonly is: boolean }): Promise<Terminal> {
  const replies = new Map<string, Reply>();
  const connection = await connectToOwner(path, CONVERSATION, ({ key, reply }) => {
    if (away.is) return false;
    replies.set(key, reply);
    return true;
  });
  if (connection === undefined) throw new Error('nobody listens on the socket');
  return { connection, replies };
}
