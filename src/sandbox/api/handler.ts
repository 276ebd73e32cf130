import { authorize, reviewAccess, verbOf } from './access.js';
import { remove } from './deletion.js';
import { discover } from './discovery.js';
import { badRequest, methodNotAllowed, unknownPath } from './failure.js';
import { listObject, listPage, matchOf } from './lists.js';
import { logAnswer } from './logs.js';
import { present } from './present.js';
import { ok, type Answer, type ApiContext, type ApiRequest } from './request.js';
import { parsePath, type Target } from './resources.js';
import { scaleOf, writeScale } from './scale.js';
import { tableOf, wantsTable } from './table.js';
import { watchAnswer } from './watch.js';
import { create, existing, isDryRun, parseBody, patch, replace } from './writes.js';
import type { Stored } from '../objects.js';

/** Paths that anyone may use: what a real API server leaves open, and the sandbox's own. */
const OPEN = /^\/(version|healthz|readyz|livez|sandbox\/.*)$/;
export function isOpen(path: string): boolean {
  return OPEN.test(path);
}

/** Answers one request of the Kubernetes API. Throws ApiFailure for a refusal. */
export function answerApi(context: ApiContext, request: ApiRequest): Answer {
  const { method, path } = request;
  if (/^\/apis\/authorization\.k8s\.io\/v1\/selfsubjectaccessreviews\/?$/.test(path)) {
    if (method !== 'POST') throw methodNotAllowed();
    return reviewAccess(context, request);
  }
  const described = method === 'GET' || method === 'HEAD' ? discover(path) : undefined;
  if (described) return described;
  const target = parsePath(path);
  if (!target) throw unknownPath();
  authorize(context, request, target);
  if (target.subresource === 'log') {
    if (method !== 'GET') throw methodNotAllowed();
    return logAnswer(context, request, target);
  }
  if (target.subresource === 'scale') return answerScale(context, request, target);
  return answerObjects(context, request, target);
}

function answerScale(context: ApiContext, request: ApiRequest, target: Target): Answer {
  if (request.method === 'GET') return ok(scaleOf(existing(context, target)));
  if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed();
  return ok(writeScale(context, request, target, parseBody(request.body)));
}

function answerObjects(context: ApiContext, request: ApiRequest, target: Target): Answer {
  const { method } = request;
  const named = target.name !== undefined;
  const verb = verbOf(method, target, request.query);
  const shown = (object: Stored, status = 200): Answer => ok(present(object, target), status);
  if (verb === 'watch') return watchAnswer(context, request, target);
  if (verb === 'list') return list(context, request, target);
  if (verb === 'get') return one(context, request, target);
  if (verb === 'deletecollection') return deleteAll(context, request, target);
  if (verb === 'delete') return deleted(context, request, target);
  if (verb === 'create' && !named) {
    if (target.resource.namespaced && target.namespace === undefined) throw methodNotAllowed();
    return shown(create(context, request, target, parseBody(request.body)), 201);
  }
  if (verb === 'update' && named) return shown(replace(context, request, target, parseBody(request.body)));
  if (verb === 'patch' && named) return shown(patch(context, request, target, parseBody(request.body)));
  throw methodNotAllowed();
}

function list(context: ApiContext, request: ApiRequest, target: Target): Answer {
  const page = listPage(context, request, target);
  if (wantsTable(request.accept))
    return ok(tableOf(page.items, target, context.cluster.now(), page.metadata));
  return ok(listObject(page, target));
}

function one(context: ApiContext, request: ApiRequest, target: Target): Answer {
  const object = present(existing(context, target), target);
  const { resourceVersion } = object.metadata;
  return ok(
    wantsTable(request.accept)
      ? tableOf([object], target, context.cluster.now(), { resourceVersion })
      : object,
  );
}

/** What goes at once is answered with a Status, what still stops with the object. */
function deleted(context: ApiContext, request: ApiRequest, target: Target): Answer {
  const { kind, metadata } = remove(context, request, existing(context, target));
  const left = context.cluster.store.find(kind, metadata.namespace ?? '', metadata.name);
  if (left && !isDryRun(request)) return ok(present(left, target));
  const { group, plural } = target.resource;
  const details = { name: metadata.name, ...(group !== '' && { group }), kind: plural, uid: metadata.uid };
  return ok({ kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
}

function deleteAll(context: ApiContext, request: ApiRequest, target: Target): Answer {
  if (target.namespace === undefined && target.resource.namespaced)
    throw badRequest('a namespace is required');
  const { store } = context.cluster;
  const doomed = store.all(target.resource.kind, target.namespace).filter(matchOf(request, target));
  for (const object of doomed) remove(context, request, object);
  return ok(listObject({ items: doomed, metadata: { resourceVersion: String(store.version()) } }, target));
}
