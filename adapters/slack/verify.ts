import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signed request carries (docs.slack.dev, "Verifying requests from Slack"). */
export interface SignedRequest {
  readonly body: Buffer;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}
export type Verdict =
  | { readonly kind: 'genuine' }
  | { readonly kind: 'refused'; readonly reason: 'unsigned' | 'stale' | 'future' | 'forged' };

/** How far a request's time may lie from ours, in milliseconds, either way. */
export const TOLERANCE_MS = 5 * 60_000;

/** Whether a request comes from Slack and is of now. `now` in epoch milliseconds. */
export function verify(request: SignedRequest, secret: string, now: number): Verdict {
  const { body, timestamp, signature } = request;
  if (timestamp === undefined || signature === undefined) return refused('unsigned');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('forged');
  const age = now - Number(timestamp) * 1000;
  if (age > TOLERANCE_MS) return refused('stale');
  if (age < -TOLERANCE_MS) return refused('future');
  return equal(signature, sign(body, timestamp, secret)) ? { kind: 'genuine' } : refused('forged');
}

/** The signature `v0=…` of a body at a time in epoch seconds. */
function sign(body: Buffer | string, timestamp: string, secret: string): string {
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return `v0=${hash}`;
}

function equal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(reason: Extract<Verdict, { kind: 'refused' }>['reason']): Verdict {
  return { kind: 'refused', reason };
}
