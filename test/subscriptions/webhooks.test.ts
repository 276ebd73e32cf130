import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { webhookRoutes } from '../../src/app/webhooks.js';
import { createBoard } from '../../src/http/webhooks/board.js';
import { startPublicListener } from '../../src/http/index.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createRegistry } from '../../src/registry/index.js';
import { openDatabase } from '../../src/store/index.js';
import { createWatcher } from '../../src/subscriptions/watcher.js';
import { eventually, givenSandbox, realClock, silent } from '../sandbox/world.js';

const SECRET = 'a secret of the test';

it('a run that the simulated GitHub pushes, signed, is told in one message until it ends', async () => {
  const home = mkdtempSync(join(tmpdir(), 'coxswain-subscribed-'));
  const ledger = createLedger(await openDatabase({ home }), realClock);
  const board = createBoard(silent);
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log: silent },
    routes: webhookRoutes({ github: SECRET }, { store: ledger, board, log: silent }),
    ready: async () => ({ ready: true, parts: {} }),
  });
  const started = await givenSandbox({ pace: 0.05 });
  const { sandbox } = started;
  const watcher = createWatcher({
    ...{ store: ledger, pushes: board, registry: createRegistry([]), sandbox: { on: true } },
    ...{ clock: realClock, log: silent },
    catalogue: { services: () => sandbox.services },
    identity: {
      resolve: ({ id }) =>
        Promise.resolve({ id, display: id, tenant: 'default', known: true, admin: false, guest: false }),
    },
  });
  onTestFinished(async () => {
    await watcher.stop();
    await started.cleanUp();
    await listener.stop();
    await ledger.close();
    rmSync(home, { recursive: true });
  });
  await ledger.addSubscription({
    ...{ id: 'event:1', tenant: 'default', locale: 'en', createdAt: Date.now() },
    condition: {
      all: [
        { field: 'service', value: 'checkout' },
        { field: 'branch', value: 'main' },
      ],
    },
    conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
    owner: { person: 'ada', actor: { platform: 'slack', id: 'ada' } },
  });
  watcher.start();
  sandbox.pushTo({ url: `${listener.url}/github/webhooks`, secret: SECRET });
  const push = { service: 'checkout', message: 'Say thank you' };
  await fetch(`${sandbox.url}/sandbox/push`, { method: 'POST', body: JSON.stringify(push) });
  const [message, ...others] = await eventually(
    () => ledger.undelivered('slack', 10),
    (all) => all[0]?.final === true,
  );
  expect(others).toEqual([]);
  expect(message?.revision).toBeGreaterThan(1);
  expect(message?.reply).toMatchObject({ title: 'checkout: the pipeline succeeded', sandbox: true });
});
