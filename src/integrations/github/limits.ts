import type { Answer } from './call.js';

/** GitHub asks to wait. `until` in epoch milliseconds of our clock. */
export interface Limit {
  readonly kind: 'primary' | 'secondary';
  readonly until: number;
}

/** Without `retry-after` GitHub asks for at least a minute, and for more when it goes on (docs: "Best practices"). */
const UNTOLD_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

/**
 * Whether an answer is a rate limit, and until when
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api): `retry-after` counts first, then
 * the reset of a used-up primary limit, then a minute that doubles with each `attempt` (0, 1, …). Times that GitHub
 * gives are read by its own `date`, so that a clock that is off waits just as long.
 */
export function limitOf(answer: Answer, now: number, attempt: number): Limit | undefined {
  const { status, headers } = answer;
  if (status !== 403 && status !== 429) return undefined;
  const exhausted = headers['x-ratelimit-remaining'] === '0';
  const after = retryAfterMs(headers, now);
  const told = /secondary rate limit|abuse detection/i.test(messageOf(answer));
  if (after !== undefined) return { kind: exhausted && !told ? 'primary' : 'secondary', until: now + after };
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (exhausted && !told && Number.isFinite(reset)) {
    // A second more: the limit is reset at the end of that second.
    const ms = reset * 1_000 - dateOf(headers, now) + 1_000;
    return { kind: 'primary', until: now + Math.max(ms, 1_000) };
  }
  if (status !== 429 && !told && !exhausted) return undefined;
  return { kind: 'secondary', until: now + Math.min(UNTOLD_MS * 2 ** attempt, LONGEST_MS) };
}

/** Seconds or a date (RFC 9110, section 10.2.3). */
function retryAfterMs(headers: Answer['headers'], now: number): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return Math.max(seconds, 0) * 1_000;
  const date = Date.parse(text);
  if (Number.isNaN(date)) return undefined;
  return Math.max(date - dateOf(headers, now), 0);
}

function dateOf(headers: Answer['headers'], now: number): number {
  const date = Date.parse(headers['date'] ?? '');
  return Number.isNaN(date) ? now : date;
}

export function messageOf({ data }: Answer): string {
  if (typeof data === 'string') return data.slice(0, 500);
  if (typeof data !== 'object' || data === null || !('message' in data)) return '';
  return String(data.message);
}
