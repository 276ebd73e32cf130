import { z } from 'zod';
import type { Target } from '../../contracts/catalogue.js';
import type { Kinds, KindName } from '../../contracts/kubernetes-objects.js';
import type { Clock } from '../../contracts/ports/clock.js';
import type {
  Access,
  KubernetesPort,
  LogOptions,
  PatchOperation,
  PatchOptions,
  PatchResult,
} from '../../contracts/ports/kubernetes.js';
import type { Log } from '../../contracts/ports/log.js';
import type { Call } from './call.js';
import { isFailedPrecondition, portError, refusalOf, statusOf } from './errors.js';
import { createSessions } from './kubeconfig.js';
import type { KubeconfigSource } from './kubeconfig.js';
import { createInformers } from './informers.js';
import { KINDS, pathOf } from './kinds.js';
import { readJson, readObject } from './objects.js';
import { about, createAsk, listAll } from './read.js';
import type { Ask } from './read.js';
import { createSend } from './send.js';
import type { Send } from './send.js';
import { watchKind } from './watch.js';

export type { KubeconfigSource } from './kubeconfig.js';

/**
 * Kubernetes over HTTP, with the credentials of a kubeconfig. Nothing is read or connected before the first call. With `closed`, what
 * is asked for again and again is kept at hand until it aborts.
 */
export function createKubernetes(parts: {
  readonly kubeconfig: KubeconfigSource;
  readonly clock: Clock;
  readonly log: Log;
  readonly closed?: AbortSignal;
}): KubernetesPort {
  const { clock, log, closed } = parts;
  const sessions = createSessions(parts.kubeconfig);
  const send = createSend(sessions, clock);
  const ask = createAsk(send, log);
  return {
    get: (target, kind, name) => get(ask, target, kind, name),
    list: async (target, kind, options = {}) => (await listAll(ask, target, kind, options)).items,
    patch: (target, kind, name, operations, options = {}) =>
      patch(ask, target, kind, name, operations, options),
    watch: (target, kind, options, onChange, signal) =>
      watchKind({ ask, sessions, clock, log }, { target, kind, options, onChange, signal }),
    ...(closed === undefined ? {} : { kept: createInformers({ ask, sessions, clock, log }, closed) }),
    logs: (target, pod, options) => logs(send, target, pod, options),
    can: (target, access) => can(send, target, access),
    version: (cluster) => version(send, cluster),
  };
}

async function get<K extends KindName>(
  ask: Ask,
  target: Target,
  kind: K,
  name: string,
): Promise<Kinds[K] | undefined> {
  const asked = await ask(target, kind, (apiVersion) => ({
    ...about(target, kind),
    method: 'GET',
    path: pathOf(KINDS[kind], apiVersion, target, name),
    verb: 'get',
    name,
    effect: false,
  }));
  if (asked === undefined) return undefined;
  const { call, answer } = asked;
  // Only a Status says that the object is missing; any other 404 comes from something that is no API server.
  if (answer.status === 404 && statusOf(answer.body) !== undefined) return undefined;
  if (answer.status !== 200) throw refusalOf(call, answer);
  return readObject(call, kind, asked.version, answer);
}

async function patch<K extends KindName>(
  ask: Ask,
  target: Target,
  kind: K,
  name: string,
  operations: readonly PatchOperation[],
  { dryRun = false, subresource }: PatchOptions,
): Promise<PatchResult<Kinds[K]>> {
  const query = { fieldManager: 'coxswain', ...(dryRun ? { dryRun: 'All' } : {}) };
  const asked = await ask(target, kind, (apiVersion) => ({
    ...about(target, kind),
    method: 'PATCH',
    path: pathOf(KINDS[kind], apiVersion, target, name, ...(subresource === undefined ? [] : [subresource])),
    query,
    body: { type: 'application/json-patch+json', text: JSON.stringify(operations) },
    verb: 'patch',
    name,
    effect: !dryRun,
  }));
  if (asked === undefined) {
    throw portError({ ...unserved, ...about(target, kind), name }, 'not_found', `no ${kind} is served here`);
  }
  const { call, answer } = asked;
  const guarded = operations.some((operation) => operation.op === 'test');
  if (guarded && isFailedPrecondition(answer)) return { state: 'precondition_failed' };
  if (answer.status !== 200) throw refusalOf(call, answer);
  return { state: 'patched', object: readObject(call, kind, asked.version, answer) };
}

const unserved: Omit<Call, 'cluster' | 'resource'> = {
  method: 'PATCH',
  path: '',
  verb: 'patch',
  effect: false,
};

async function logs(
  send: Send,
  target: Target,
  pod: string,
  { container, previous = false, tail }: LogOptions,
): Promise<readonly string[]> {
  const call: Call = {
    ...about(target, 'Pod'),
    resource: 'pods/log',
    method: 'GET',
    path: pathOf(KINDS.Pod, 'v1', target, pod, 'log'),
    query: {
      tailLines: String(Math.min(Math.max(tail, 1), 5_000)),
      ...(previous ? { previous: 'true' } : {}),
      ...(container === undefined ? {} : { container }),
    },
    verb: 'get',
    name: pod,
    effect: false,
  };
  const answer = await send(call);
  // 400 says that there is no log: the container has not started, or had no previous run.
  if (answer.status === 400) throw portError(call, 'not_found', statusOf(answer.body)?.message ?? 'no log');
  if (answer.status !== 200) throw refusalOf(call, answer);
  return answer.body === '' ? [] : answer.body.replace(/\r?\n$/, '').split(/\r?\n/);
}

const reviewSchema = z.object({ status: z.object({ allowed: z.boolean() }) });

async function can(send: Send, target: Target, access: Access): Promise<boolean> {
  const { verb, group, resource, subresource } = access;
  const attributes = { namespace: target.namespace, verb, group, resource };
  const spec = {
    resourceAttributes: subresource === undefined ? attributes : { ...attributes, subresource },
  };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const call: Call = {
    cluster: target.cluster,
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: { type: 'application/json', text: JSON.stringify(review) },
    verb: 'create',
    resource: 'selfsubjectaccessreviews',
    // A review is a question: nothing is stored.
    effect: false,
  };
  const answer = await send(call);
  if (answer.status >= 300) throw refusalOf(call, answer);
  const result = reviewSchema.safeParse(readJson(call, answer));
  if (!result.success) throw portError(call, 'server_error', 'the answer holds no review');
  return result.data.status.allowed;
}

const versionSchema = z.object({ gitVersion: z.string() });
/** How the simulated API server marks its `gitVersion`. */
const SANDBOX_MARK = 'coxswain-sandbox';

async function version(send: Send, cluster: string): Promise<{ gitVersion: string; sandbox: boolean }> {
  const call: Call = {
    cluster,
    method: 'GET',
    path: '/version',
    verb: 'get',
    resource: 'version',
    effect: false,
  };
  const answer = await send(call);
  if (answer.status !== 200) throw refusalOf(call, answer);
  const result = versionSchema.safeParse(readJson(call, answer));
  if (!result.success) throw portError(call, 'server_error', 'the answer holds no version');
  const { gitVersion } = result.data;
  return { gitVersion, sandbox: gitVersion.includes(SANDBOX_MARK) };
}
