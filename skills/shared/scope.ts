import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { Plan } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { Risk } from '../../src/contracts/policy.js';
import { canonicalJson } from '../../src/contracts/json.js';
import type { Scope } from './targets.js';
import type { Warning } from './preflight-reads.js';

/** The resolved names of a write; what the catalogue does not know is refused by name. */
export function scopeOf(context: {
  readonly service: Service | undefined;
  readonly environment: Environment | undefined;
  readonly slots: { readonly service?: string | undefined; readonly environment?: string | undefined };
}): Scope | Refusal {
  const { service, environment, slots } = context;
  if (service === undefined) return refuse('unknown_service', { service: slots.service ?? '' });
  if (environment === undefined)
    return refuse('unknown_environment', { environment: slots.environment ?? '' });
  return { service, environment };
}

/** Tells a refusal from a result: no result of a planning stage has a `kind` of its own by that name. */
export function isRefusal(value: object): value is Refusal {
  return 'kind' in value && value.kind === 'refusal';
}

/** Each warning once, in order: several targets often share one. */
export function distinct(warnings: readonly Warning[]): Plan['warnings'] {
  return [...new Map(warnings.map((warning) => [canonicalJson(warning), warning])).values()];
}

/** A write in a protected environment can hurt more than the same write elsewhere. */
export function usualRisk(environment: Environment): Risk {
  return environment.protected ? 'medium' : 'low';
}
