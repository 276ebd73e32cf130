import { describe, expect, it } from 'vitest';
import { status } from './api-server.js';
import { failure, lab, SHOP } from './lab.js';

describe('when the API server refuses', () => {
  it.each([
    [401, 'Unauthorized', 'credentials_expired', false],
    [403, 'Forbidden', 'forbidden', false],
    [404, 'NotFound', 'not_found', false],
    [409, 'Conflict', 'conflict', false],
    [410, 'Expired', 'gone', false],
    [422, 'Invalid', 'invalid_object', false],
    [429, 'TooManyRequests', 'rate_limited', true],
    [500, 'InternalError', 'server_error', true],
    [503, 'ServiceUnavailable', 'server_error', true],
  ] as const)('%i %s is the error %s', async (code, reason, expected, retryable) => {
    const refusal = status(
      code,
      reason,
      `because of ${reason}`,
      { kind: 'deployments' },
      { 'retry-after': '60' },
    );
    const { kubernetes } = await lab(refusal);

    const error = await failure(kubernetes.list(SHOP, 'Deployment'));

    expect(error).toMatchObject({ code: expected, retryable, doubtful: false });
    expect(error.params).toMatchObject({
      cluster: 'lab',
      verb: 'list',
      resource: 'deployments',
      namespace: 'shop',
      detail: `because of ${reason}`,
    });
    expect(error.message).toContain('lab');
  });

  it('says what the account may not do', async () => {
    const { kubernetes } = await lab(status(403, 'Forbidden', 'User "bot" cannot get pods'));
    const error = await failure(kubernetes.get(SHOP, 'Pod', 'checkout-1'));
    expect(error.message).toBe(
      'the bot\'s account may not get pods "checkout-1" in shop on cluster "lab" (User "bot" cannot get pods)',
    );
  });

  it('keeps tokens that the server repeats out of messages and parameters', async () => {
    const { kubernetes } = await lab(
      status(403, 'Forbidden', 'Authorization: Bearer lab-token-123 was refused'),
    );
    const error = await failure(kubernetes.get(SHOP, 'Pod', 'checkout-1'));
    expect(JSON.stringify([error.message, error.params])).not.toContain('lab-token-123');
  });

  it('takes a page of a proxy in between for a failing server, not for an answer', async () => {
    const { kubernetes } = await lab({ status: 200, body: '<html>please log in</html>' });
    expect(await failure(kubernetes.list(SHOP, 'Pod'))).toMatchObject({ code: 'server_error' });
  });

  it('does not take a redirect for an answer', async () => {
    const { kubernetes } = await lab({ status: 302, headers: { location: '/login' } });
    expect(await failure(kubernetes.list(SHOP, 'Pod'))).toMatchObject({ code: 'server_error' });
  });

  it('does not call an object missing when the server does not know the whole API', async () => {
    const { kubernetes } = await lab({ status: 404, body: '404 page not found' });
    expect(await failure(kubernetes.get(SHOP, 'Deployment', 'checkout'))).toMatchObject({
      code: 'not_found',
    });
  });
});
