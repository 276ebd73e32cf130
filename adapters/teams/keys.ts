import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import { ALGORITHMS, TOLERANCE_S } from './claims.js';

/** Whether a token was signed by a key that speaks for a channel. Rejects when the published keys can't be had. */
export type Signatures = (token: string, channel: string) => Promise<boolean>;

/** The Bot Framework asks for new keys once a day, and for unknown ones not more often than this. */
const KEPT_MS = 24 * 60 * 60_000;
const UNKNOWN_MS = 5 * 60_000;
const PATIENCE_MS = 5_000;

const metadataSchema = z.object({ jwks_uri: z.url() });
const keysSchema = z.array(
  z.object({ kid: z.string().optional(), endorsements: z.array(z.string()).optional() }),
);

/** What says that a token is bad, not that its key could not be looked for. */
const BAD_TOKEN: ReadonlySet<string> = new Set(
  [
    ...[errors.JWSInvalid, errors.JWSSignatureVerificationFailed, errors.JWTInvalid, errors.JWTExpired],
    ...[errors.JWTClaimValidationFailed, errors.JOSEAlgNotAllowed, errors.JOSENotSupported],
    ...[errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys],
  ].map(({ code }) => code),
);

/**
 * Signatures by the keys that OpenID metadata publishes, with their endorsements (Bot Framework, "Authenticate requests
 * from the Bot Connector"). The SDK can tell as well, but prints keys and tokens' faults to standard error.
 */
export function createSignatures(metadata: string, clock: Clock): Signatures {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;
  const published = (): NonNullable<typeof keys> => {
    keys ??= keysFrom(metadata).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };
  return async (token, channel) => {
    const set = await published();
    try {
      const rules = { algorithms: [...ALGORITHMS], clockTolerance: TOLERANCE_S };
      const verified = await jwtVerify(token, set, { ...rules, currentDate: new Date(clock.now()) });
      const known = keysSchema.parse(set.jwks()?.keys ?? []);
      const endorsed = known.find(({ kid }) => kid === verified.protectedHeader.kid)?.endorsements ?? [];
      return endorsed.length === 0 || endorsed.includes(channel);
    } catch (error) {
      if (error instanceof errors.JOSEError && BAD_TOKEN.has(error.code)) return false;
      throw error;
    }
  };
}

async function keysFrom(metadata: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const response = await fetch(metadata, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`OpenID metadata: ${response.status}`);
  const { jwks_uri: uri } = metadataSchema.parse(await response.json());
  return createRemoteJWKSet(new URL(uri), {
    ...{ cacheMaxAge: KEPT_MS, cooldownDuration: UNKNOWN_MS, timeoutDuration: PATIENCE_MS },
  });
}
