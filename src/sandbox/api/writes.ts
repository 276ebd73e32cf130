import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../contracts/json.js';
import { parseJson, trustJson, trustKubernetesObject } from '../../trust-boundaries.js';
import { quotaObjection } from '../controllers/quota.js';
import { withDefaults } from '../defaults.js';
import { timestamp, type Pod, type Stored } from '../objects.js';
import * as failure from './failure.js';
import { applyJsonPatch } from './patch/json-patch.js';
import { applyMergePatch, isJsonObject } from './patch/merge-patch.js';
import { applyStrategicMergePatch } from './patch/strategic-merge.js';
import { present, toStored } from './present.js';
import type { ApiContext, ApiRequest } from './request.js';
import { apiVersionOf, type Target } from './resources.js';
import { objections } from './validation.js';

const envelopeSchema = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z
    .looseObject({
      name: z.string().optional(),
      generateName: z.string().optional(),
      namespace: z.string().optional(),
      labels: z.record(z.string(), z.string()).nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
    })
    .optional(),
});
/** Fields below which a change counts as a new generation. */
const DESIRED = ['spec', 'data', 'binaryData', 'stringData'];
const NO_GENERATION: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'Event',
  'Endpoints',
  'Namespace',
  'Node',
  'Service',
  'Pod',
  'ServiceAccount',
]);

/** The body as an object; 400 when it is none. */
export function parseObject(body: Json): Stored {
  const parsed = envelopeSchema.safeParse(withoutNulls(body));
  if (!parsed.success)
    throw failure.badRequest(`the object provided is unrecognized: ${parsed.error.issues[0]?.message ?? ''}`);
  return trustKubernetesObject<Stored>(parsed.data);
}

/** Clients written in Go send `creationTimestamp: null` and the like; a real server forgets such fields. */
function withoutNulls(value: Json): Json {
  if (isJsonObject(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
    );
  return typeof value === 'object' && value !== null ? Array.from(Object.values(value), withoutNulls) : value;
}

export function parseBody(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw failure.badRequest('the body of the request is no JSON');
  }
}

export function isDryRun(request: ApiRequest): boolean {
  return request.query.getAll('dryRun').includes('All');
}

/** POST: names, numbers and dates the object, checks and stores it. */
export function create(context: ApiContext, request: ApiRequest, target: Target, body: Json): Stored {
  const { store } = context.cluster;
  const { resource, namespace } = target;
  const given = parseObject(body);
  if (given.kind !== resource.kind)
    throw failure.badRequest(
      `${given.kind} in version "${given.apiVersion}" cannot be handled as a ${resource.kind}`,
    );
  const name = given.metadata.name || generatedName(given);
  if (name === '')
    throw failure.invalid(resource, '', [
      {
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
        field: 'metadata.name',
      },
    ]);
  if (namespace !== undefined && !store.find('Namespace', '', namespace))
    throw new failure.ApiFailure(404, 'NotFound', `namespaces "${namespace}" not found`, {
      name: namespace,
      kind: 'namespaces',
    });
  if (store.find(resource.kind, namespace ?? '', name)) throw failure.alreadyExists(resource, name);
  const metadata = {
    ...given.metadata,
    name,
    ...(namespace !== undefined && { namespace }),
    uid: randomUUID(),
    creationTimestamp: timestamp(context.cluster.now()),
    ...(!NO_GENERATION.has(resource.kind) && { generation: 1 }),
  };
  const { status: _ignored, ...rest } = trustKubernetesObject<Stored & { status?: unknown }>(given);
  const keepsStatus = !resource.subresources.includes('status');
  const object = withDefaults(toStored({ ...(keepsStatus ? given : rest), metadata }));
  check(object, undefined, target);
  admit(context, target, object);
  return storeObject(context, request, target, object);
}

/** Quotas refuse pods that somebody creates by hand, too. */
function admit({ cluster }: ApiContext, { resource }: Target, object: Stored): void {
  if (object.kind !== 'Pod') return;
  const objection = quotaObjection(cluster.store, trustKubernetesObject<Pod>(object));
  if (objection !== undefined) throw failure.refusedByQuota(resource, object.metadata.name, objection);
}

function generatedName({ metadata }: Stored): string {
  const { generateName } = trustKubernetesObject<{ generateName?: string }>(metadata);
  return generateName === undefined ? '' : `${generateName}${randomUUID().slice(0, 5)}`;
}

export function existing(context: ApiContext, { resource, namespace, name = '' }: Target): Stored {
  const found = context.cluster.store.find(resource.kind, namespace ?? '', name);
  if (!found) throw failure.notFound(resource, name);
  return found;
}

/** PUT of the object or of its status. */
export function replace(context: ApiContext, request: ApiRequest, target: Target, body: Json): Stored {
  return update(context, request, target, existing(context, target), parseObject(body));
}

const PATCH_TYPES = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
] as const;

export function applyPatch(document: Json, patch: Json, contentType: string, kind: string): Json {
  if (contentType === PATCH_TYPES[0]) return applyJsonPatch(document, patch);
  if (contentType === PATCH_TYPES[1]) return applyMergePatch(document, patch);
  if (contentType === PATCH_TYPES[2]) return applyStrategicMergePatch(document, patch, kind);
  throw failure.unsupportedMediaType();
}

/** PATCH of the object or of its status, in any of the three formats. */
export function patch(context: ApiContext, request: ApiRequest, target: Target, body: Json): Stored {
  const before = existing(context, target);
  const shown = trustJson(present(before, target));
  const patched = applyPatch(shown, body, request.contentType, target.resource.kind);
  return update(context, request, target, before, parseObject(patched));
}

function update(
  context: ApiContext,
  request: ApiRequest,
  target: Target,
  before: Stored,
  given: Stored,
): Stored {
  const { resource, name = '', subresource } = target;
  const { metadata } = given;
  if (metadata.name !== before.metadata.name)
    throw failure.badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  if (metadata.uid !== undefined && metadata.uid !== before.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${before.metadata.uid ?? ''}`;
    throw failure.conflict(resource, name, why);
  }
  if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== before.metadata.resourceVersion)
    throw failure.conflict(resource, name, failure.STALE);
  const incoming = toStored(given);
  const merged =
    subresource === 'status'
      ? withStatusOf(before, incoming)
      : withoutStatusOf(before, incoming, resource.subresources.includes('status'));
  const { uid, creationTimestamp, generation, namespace, managedFields, deletionTimestamp } = before.metadata;
  const kept = { uid, creationTimestamp, generation, namespace, managedFields, deletionTimestamp };
  const fixed = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
  const { generation: _g, managedFields: _m, ...meta } = merged.metadata;
  const object = withDefaults({
    ...merged,
    apiVersion: before.apiVersion,
    kind: before.kind,
    metadata: { ...meta, ...fixed },
  });
  check(object, before, target);
  return storeObject(context, request, target, object, before);
}

function withStatusOf(before: Stored, given: Stored): Stored {
  const { status } = trustKubernetesObject<{ status?: unknown }>(given);
  const next = { ...before, status };
  return next;
}
function withoutStatusOf(before: Stored, given: Stored, separate: boolean): Stored {
  if (!separate) return given;
  const { status } = trustKubernetesObject<{ status?: unknown }>(before);
  const next = { ...given, ...(status !== undefined && { status }) };
  return next;
}

function check(object: Stored, before: Stored | undefined, { resource }: Target): void {
  const causes = objections(object, before);
  if (causes.length > 0) throw failure.invalid(resource, object.metadata.name, causes);
}

/** Stores what passed every check, unless it is a dry run; gives what is (or would be) there. */
function storeObject(
  context: ApiContext,
  request: ApiRequest,
  target: Target,
  object: Stored,
  before?: Stored,
): Stored {
  const { store } = context.cluster;
  const isUnchanged = before !== undefined && canonicalJson(before) === canonicalJson(object);
  if (isUnchanged) return before;
  const respecified =
    before !== undefined && DESIRED.some((field) => fieldText(before, field) !== fieldText(object, field));
  const generation = (before?.metadata.generation ?? 1) + (respecified ? 1 : 0);
  const metadata = {
    ...object.metadata,
    ...(before !== undefined && !NO_GENERATION.has(object.kind) && { generation }),
    managedFields: managedFields(context, request, target, object),
  };
  const next = { ...object, metadata };
  if (isDryRun(request)) return next;
  const finished =
    before?.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers ?? []).length === 0;
  const stored = store.put(next);
  if (finished && object.kind !== 'Pod') store.remove(stored);
  return stored;
}

function fieldText(object: Stored, field: string): string {
  return canonicalJson(Object.entries(object).find(([key]) => key === field)?.[1] ?? null);
}

/** Who changed it last, per manager; field by field is not kept. */
function managedFields(context: ApiContext, request: ApiRequest, target: Target, object: Stored): object[] {
  const entry = {
    manager: request.manager,
    operation: 'Update',
    apiVersion: apiVersionOf(target.resource.group, target.version),
    time: timestamp(context.cluster.now()),
    fieldsType: 'FieldsV1',
    fieldsV1: {},
    ...(target.subresource !== undefined && { subresource: target.subresource }),
  };
  const others = (object.metadata.managedFields ?? []).filter(
    (known) => known.manager !== entry.manager || subresourceOf(known) !== target.subresource,
  );
  return [...others, entry];
}
function subresourceOf(entry: object): string | undefined {
  return trustKubernetesObject<{ subresource?: string }>(entry).subresource;
}
