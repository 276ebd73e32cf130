import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { AdapterContext } from '../../../src/contracts/adapter.js';
import { aReply } from '../../fakes/drafts.js';
import { ManualClock } from '../../fakes/manual-clock.js';
import { TokenEndpoint } from '../../fakes/token-endpoint.js';
import { startBare } from './bare.js';

const TENANT = '11111111-1111-4111-8111-111111111111';
const SECRET = 'hunter2-client-secret';
const SCOPE = 'https://api.botframework.com/.default';

/** The SDK keeps tokens by app for the whole process: each test is another app. */
async function bot(config: Readonly<Record<string, unknown>>, context: Partial<AdapterContext> = {}) {
  const endpoint = await TokenEndpoint.start();
  const appId = randomUUID();
  const started = await startBare({ config: { development: false, appId, ...config }, context });
  return { ...started, endpoint, appId };
}
/** Everything that a log line would tell. */
const said = (lines: readonly unknown[]): string => inspect(lines, { depth: 10 });

describe('the token with which the bot speaks to Teams', () => {
  it.each([
    ['SingleTenant', { tenantId: TENANT }, TENANT],
    ['MultiTenant', {}, 'botframework.com'],
  ])('%s is asked of the right tenant, for the right scope, and sent', async (type, more, tenant) => {
    const { teams, show, endpoint, appId, log } = await bot({ type, appPassword: SECRET, ...more });
    await show(aReply('one'));
    await show(aReply('two'), { key: 'event:2' });
    expect(endpoint.asked.map(({ what }) => what)).toEqual([
      `POST login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
    ]);
    const { values } = endpoint.asked[0] ?? { values: new URLSearchParams() };
    expect(values.get('scope')).toBe(SCOPE);
    expect([values.get('client_id'), values.get('client_secret')]).toEqual([appId, SECRET]);
    expect(teams.tokens).toEqual(['Bearer token-1', 'Bearer token-1']);
    expect(said(log.lines)).not.toMatch(/hunter2|token-1/);
  });

  it('another cloud is asked where the configuration says', async () => {
    const loginUrl = `https://login.partner.microsoftonline.cn/${TENANT}`;
    const { show, endpoint } = await bot({ appPassword: SECRET, tenantId: TENANT, loginUrl });
    await show(aReply('one'));
    const asked = endpoint.asked.map(({ what }) => what);
    expect(asked).toContain(`POST login.partner.microsoftonline.cn/${TENANT}/oauth2/v2.0/token`);
    expect(asked.filter((what) => !what.includes(` login.partner.microsoftonline.cn/${TENANT}/`))).toEqual(
      [],
    );
  });

  it('of a managed identity is asked of its endpoint, without any secret', async () => {
    const { teams, show, endpoint, appId } = await bot({ type: 'UserAssignedMSI', tenantId: TENANT });
    vi.stubEnv('IDENTITY_ENDPOINT', `${endpoint.url}/identity`);
    vi.stubEnv('IDENTITY_HEADER', 'from-the-platform');
    await show(aReply('one'));
    vi.unstubAllEnvs();
    const [asked] = endpoint.asked;
    expect(asked?.what).toMatch(/^GET 127\.0\.0\.1:\d+\/identity$/);
    expect(asked?.values.get('client_id')).toBe(appId);
    expect(asked?.values.get('resource')).toBe('https://api.botframework.com');
    expect(asked?.headers['x-identity-header']).toBe('from-the-platform');
    expect(teams.tokens).toEqual(['Bearer token-1']);
  });

  it('that Teams refuses is renewed once, and the message sent again with the new one', async () => {
    const { teams, show, endpoint } = await bot({ appPassword: SECRET, tenantId: TENANT });
    await show(aReply('one'));
    teams.failures.push({ status: 401 });
    await show(aReply('two'), { key: 'event:2' });
    expect(teams.tokens).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    expect(teams.messages).toHaveLength(2);
    teams.failures.push({ status: 401 }, { status: 401 });
    await expect(show(aReply('three'), { key: 'event:3' })).rejects.toMatchObject({
      code: 'credentials_expired',
    });
    expect(endpoint.asked).toHaveLength(3);
    expect(teams.calls).toHaveLength(5);
  });

  it('that Microsoft does not give is told as that, without the secret', async () => {
    const { show, endpoint, teams } = await bot({ appPassword: SECRET, tenantId: TENANT });
    endpoint.refusal = {
      error: 'invalid_client',
      error_description: 'AADSTS7000215: Invalid client secret.',
    };
    const failure = await show(aReply('one')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'credentials_expired' });
    expect(String(failure)).toMatch(
      /no token \(invalid_client\): check teams\.appId, appPassword and tenantId/,
    );
    expect(said([failure])).not.toContain('hunter2');
    expect(teams.calls).toEqual([]);
  });

  it('of a managed identity that is not there is told as that', async () => {
    const clock = new ManualClock(Date.now());
    const { show, teams } = await bot({ type: 'UserAssignedMSI', tenantId: TENANT }, { clock });
    vi.stubEnv('IDENTITY_ENDPOINT', 'http://127.0.0.1:9/identity');
    vi.stubEnv('IDENTITY_HEADER', 'x');
    const shown = show(aReply('one')).catch((error: unknown) => error);
    await clock.asleepFor(10_000);
    clock.advance(10_000);
    const failure = await shown;
    vi.unstubAllEnvs();
    expect(teams.calls).toEqual([]);
    expect(failure).toMatchObject({ code: 'credentials_expired' });
    expect(String(failure)).toMatch(/no token within 10 s.*managed identity whose client ID is teams\.appId/);
  });
});
