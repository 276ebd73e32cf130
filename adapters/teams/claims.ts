import { z } from 'zod';
import { parseJson } from '../../src/trust-boundaries.js';

/** Why a token is refused before its signature is looked at; goes to the log, never to the sender. */
export type Fault =
  | 'missing'
  | 'malformed'
  | 'too_long'
  | 'algorithm'
  | 'no_key'
  | 'issuer'
  | 'audience'
  | 'no_expiry'
  | 'expired'
  | 'not_yet'
  | 'service_url';

/** Those of Teams have about 1 500 characters. */
const LONGEST_TOKEN = 16_000;
/** How far clocks may be apart, in seconds. */
export const TOLERANCE_S = 5 * 60;
export const ALGORITHMS: ReadonlySet<string> = new Set(['RS256', 'RS384', 'RS512']);

const headerSchema = z.object({ alg: z.string(), kid: z.string().min(1).optional() });
const payloadSchema = z.object({
  iss: z.string().optional(),
  aud: z.unknown(),
  exp: z.number().optional(),
  nbf: z.number().optional(),
  serviceurl: z.string().optional(),
});

/** What a token that comes with an activity must say (Bot Framework, "Authenticate requests from the Bot Connector"). */
export interface Wanted {
  readonly issuer: string;
  readonly appId: string;
  readonly serviceUrl: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What is wrong with an `Authorization` header by what its token claims; undefined: nothing, its signature decides.
 * Stricter than the Bot Framework's SDK: it also takes tokens of emulators and other bots, ones that never expire, and
 * activities without a service URL.
 */
export function faultOf(header: string | undefined, wanted: Wanted): Fault | undefined {
  if (header === undefined || header.trim() === '') return 'missing';
  if (header.length > LONGEST_TOKEN) return 'too_long';
  const parts = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(header);
  const head = headerSchema.safeParse(decoded(parts?.[1])).data;
  const claims = payloadSchema.safeParse(decoded(parts?.[2])).data;
  if (head === undefined || claims === undefined) return 'malformed';
  if (!ALGORITHMS.has(head.alg)) return 'algorithm';
  if (head.kid === undefined) return 'no_key';
  if (claims.iss !== wanted.issuer) return 'issuer';
  if (claims.aud !== wanted.appId) return 'audience';
  if (claims.serviceurl !== wanted.serviceUrl) return 'service_url';
  return untimely(claims, wanted.now / 1000);
}

function untimely({ exp, nbf }: z.infer<typeof payloadSchema>, now: number): Fault | undefined {
  if (exp === undefined) return 'no_expiry';
  if (exp + TOLERANCE_S < now) return 'expired';
  return nbf !== undefined && nbf - TOLERANCE_S > now ? 'not_yet' : undefined;
}

function decoded(part: string | undefined): unknown {
  if (part === undefined) return undefined;
  try {
    return parseJson(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
