import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../../trust-boundaries.js';
import type { AccessRule, World } from '../state/world.js';
import { badRequest, forbidden, unauthorized } from './failure.js';
import type { Target } from './resources.js';
import { ok, type Answer, type ApiContext, type ApiRequest } from './request.js';

/** kubectl sends no token over plain http, so a request without one is taken for the person at this machine. */
const WITHOUT_TOKEN = 'admin';

/** Who a bearer token belongs to. A wrong one is refused with 401. */
export function authenticate(header: string | undefined, tokens: Readonly<Record<string, string>>): string {
  if (header === undefined) return WITHOUT_TOKEN;
  const token = /^Bearer (.+)$/i.exec(header)?.[1];
  const user = Object.entries(tokens).find(([, known]) => known === token)?.[0];
  if (user === undefined) throw unauthorized();
  return user;
}

interface Attempt {
  readonly user: string;
  readonly verb: string;
  /** `deployments/scale` for a subresource. */
  readonly what: string;
  readonly namespace: string | undefined;
}

const LOOKING = ['get', 'list', 'watch'];

/** The rules of this world: `viewer` only looks, and whatever POST /sandbox/access denies is denied. */
function allowed(world: Pick<World, 'denials'>, attempt: Attempt): boolean {
  const { user, verb, what } = attempt;
  if (user === 'viewer' && (!LOOKING.includes(verb) || what === 'secrets')) return false;
  return !world.denials.some((rule) => denies(rule, attempt));
}

function denies(rule: AccessRule, { user, verb, what, namespace }: Attempt): boolean {
  const named = (list: readonly string[], value: string): boolean =>
    list.includes('*') || list.includes(value);
  const inScope = rule.namespaces === undefined || rule.namespaces.includes(namespace ?? '');
  return named([rule.user], user) && named(rule.verbs, verb) && named(rule.resources, what) && inScope;
}

export function verbOf(method: string, target: Target, query: URLSearchParams): string {
  if (method === 'GET' || method === 'HEAD') {
    if (query.get('watch') === 'true' || query.get('watch') === '1') return 'watch';
    return target.name === undefined ? 'list' : 'get';
  }
  if (method === 'DELETE') return target.name === undefined ? 'deletecollection' : 'delete';
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method] ?? method.toLowerCase();
}

/** Throws 403 in the API server's words when the user may not. */
export function authorize(context: ApiContext, request: ApiRequest, target: Target): void {
  const verb = verbOf(request.method, target, request.query);
  const { resource, subresource, namespace, name } = target;
  const what = subresource === undefined ? resource.plural : `${resource.plural}/${subresource}`;
  const { user } = request;
  if (!allowed(context.cluster.world, { user, verb, what, namespace }))
    throw forbidden(resource, name, { user, verb, what, namespace });
}

const reviewSchema = z.looseObject({
  apiVersion: z.string(),
  spec: z.looseObject({
    resourceAttributes: z
      .object({
        namespace: z.string().optional(),
        verb: z.string().optional(),
        group: z.string().optional(),
        version: z.string().optional(),
        resource: z.string().optional(),
        subresource: z.string().optional(),
        name: z.string().optional(),
      })
      .optional(),
  }),
});

/** SelfSubjectAccessReview: may the caller do this? */
export function reviewAccess(context: ApiContext, request: ApiRequest): Answer {
  const review = reviewSchema.safeParse(parseJson(request.body));
  if (!review.success) throw badRequest('the body is no SelfSubjectAccessReview');
  const { namespace, verb = '*', resource = '*', subresource } = review.data.spec.resourceAttributes ?? {};
  const what = subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
  const scope = namespace === '' ? undefined : namespace;
  const isAllowed = allowed(context.cluster.world, { user: request.user, verb, what, namespace: scope });
  const status = isAllowed ? { allowed: true } : { allowed: false, reason: 'denied in the sandbox' };
  return ok(
    { ...review.data, kind: 'SelfSubjectAccessReview', metadata: { uid: randomUUID() }, status },
    201,
  );
}
