import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import { placesOf, type Place } from '../shared/places.js';

/** Without a window a digest tells of the last day. */
const USUAL_WINDOW_MS = 24 * 60 * 60_000;
const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What a digest is about. */
export interface DigestPlan {
  readonly places: readonly Place[];
  readonly environment: Environment | undefined;
  /** Undefined: every service. */
  readonly services: ReadonlySet<string> | undefined;
  /** Changes since then are told, in epoch milliseconds. */
  readonly since: number;
}

export interface DigestSlots {
  /** Names joined by commas. */
  readonly services?: string | undefined;
  /** `8h`, `90m`, `2d`. */
  readonly window?: string | undefined;
}

export function planDigest(
  catalogue: CataloguePort,
  tenant: string,
  named: { readonly service: Service | undefined; readonly environment: Environment | undefined },
  { services, window }: DigestSlots,
  now: number,
): DigestPlan {
  const listed = (services ?? '').split(',').filter((name) => name !== '');
  const names = [...(named.service === undefined ? [] : [named.service.name]), ...listed];
  return {
    places: placesOf(catalogue, tenant, named.environment),
    environment: named.environment,
    services: names.length === 0 ? undefined : new Set(names),
    since: now - windowMs(window),
  };
}

/** A length of time as the language engine writes it, in milliseconds. */
function windowMs(window: string | undefined): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(window ?? '') ?? [];
  const length = unit === undefined ? undefined : UNITS[unit];
  return length === undefined ? USUAL_WINDOW_MS : Number(count) * length;
}
