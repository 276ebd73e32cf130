import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { PEOPLE, FakeTeams, chatOf } from '../../fakes/teams.js';
import { TokenIssuer } from '../../fakes/token-issuer.js';
import { startBare } from './bare.js';

const APP = '99999999-9999-4999-8999-999999999999';
const ISSUER = 'https://api.botframework.com';

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
});
afterAll(() => issuer.stop());

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;
const claims = (serviceUrl: string) => ({
  iss: ISSUER,
  aud: APP,
  serviceurl: serviceUrl,
  nbf: inSeconds(-60),
  exp: inSeconds(3600),
});
type Claims = ReturnType<typeof claims>;
const without = (whole: Claims, name: keyof Claims): Record<string, unknown> =>
  Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const bearer = async (token: Promise<string> | string): Promise<string> => `Bearer ${await token}`;

/** Every kind of bad `Authorization` header; undefined: there is none. */
const BAD: Readonly<Record<string, (whole: Claims) => string | undefined | Promise<string | undefined>>> = {
  'no header': () => undefined,
  'an empty header': () => '',
  'a scheme without a token': () => 'Bearer',
  'basic authentication': () => `Basic ${Buffer.from('bot:password').toString('base64')}`,
  'a token without its scheme': (whole) => issuer.sign(whole),
  'a scheme in small letters': async (whole) => `bearer ${await issuer.sign(whole)}`,
  'two tokens': async (whole) => `${await bearer(issuer.sign(whole))} ${await issuer.sign(whole)}`,
  'no token at all': () => 'Bearer not.a.token',
  'two parts only': async (whole) => bearer((await issuer.sign(whole)).split('.').slice(0, 2).join('.')),
  'a very long token': () => `Bearer ${'a'.repeat(12_000)}.b.c`,
  'a payload that is no JSON': async (whole) => {
    const [head = '', , signature = ''] = (await issuer.sign(whole)).split('.');
    return bearer(`${head}.${Buffer.from('hello').toString('base64url')}.${signature}`);
  },
  'an unsigned token': (whole) => bearer(`${encoded({ alg: 'none', kid: 'teams' })}.${encoded(whole)}.`),
  'an unsigned token with a signature': (whole) =>
    bearer(`${encoded({ alg: 'none', kid: 'teams' })}.${encoded(whole)}.c2ln`),
  'a token signed with the public key as a secret': (whole) => {
    const signed = `${encoded({ alg: 'HS256', kid: 'teams' })}.${encoded(whole)}`;
    return bearer(`${signed}.${createHmac('sha256', issuer.publicKey()).update(signed).digest('base64url')}`);
  },
  'a key that nobody published': (whole) => bearer(issuer.sign(whole, 'secret')),
  'another key under the name of a published one': (whole) =>
    bearer(issuer.sign(whole, 'secret', { kid: 'teams' })),
  'no key named': async (whole) => {
    const [, payload = '', signature = ''] = (await issuer.sign(whole)).split('.');
    return bearer(`${encoded({ alg: 'RS256', typ: 'JWT' })}.${payload}.${signature}`);
  },
  'a key of another channel': (whole) => bearer(issuer.sign(whole, 'other')),
  'a key of another kind': (whole) => bearer(issuer.sign(whole, 'curve')),
  'a payload changed after it was signed': async (whole) => {
    const [head = '', , signature = ''] = (await issuer.sign(whole)).split('.');
    return bearer(`${head}.${encoded({ ...whole, exp: whole.exp + 60 })}.${signature}`);
  },
  'a signature cut short': async (whole) => bearer((await issuer.sign(whole)).slice(0, -20)),
  'another issuer': (whole) => bearer(issuer.sign({ ...whole, iss: 'https://evil.example' })),
  'an issuer that the SDK takes for an emulator': (whole) =>
    bearer(
      issuer.sign({
        ...whole,
        iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
        appid: APP,
        ver: '1.0',
      }),
    ),
  'no issuer': (whole) => bearer(issuer.sign(without(whole, 'iss'))),
  'another bot': (whole) => bearer(issuer.sign({ ...whole, aud: '00000000-0000-4000-8000-000000000000' })),
  'several audiences': (whole) => bearer(issuer.sign({ ...whole, aud: [APP, 'other'] })),
  'no audience': (whole) => bearer(issuer.sign(without(whole, 'aud'))),
  'expired long ago': (whole) => bearer(issuer.sign({ ...whole, exp: inSeconds(-3600) })),
  'never expiring': (whole) => bearer(issuer.sign(without(whole, 'exp'))),
  'not valid yet': (whole) => bearer(issuer.sign({ ...whole, nbf: inSeconds(3600) })),
  'another service URL': (whole) => bearer(issuer.sign({ ...whole, serviceurl: 'https://evil.example/' })),
  'no service URL': (whole) => bearer(issuer.sign(without(whole, 'serviceurl'))),
};

const authenticated = () =>
  startBare({
    config: {
      ...{ development: false, appId: APP, appPassword: 'a-client-secret', type: 'MultiTenant' },
      openIdMetadataUrl: issuer.metadata,
    },
  });

const activity = (teams: FakeTeams) => ({
  ...{ type: 'message', id: '1', text: 'help', channelId: 'msteams', serviceUrl: teams.url },
  from: { id: '29:ada', name: 'Ada', aadObjectId: PEOPLE.ada },
  recipient: { id: `28:${APP}`, name: 'Coxswain' },
  conversation: { id: chatOf(PEOPLE.ada), conversationType: 'personal' },
});

/** Whatever is printed past the log while a test runs. */
function printed(): readonly string[] {
  const lines: string[] = [];
  const note = (...parts: readonly unknown[]): void => void lines.push(parts.map(String).join(' '));
  const spies = [
    ...(['log', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockImplementation(note)),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0),
  ];
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return lines;
}

describe('who may speak for Teams [CHANNELS-3]', () => {
  it('at least twenty kinds of bad token are tried', () => {
    expect(Object.keys(BAD).length).toBeGreaterThanOrEqual(20);
  });

  it.each(Object.entries(BAD))(
    '%s gets 401 and not a word, and one line of the log',
    async (_name, header) => {
      const output = printed();
      const { teams, received, log } = await authenticated();
      const authorization = await header(claims(teams.url));
      const { status, text } = await teams.post(
        activity(teams),
        authorization === undefined ? {} : { authorization },
      );
      expect({ status, text }).toEqual({ status: 401, text: '' });
      expect(received).toEqual([]);
      expect(log.lines.map(({ level, message }) => [level, message])).toEqual([
        ['warn', 'a request that claims to be from Teams was refused'],
      ]);
      expect(JSON.stringify(log.lines[0]?.fields)).toMatch(/^\{"reason":"[a-z_]+"\}$/);
      expect(output).toEqual([]);
    },
  );

  it('a good one is served', async () => {
    const { teams, received } = await authenticated();
    const authorization = await bearer(issuer.sign(claims(teams.url)));
    expect(await teams.post(activity(teams), { authorization })).toMatchObject({ status: 200, text: '' });
    expect(received).toMatchObject([{ text: 'help', actor: { id: PEOPLE.ada } }]);
  });

  it('a good token for an activity of another channel, or to another address, gets 401', async () => {
    const { teams, received } = await authenticated();
    const authorization = await bearer(issuer.sign(claims(teams.url)));
    for (const change of [
      { channelId: 'AseChannel' },
      { channelId: 'emulator' },
      { serviceUrl: 'https://evil.example/' },
    ]) {
      const { status, text } = await teams.post({ ...activity(teams), ...change }, { authorization });
      expect({ status, text }).toEqual({ status: 401, text: '' });
    }
    expect(received).toEqual([]);
  });

  it('what is no activity gets 400 and not a word, whoever sends it', async () => {
    const { teams } = await authenticated();
    const authorization = await bearer(issuer.sign(claims(teams.url)));
    for (const body of ['', '{', '[]', '"x"', '{}', { ...activity(teams), from: undefined }])
      expect(await teams.post(body, { authorization })).toMatchObject({ status: 400, text: '' });
  });

  it('while the keys can not be had nothing is taken, and nobody is told why', async () => {
    const down = await TokenIssuer.start();
    down.down = true;
    const config = { development: false, appId: APP, appPassword: 'x', type: 'MultiTenant' };
    const { teams, received } = await startBare({ config: { ...config, openIdMetadataUrl: down.metadata } });
    const authorization = await bearer(down.sign(claims(teams.url)));
    expect(await teams.post(activity(teams), { authorization })).toMatchObject({ status: 503, text: '' });
    expect(received).toEqual([]);
    await down.stop();
  });
});

describe('the keys that tokens are signed with', () => {
  it('are fetched once for many tokens, and a good one is served once they can be had again', async () => {
    const keys = await TokenIssuer.start();
    onTestFinished(() => keys.stop());
    keys.down = true;
    const config = { development: false, appId: APP, appPassword: 'x', type: 'MultiTenant' };
    const { teams } = await startBare({ config: { ...config, openIdMetadataUrl: keys.metadata } });
    const post = async (id: string) => {
      const authorization = await bearer(keys.sign(claims(teams.url)));
      return (await teams.post({ ...activity(teams), id }, { authorization })).status;
    };
    expect(await post('1')).toBe(503);
    keys.down = false;
    expect([await post('2'), await post('3')]).toEqual([200, 200]);
    keys.down = true;
    expect(await post('4')).toBe(200);
  });
});

describe('development mode', () => {
  it('takes what programs of this machine send, and answers them only', async () => {
    const { teams, received } = await startBare();
    expect(await teams.post(activity(teams))).toMatchObject({ status: 200 });
    const refused = [
      await teams.post({ ...activity(teams), serviceUrl: 'https://evil.example/' }),
      await teams.post({ ...activity(teams), serviceUrl: 'http://127.0.0.1.evil.example/' }),
      await teams.post(activity(teams), { 'x-forwarded-for': '203.0.113.7' }),
      await teams.post(activity(teams), { forwarded: 'for=203.0.113.7' }),
    ];
    expect(refused.map(({ status, text }) => ({ status, text }))).toEqual(
      refused.map(() => ({ status: 401, text: '' })),
    );
    expect(received).toHaveLength(1);
  });

  it.each([
    ['an address that others reach', { loopback: false, sandbox: true }, /Listen on 127\.0\.0\.1/],
    ['real clusters', { loopback: true, sandbox: false }, /real clusters are configured/],
  ])('is refused with %s', async (_name, surroundings, problem) => {
    await expect(startBare({ context: { surroundings } })).rejects.toThrow(problem);
  });
});
