import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookRoutes } from '../../src/app/webhooks.js';
import type { DeliveryStore } from '../../src/contracts/ports/ledger.js';
import type { PushedRun } from '../../src/contracts/pushed-run.js';
import { PortError } from '../../src/contracts/errors.js';
import { startPublicListener } from '../../src/http/index.js';
import { createBoard } from '../../src/http/webhooks/board.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { eventually, givenSandbox, realClock, silent } from '../sandbox/world.js';

const SECRET = 'placeholder-of-github';
const TOKEN = 'placeholder-of-jenkins';
const RUN_URL = 'https://github.shop.local/shop/checkout/actions/runs/7';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** The listener that ships, with its webhooks, over a ledger in a folder. */
async function given(
  options: { home?: string; store?: DeliveryStore; secrets?: object; most?: number } = {},
) {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'coxswain-webhooks-'));
  if (options.home === undefined) open.push(() => rmSync(home, { recursive: true, force: true }));
  const ledger = createLedger(await openDatabase({ home }), realClock);
  const board = createBoard(silent, options.most);
  const secrets = options.secrets ?? { github: SECRET, jenkins: TOKEN };
  const routes = webhookRoutes(secrets, { store: options.store ?? ledger, board, log: silent });
  const ready = async () => ({ ready: true, parts: {} });
  const listener = await startPublicListener({ host: '127.0.0.1', port: 0, routes, ready, log: silent });
  const stop = async () => {
    await listener.stop();
    await ledger.close();
  };
  open.push(() => stop().catch(() => undefined));
  return { url: listener.url, board, home, stop };
}

interface Told {
  readonly id?: number;
  readonly attempt?: number;
  readonly status?: string;
  readonly conclusion?: string | null;
  readonly at?: string;
}
const runEvent = ({ id = 7, attempt = 1, status = 'completed', conclusion = null, at }: Told): string =>
  JSON.stringify({
    action: status,
    repository: { full_name: 'shop/checkout' },
    workflow_run: {
      ...{
        id,
        name: 'CI',
        head_branch: 'main',
        head_sha: 'a'.repeat(40),
        run_attempt: attempt,
        status,
        conclusion,
      },
      ...{ updated_at: at ?? '2026-11-22T12:00:00Z', actor: { login: 'mina-kim' } },
      html_url: `https://github.shop.local/shop/checkout/actions/runs/${id}`,
    },
  });
const signed = (body: string, secret = SECRET): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const headersFor = (body: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...{
    'content-type': 'application/json',
    'x-github-event': 'workflow_run',
    'x-github-delivery': randomUUID(),
  },
  ...{ 'x-hub-signature-256': signed(body), ...more },
});
async function post(url: string, body: string, headers: Record<string, string>): Promise<[number, unknown]> {
  const answer = await fetch(url, { method: 'POST', body, headers });
  return [answer.status, await answer.json()];
}
const github = ({ url }: { url: string }, told: Told, more: Record<string, string> = {}) => {
  const body = runEvent(told);
  return post(`${url}/github/webhooks`, body, headersFor(body, more));
};

describe('webhooks of GitHub [PIPE-7]', () => {
  it('a signed one is taken: the newest state of its run is known', async () => {
    const it = await given();
    expect(await github(it, { conclusion: 'failure' })).toEqual([202, { state: 'taken' }]);
    expect(it.board.latest(RUN_URL)).toMatchObject({
      ...{ system: 'github', state: 'failed', source: 'shop/checkout', name: 'CI', branch: 'main' },
      ...{ author: 'mina-kim', attempt: 1, at: Date.parse('2026-11-22T12:00:00Z') },
    });
  });

  const body = runEvent({ conclusion: 'success' });
  it.each([
    ['unsigned', { 'x-hub-signature-256': '' }],
    ['signed with another secret', { 'x-hub-signature-256': signed(body, 'guessed') }],
    ['signed for another body', { 'x-hub-signature-256': signed(`${body} `) }],
    ['with a signature cut short', { 'x-hub-signature-256': signed(body).slice(0, 40) }],
    [
      'with the old SHA-1 signature alone',
      { 'x-hub-signature-256': '', 'x-hub-signature': `sha1=${'a'.repeat(40)}` },
    ],
  ])('one that is %s is refused without a reason', async (_name, forged) => {
    const it = await given();
    const answer = await post(`${it.url}/github/webhooks`, body, headersFor(body, forged));
    expect(answer).toEqual([401, { error: 'unauthorized' }]);
    expect(it.board.latest(RUN_URL)).toBeUndefined();
  });

  it('without a secret there is no such place', async () => {
    const it = await given({ secrets: {} });
    expect((await github(it, {}))[0]).toBe(404);
    expect((await post(`${it.url}/jenkins/webhooks`, '{}', {}))[0]).toBe(404);
  });

  it('one that was delivered before is ignored, after a restart too', async () => {
    const first = await given();
    const again = { 'x-github-delivery': 'd-1' };
    expect(await github(first, { status: 'in_progress' }, again)).toEqual([202, { state: 'taken' }]);
    expect(await github(first, { conclusion: 'success' })).toEqual([202, { state: 'taken' }]);
    expect(await github(first, { status: 'in_progress' }, again)).toEqual([202, { state: 'known' }]);
    expect(first.board.latest(RUN_URL)?.state).toBe('succeeded');
    await first.stop();
    const second = await given({ home: first.home });
    expect(await github(second, { status: 'in_progress' }, again)).toEqual([202, { state: 'known' }]);
    expect(second.board.latest(RUN_URL)).toBeUndefined();
  });

  it('one that comes twice at once is taken once', async () => {
    const it = await given();
    const twice = Array.from({ length: 8 }, () => github(it, {}, { 'x-github-delivery': 'd-2' }));
    const states = (await Promise.all(twice)).map(([, answer]) => JSON.stringify(answer)).toSorted();
    expect(states.filter((each) => each.includes('taken'))).toHaveLength(1);
  });

  it('with the database away the status is taken all the same', async () => {
    const away = () => Promise.reject(new PortError('ledger_down', 'no database'));
    const it = await given({ store: { admitDeliveries: away } });
    expect(await github(it, { conclusion: 'success' })).toEqual([202, { state: 'taken' }]);
    expect(it.board.latest(RUN_URL)?.state).toBe('succeeded');
  });

  it('out of order the end stays the end, and a new attempt begins anew', async () => {
    const it = await given();
    const state = () => it.board.latest(RUN_URL)?.state;
    await github(it, { conclusion: 'failure', at: '2026-11-22T12:00:05Z' });
    await github(it, { status: 'in_progress', at: '2026-11-22T12:00:05Z' });
    await github(it, { status: 'queued', at: '2026-11-22T12:00:01Z' });
    expect(state()).toBe('failed');
    await github(it, { attempt: 2, status: 'in_progress', at: '2026-11-22T12:00:04Z' });
    expect(state()).toBe('running');
  });

  it('other events, forms, nonsense and floods have their answers', async () => {
    const it = await given();
    expect(await github(it, {}, { 'x-github-event': 'ping' })).toEqual([202, { state: 'ignored' }]);
    const form = new URLSearchParams({ payload: runEvent({ conclusion: 'success' }) }).toString();
    const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
    const place = `${it.url}/github/webhooks`;
    expect(await post(place, form, headersFor(form, asForm))).toEqual([202, { state: 'taken' }]);
    for (const nonsense of ['{', '{}', '[]', 'null', ''])
      expect((await post(place, nonsense, headersFor(nonsense)))[0]).toBe(400);
    const large = 'x'.repeat(6 * 1024 * 1024);
    expect(await tooLarge(place, large)).toBe(413);
    expect((await fetch(place)).status).toBe(405);
  });
});

/** The listener may hang up while the rest of the body is still sent: what it answered is read all the same. */
function tooLarge(url: string, body: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const sent = request(url, { method: 'POST', headers: headersFor(body) }, (answer) => {
      resolve(answer.statusCode);
      answer.resume();
    });
    sent.on('error', () => resolve(undefined));
    sent.end(body);
  });
}

describe('notices of Jenkins [PIPE-7]', () => {
  const notice = (phase: string, status?: string): string =>
    JSON.stringify({
      ...{ name: 'main', url: 'job/shop/job/checkout/job/feature%252Fgift-cards/' },
      build: {
        ...{
          number: 12,
          phase,
          status,
          timestamp: 1_795_300_000_000,
          scm: { branch: 'origin/feature/gift-cards', culprits: ['mina', 'bob'] },
        },
        full_url: 'https://ci.shop.local/job/shop/job/checkout/job/feature%252Fgift-cards/12/',
      },
    });
  const URL_OF_IT = 'https://ci.shop.local/job/shop/job/checkout/job/feature%252Fgift-cards/12/';

  it('with the token, in a header or in the address, they are taken', async () => {
    const it = await given();
    const place = `${it.url}/jenkins/webhooks`;
    const bearer = { authorization: `Bearer ${TOKEN}` };
    expect(await post(place, notice('STARTED'), bearer)).toEqual([202, { state: 'taken' }]);
    expect(await post(`${place}?token=${TOKEN}`, notice('COMPLETED', 'FAILURE'), {})).toEqual([
      202,
      { state: 'taken' },
    ]);
    expect(await post(place, notice('STARTED'), bearer)).toEqual([202, { state: 'known' }]);
    expect(it.board.latest(URL_OF_IT)).toMatchObject({
      ...{ state: 'failed', source: 'shop/checkout/feature%2Fgift-cards', branch: 'feature/gift-cards' },
      ...{ author: 'mina, bob', authors: ['mina', 'bob'] },
    });
  });

  it.each([
    ['no token', '', {}],
    ['a wrong one', '', { authorization: 'Bearer guessed' }],
    ['GitHub’s secret', `?token=${SECRET}`, {}],
  ])('with %s they are refused', async (_name, query, headers) => {
    const it = await given();
    expect(await post(`${it.url}/jenkins/webhooks${query}`, notice('STARTED'), headers)).toEqual([
      401,
      { error: 'unauthorized' },
    ]);
  });
});

describe('a flood of webhooks [PIPE-7]', () => {
  const RUNS = 50;
  const STATES = 60;

  it('3,000 at once over 50 runs are all taken: the last state of each is heard, memory is bounded', async () => {
    const it = await given({ most: 40 });
    const heard = new Map<string, PushedRun>();
    it.board.subscribe((run) => heard.set(run.url, run));
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    open.push(() => agent.destroy());
    const send = (told: Told): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const body = runEvent(told);
        const options = { method: 'POST', agent, headers: headersFor(body) };
        const sent = request(`${it.url}/github/webhooks`, options, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode));
        });
        sent.on('error', reject).end(body);
      });
    const began = Date.now();
    const all: Promise<number | undefined>[] = [];
    for (let step = 1; step <= STATES; step++)
      for (let id = 1; id <= RUNS; id++) {
        const last = step === STATES;
        const at = new Date(Date.parse('2026-11-22T12:00:00Z') + step * 1_000).toISOString();
        const ending = { status: 'completed', conclusion: id % 2 === 0 ? 'success' : 'failure' };
        all.push(send({ id, at, ...(last ? ending : { status: 'in_progress' }) }));
      }
    const statuses = await Promise.all(all);
    const perSecond = (all.length / (Date.now() - began)) * 1_000;
    process.stdout.write(`webhooks taken a second: ${Math.round(perSecond)}\n`);
    expect(new Set(statuses)).toEqual(new Set([202]));
    await eventually(
      async () => heard.size,
      (size) => size === RUNS,
    );
    const wrong = [...heard.values()].filter(
      ({ state, url }) => state !== (Number(url.split('/').at(-1)) % 2 === 0 ? 'succeeded' : 'failed'),
    );
    expect(wrong).toEqual([]);
    const remembered = Array.from({ length: RUNS }, (_, index) =>
      it.board.latest(`https://github.shop.local/shop/checkout/actions/runs/${index + 1}`),
    ).filter((run) => run !== undefined);
    expect(remembered).toHaveLength(40);
  });
});

describe('the simulated GitHub [PIPE-7]', () => {
  it('pushes each step of a run, signed', async () => {
    const it = await given();
    const started = await givenSandbox({ pace: 0.05 });
    const { sandbox } = started;
    open.push(() => started.cleanUp());
    const states: string[] = [];
    it.board.subscribe((run) => states.push(`${run.branch ?? ''} ${run.state}`));
    sandbox.pushTo({ url: `${it.url}/github/webhooks`, secret: SECRET });
    const push = { service: 'checkout', message: 'Say thank you' };
    const at = `${sandbox.url}/sandbox/push`;
    await fetch(at, { method: 'POST', body: JSON.stringify(push) });
    await eventually(
      async () => states,
      (all) => all.at(-1) === 'main succeeded',
    );
    expect(new Set(states)).toEqual(new Set(['main queued', 'main running', 'main succeeded']));
  });

  it('sends to this machine only', async () => {
    const started = await givenSandbox({ pace: 0.05 });
    const { sandbox } = started;
    open.push(() => started.cleanUp());
    expect(() => sandbox.pushTo({ url: 'https://example.com/hook', secret: SECRET })).toThrow(
      'this machine only',
    );
  });
});
