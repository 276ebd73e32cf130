import { describe, expect, it } from 'vitest';
import { limitOf } from '../../../src/integrations/github/limits.js';
import { failure } from '../jenkins/lab.js';
import { lab, SHOP } from './lab.js';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const SECONDARY = { message: 'You have exceeded a secondary rate limit. Please wait' };
const answer = (status: number, headers: Record<string, string>, data: unknown = {}) => ({
  status,
  headers,
  data,
});

describe('what counts as a rate limit, and until when [PIPE-3]', () => {
  it.each([
    ['retry-after in seconds', answer(429, { 'retry-after': '7' }), 7_000],
    [
      'retry-after as a date, by GitHub’s own clock',
      answer(429, { 'retry-after': 'Sun, 22 Nov 2026 10:00:09 GMT', date: 'Sun, 22 Nov 2026 10:00:00 GMT' }),
      9_000,
    ],
    [
      'a used-up primary limit, a second after its reset, by GitHub’s own clock',
      answer(403, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse('2026-11-22T10:00:30Z') / 1_000),
        date: 'Sun, 22 Nov 2026 10:00:00 GMT',
      }),
      31_000,
    ],
    ['a secondary limit that does not say how long', answer(403, {}, SECONDARY), 60_000],
    ['429 that says nothing at all', answer(429, {}), 60_000],
  ])('%s', (_name, given, wait) => {
    expect(limitOf(given, NOW, 0)).toMatchObject({ until: NOW + wait });
  });

  it('a limit that goes on without saying how long is waited for ever longer', () => {
    const waits = [0, 1, 2, 9].map(
      (attempt) => (limitOf(answer(403, {}, SECONDARY), NOW, attempt)?.until ?? 0) - NOW,
    );
    expect(waits).toEqual([60_000, 120_000, 240_000, 900_000]);
  });

  it('a refusal that is no limit is none', () => {
    const plain = answer(403, { 'x-ratelimit-remaining': '40' }, { message: 'Resource not accessible' });
    expect(limitOf(plain, NOW, 0)).toBeUndefined();
    expect(limitOf(answer(404, {}), NOW, 0)).toBeUndefined();
  });
});

describe('rate limits slow the bot down and lose nothing [PIPE-3]', () => {
  it.each([
    ['403 with retry-after', { secondary: { times: 1, status: 403, retryAfter: 1 } }],
    ['429 with retry-after', { secondary: { times: 2, status: 429, retryAfter: 1 } }],
    ['a primary limit that is reset soon', { rate: { remaining: 0, resetInMs: 1_200 } }],
  ])('%s: a write is sent again once, and then done once', async (_name, limit) => {
    const { github, control, requests } = await lab();
    await control(limit);
    const issue = { title: 'Cart loses items', body: 'Seen twice.', labels: [], marker: 'f-1' };
    expect(await github.ensureIssue(SHOP, issue)).toMatchObject({ state: 'created' });
    expect((await requests()).filter((each) => each.endsWith('201'))).toHaveLength(1);
  });

  it.each([
    ['429 without retry-after', { secondary: { times: 1, status: 429 } }],
    ['a primary limit that is reset late', { rate: { remaining: 0, resetInMs: 600_000 } }],
  ])(
    '%s: it is refused with the moment to try again, and GitHub is left alone until then',
    async (_name, limit) => {
      const { github, control, fault } = await lab();
      await control(limit);
      const error = await failure(github.repository(SHOP));
      expect([error.code, error.retryable, error.doubtful]).toEqual(['rate_limited', true, false]);
      expect(Number(error.params['retryAt'])).toBeGreaterThan(Date.now() + 50_000);
      await fault({ path: '/github', times: 9, respond: { status: 500 } });
      expect((await failure(github.repository(SHOP))).code).toBe('rate_limited');
    },
  );

  it('an unchanged status costs a 304 and nothing of the limit', async () => {
    const { github, remaining } = await lab();
    const first = await github.checks(SHOP, 'main');
    const before = await remaining();
    for (let time = 0; time < 5; time++) expect(await github.checks(SHOP, 'main')).toEqual(first);
    expect(await remaining()).toBe(before);
  });

  it('a status that changed is told', async () => {
    const { github, push } = await lab();
    const before = await github.checks(SHOP, 'main');
    const sha = await push({ service: 'checkout', message: 'Say thank you' });
    expect((await github.checks(SHOP, 'main'))?.sha).toBe(sha);
    expect(before?.sha).not.toBe(sha);
  });
});
