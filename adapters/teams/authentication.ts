import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../src/contracts/ports/clock.js';
import { faultOf } from './claims.js';
import type { Signatures } from './keys.js';
import type { TeamsActivity } from './payloads.js';

/** Whether an activity comes from Teams; `unable`: the keys to tell can't be had now. Reasons are for the log. */
export type Verdict =
  | { readonly kind: 'genuine' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unable'; readonly error: unknown };

export type Authenticate = (activity: TeamsActivity, headers: IncomingHttpHeaders) => Promise<Verdict>;

/** Authenticated mode: the token that comes with an activity must be the connector's, for this bot, of now. */
export function byToken(
  { appId, issuer, signatures }: { appId: string; issuer: string; signatures: Signatures },
  clock: Clock,
): Authenticate {
  return async (activity, headers) => {
    const { authorization = '' } = headers;
    const { serviceUrl, channelId } = activity;
    if (channelId !== TEAMS_CHANNEL) return { kind: 'refused', reason: 'channel' };
    const fault = faultOf(authorization, { issuer, appId, serviceUrl, now: clock.now() });
    if (fault !== undefined) return { kind: 'refused', reason: fault };
    try {
      const genuine = await signatures(authorization.slice(SCHEME.length), channelId);
      return genuine ? { kind: 'genuine' } : { kind: 'refused', reason: 'signature' };
    } catch (error) {
      return { kind: 'unable', error };
    }
  };
}

/** What the Bot Framework calls Teams. */
const TEAMS_CHANNEL = 'msteams';
const SCHEME = 'Bearer ';

const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;
/** A proxy or tunnel makes everybody look local. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Development mode: no token, but only from programs of this machine, and answers go to them only. */
export const byLoopback: Authenticate = ({ serviceUrl }, headers) => {
  const local = LOCAL_HOST.test(headers.host ?? '') && FORWARDED.every((name) => headers[name] === undefined);
  const reason = !local ? 'not_local' : isLocalUrl(serviceUrl) ? undefined : 'service_url';
  return Promise.resolve(reason === undefined ? { kind: 'genuine' } : { kind: 'refused', reason });
};

function isLocalUrl(url: string): boolean {
  return URL.canParse(url) && LOCAL_HOST.test(new URL(url).host);
}
