import { z } from 'zod';

/** How a registry wants to be asked (RFC 9110, section 11.6.1; CNCF distribution, "Token Authentication"). */
export type Challenge =
  | { readonly scheme: 'basic' }
  | { readonly scheme: 'bearer'; readonly realm: string; readonly service?: string; readonly scope?: string };

/** Undefined when it is none that this client knows. */
export function challengeIn(header: string | null): Challenge | undefined {
  if (header === null) return undefined;
  if (/^\s*basic\b/i.test(header)) return { scheme: 'basic' };
  if (!/^\s*bearer\b/i.test(header)) return undefined;
  const pairs = [...header.matchAll(/([a-z_]+)="([^"]*)"/gi)].map(([, name = '', value = '']) => [
    name.toLowerCase(),
    value,
  ]);
  const { realm, service, scope } = z
    .object({ realm: z.string(), service: z.string().optional(), scope: z.string().optional() })
    .partial({ realm: true })
    .parse(Object.fromEntries(pairs));
  if (realm === undefined) return undefined;
  return {
    scheme: 'bearer',
    realm,
    ...(service !== undefined && { service }),
    ...(scope !== undefined && { scope }),
  };
}

/** Where a token is asked for. Undefined: it is not as safe as the registry itself, and gets no credentials. */
export function tokenUrl(
  { realm, service, scope }: Extract<Challenge, { scheme: 'bearer' }>,
  registry: string,
): URL | undefined {
  if (!URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && registry.startsWith('http://'));
  if (!allowed) return undefined;
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return url;
}

/** A token server's answer; an older one calls the token `token`, OAuth 2 `access_token`. Seconds; a minute unless it says. */
export const tokenSchema = z
  .object({
    token: z.string().optional(),
    access_token: z.string().optional(),
    expires_in: z.number().optional(),
  })
  .transform(({ token, access_token: access, expires_in: seconds = 60 }, context) => {
    const found = token ?? access;
    if (found !== undefined) return { token: found, seconds };
    context.addIssue({ code: 'custom', message: 'there is no token' });
    return z.NEVER;
  });
