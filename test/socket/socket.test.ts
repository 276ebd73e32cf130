import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createOwnerLink, type OwnedBot } from '../../src/commands/owner-link.js';
import { typedMessage } from '../../adapters/terminal/index.js';
import type { InboundMessage } from '../../src/contracts/message.js';
import type { Delivery } from '../../src/contracts/ports/host.js';
import { replySchema } from '../../src/contracts/reply.js';
import { connectToOwner } from '../../src/socket/client.js';
import type { Services, ShowThere } from '../../src/socket/connection.js';
import { socketPath } from '../../src/socket/path.js';
import { serveSocket, type SocketServer } from '../../src/socket/server.js';
import { StoreBusyError } from '../../src/store/errors.js';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const newPath = () => join(mkdtempSync(join(tmpdir(), 'coxswain-socket-')), 'socket');
const hello = (eventId = 'e1') => typedMessage({ user: 'ann', conversation: 'ann' }, 'hello', eventId, 0);
const reply = replySchema.parse({
  code: 'answered',
  locale: 'en',
  tone: 'info',
  title: 'Hello, Ann',
  blocks: [],
  speech: '',
});
const delivery: Delivery = {
  key: 'op:1',
  revision: 3,
  conversation: hello().conversation,
  actor: hello().actor,
  reply,
  final: true,
};

/** An owner that greets, and remembers what it heard. */
function greeter(change: Partial<Services> = {}) {
  const heard: InboundMessage[] = [];
  const open = new Map<string, ShowThere>();
  const services: Services = {
    sandbox: true,
    platform: 'terminal',
    host: {
      receive: (message) => {
        const duplicate = heard.some(({ eventId }) => eventId === message.eventId);
        heard.push(message);
        return Promise.resolve({ duplicate, answer: Promise.resolve({ reply }) });
      },
      vocabulary: () => ['checkout'],
      commands: () => [{ intent: 'deploy', usage: 'deploy <service>', summary: 'deploys' }],
    },
    operation: () => Promise.resolve(undefined),
    issueCode: (person) => Promise.resolve(`code of ${person}`),
    microphone: () => Promise.resolve({ url: 'http://127.0.0.1:41234', token: 'a token' }),
    attach: (conversation, show) => {
      open.set(conversation, show);
      return () => open.delete(conversation);
    },
    ...change,
  };
  return { services, heard, open };
}

const servers: SocketServer[] = [];
async function serve(path: string, services: Services): Promise<SocketServer> {
  const server = await serveSocket(path, services, silent);
  servers.push(server);
  return server;
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

describe('the private socket', () => {
  it('is for this user only', async () => {
    const path = newPath();
    await serve(path, greeter().services);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  });

  it('answers messages, questions for words, operations and codes', async () => {
    const path = newPath();
    const { services, heard } = greeter();
    await serve(path, services);
    const owner = await connectToOwner(path, 'ann', () => true);
    expect(owner?.sandbox).toBe(true);
    expect((await owner?.send(hello()))?.answer?.reply.title).toBe('Hello, Ann');
    expect(await owner?.words('en')).toMatchObject({
      vocabulary: ['checkout'],
      commands: [{ intent: 'deploy' }],
    });
    expect(await owner?.operation('none')).toBeUndefined();
    expect(await owner?.code('ann')).toBe('code of ann');
    expect(await owner?.microphone()).toEqual({ url: 'http://127.0.0.1:41234', token: 'a token' });
    expect(heard).toHaveLength(1);
    owner?.close();
  });

  it('hands a delivery over only when the other side has shown it', async () => {
    const path = newPath();
    const { services, open } = greeter();
    await serve(path, services);
    let willing = false;
    const owner = await connectToOwner(path, 'ann', () => willing);
    await expect(open.get('ann')?.(delivery, false)).rejects.toThrow('not shown');
    willing = true;
    await expect(open.get('ann')?.(delivery, false)).resolves.toBeUndefined();
    owner?.close();
  });

  it('fails what was not shown when the terminal closes', async () => {
    const path = newPath();
    const { services, open } = greeter();
    await serve(path, services);
    const owner = await connectToOwner(path, 'ann', () => new Promise(() => undefined));
    const shown = open.get('ann')?.(delivery, false);
    owner?.close();
    await expect(shown).rejects.toThrow('the terminal was closed');
  });

  it('fails at once what is offered to a terminal that closed, so that nothing waits for it', async () => {
    const path = newPath();
    const { services, open } = greeter();
    await serve(path, services);
    const owner = await connectToOwner(path, 'ann', () => new Promise(() => undefined));
    const show = open.get('ann');
    owner?.close();
    await expect(show?.(delivery, false)).rejects.toThrow('the terminal was closed');
    await expect(show?.(delivery, true)).rejects.toThrow('the terminal was closed');
  });

  it('lets nobody speak for another platform', async () => {
    const path = newPath();
    const { services, heard } = greeter();
    await serve(path, services);
    const owner = await connectToOwner(path, 'ann', () => true);
    const forged = { ...hello(), actor: { platform: 'slack', id: 'U1' } };
    await expect(owner?.send(forged)).rejects.toThrow('slack:U1 cannot speak through the terminal');
    expect(heard).toHaveLength(0);
    owner?.close();
  });

  it.each(['not json', '{"type":"shutdown"}', '[]'])('closes on what is no request: %s', async (line) => {
    const path = newPath();
    await serve(path, greeter().services);
    const socket = connect(path);
    socket.write(`${line}\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(socket.destroyed).toBe(true);
  });

  it('says that a failed request failed, and goes on', async () => {
    const path = newPath();
    await serve(path, greeter({ issueCode: () => Promise.reject(new Error('the ledger is down')) }).services);
    const owner = await connectToOwner(path, 'ann', () => true);
    await expect(owner?.code('ann')).rejects.toThrow('the ledger is down');
    expect((await owner?.send(hello()))?.answer?.reply.title).toBe('Hello, Ann');
    owner?.close();
  });
});

describe('finding the owner', () => {
  it('nobody listens: there is none', async () => {
    expect(await connectToOwner(newPath(), 'ann', () => true)).toBeUndefined();
  });

  it('a socket that a killed process left behind is replaced', async () => {
    const path = newPath();
    writeFileSync(path, '');
    await serve(path, greeter().services);
    const owner = await connectToOwner(path, 'ann', () => true);
    expect(owner).toBeDefined();
    owner?.close();
  });

  it('a living owner is not replaced', async () => {
    const path = newPath();
    await serve(path, greeter().services);
    await expect(serveSocket(path, greeter().services, silent)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a path too long for a socket becomes a short one in a private folder, the same every time', () => {
    const home = `/${'very-long-folder/'.repeat(12)}state`;
    const path = socketPath(home, '/tmp');
    expect(Buffer.byteLength(path)).toBeLessThanOrEqual(100);
    expect(path).toBe(socketPath(home, '/tmp'));
    expect(path).not.toBe(socketPath(`${home}2`, '/tmp'));
    expect(socketPath('/srv/bot')).toBe('/srv/bot/socket');
  });
});

describe('a command', () => {
  const linkTo = (socket: string, own: () => Promise<OwnedBot>) =>
    createOwnerLink({ socket, conversation: 'ann', show: () => true, own, clock: systemClock });

  it('becomes the owner when there is none', async () => {
    const path = newPath();
    const { services, heard } = greeter();
    let stopped = false;
    const link = linkTo(path, async () => {
      const server = await serve(path, services);
      return { idle: () => server.idle(), stop: async () => void (stopped = true) };
    });
    await link.send(hello());
    await link.leave(true);
    expect(heard).toHaveLength(1);
    expect(stopped).toBe(true);
  });

  it('that loses the race for the state folder becomes a client', async () => {
    const path = newPath();
    const { services, heard } = greeter();
    const link = linkTo(path, async () => {
      await serve(path, services);
      throw new StoreBusyError('ledger.db');
    });
    await link.send(hello());
    await link.leave(true);
    expect(heard).toHaveLength(1);
  });

  it('says the same message again to the successor of an owner that went away', async () => {
    const path = newPath();
    const first = greeter({
      host: { receive: () => new Promise(() => undefined), vocabulary: () => [], commands: () => [] },
    });
    const second = greeter();
    const server = await serve(path, first.services);
    const link = linkTo(path, async () => {
      await serve(path, second.services);
      return { idle: () => Promise.resolve(), stop: () => Promise.resolve() };
    });
    await link.sandbox();
    const answered = link.send(hello('kept'));
    await server.stop();
    expect((await answered).answer?.reply.title).toBe('Hello, Ann');
    expect(second.heard.map(({ eventId }) => eventId)).toEqual(['kept']);
    await link.leave(true);
  });

  it('gives up at once on a problem that waiting does not solve', async () => {
    const link = linkTo(newPath(), () => Promise.reject(new Error('the disk is full')));
    await expect(link.send(hello())).rejects.toThrow('the disk is full');
    await link.leave(true);
  });
});
