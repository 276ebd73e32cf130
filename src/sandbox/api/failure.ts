import { qualified, qualifiedKind, type Resource } from './resources.js';

export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

/**
 * A refusal as the API server answers it: metav1.Status
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/).
 */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }

  body(): object {
    const { message, reason, details, code } = this;
    const head = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message };
    return { ...head, ...(reason !== '' && { reason }), ...(details && { details }), code };
  }
}

function about(resource: Resource, name: string, kind = resource.plural): Record<string, unknown> {
  return { name, ...(resource.group !== '' && { group: resource.group }), kind };
}

export function notFound(resource: Resource, name: string): ApiFailure {
  return new ApiFailure(404, 'NotFound', `${qualified(resource)} "${name}" not found`, about(resource, name));
}
export function unknownPath(): ApiFailure {
  return new ApiFailure(404, 'NotFound', 'the server could not find the requested resource', {});
}
export function alreadyExists(resource: Resource, name: string): ApiFailure {
  const message = `${qualified(resource)} "${name}" already exists`;
  return new ApiFailure(409, 'AlreadyExists', message, about(resource, name));
}
export function conflict(resource: Resource, name: string, why: string): ApiFailure {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`;
  return new ApiFailure(409, 'Conflict', message, about(resource, name));
}
export const STALE =
  'the object has been modified; please apply your changes to the latest version and try again';

export function invalid(resource: Resource, name: string, causes: readonly Cause[]): ApiFailure {
  const list = causes.map(({ field, message }) => `${field}: ${message}`);
  const text = list.length === 1 ? list.join('') : `[${list.join(', ')}]`;
  const message = `${qualifiedKind(resource)} "${name}" is invalid: ${text}`;
  return new ApiFailure(422, 'Invalid', message, { ...about(resource, name, resource.kind), causes });
}

/** What a JSON patch gets whose `test` fails or whose path does not exist: deliberately without details. */
export function rejectedPatch(): ApiFailure {
  return new ApiFailure(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}
export function badRequest(message: string): ApiFailure {
  return new ApiFailure(400, 'BadRequest', message);
}
export function unauthorized(): ApiFailure {
  return new ApiFailure(401, 'Unauthorized', 'Unauthorized');
}
export function methodNotAllowed(): ApiFailure {
  return new ApiFailure(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}
export function unsupportedMediaType(): ApiFailure {
  return new ApiFailure(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
}
export function forbidden(
  resource: Resource,
  name: string | undefined,
  why: { user: string; verb: string; what: string; namespace: string | undefined },
): ApiFailure {
  const { user, verb, what, namespace } = why;
  const scope = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
  const subject = name === undefined ? qualified(resource) : `${qualified(resource)} "${name}"`;
  const message = `${subject} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${scope}`;
  return new ApiFailure(403, 'Forbidden', message, about(resource, name ?? ''));
}
export function refusedByQuota(resource: Resource, name: string, why: string): ApiFailure {
  const message = `${qualified(resource)} "${name}" is forbidden: ${why}`;
  return new ApiFailure(403, 'Forbidden', message, about(resource, name));
}
export function tooOld(requested: number, current: number): ApiFailure {
  return new ApiFailure(410, 'Expired', `too old resource version: ${requested} (${current})`);
}
export function continueExpired(): ApiFailure {
  const message =
    'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';
  return new ApiFailure(410, 'Expired', message);
}
