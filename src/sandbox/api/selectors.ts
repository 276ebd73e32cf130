import type { KubernetesObject } from '../../contracts/kubernetes-objects.js';
import { badRequest } from './failure.js';

export type Match = (object: KubernetesObject) => boolean;

/** Commas inside parentheses belong to a set. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^()]*\))/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/**
 * A label selector, equality-based and set-based.
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function labelMatch(selector: string | null): Match {
  const tests = requirements(selector ?? '').map(labelRequirement);
  return (object) => tests.every((test) => test(object.metadata.labels ?? {}));
}

function labelRequirement(text: string): (labels: Readonly<Record<string, string>>) => boolean {
  const set = /^(\S+)\s+(in|notin)\s*\((.*)\)$/.exec(text);
  if (set) {
    const [, key = '', operator, values = ''] = set;
    const among = values.split(',').map((value) => value.trim());
    return (labels) => {
      const value = labels[key];
      const isIn = value !== undefined && among.includes(value);
      return operator === 'in' ? isIn : !isIn;
    };
  }
  const equality = /^([^!=\s]+)\s*(!=|==|=)\s*(\S*)$/.exec(text);
  if (equality) {
    const [, key = '', operator, value] = equality;
    return (labels) => (operator === '!=') !== (labels[key] === value);
  }
  if (/^![^!=\s]+$/.test(text)) return (labels) => !(text.slice(1) in labels);
  if (/^[^!=\s()]+$/.test(text)) return (labels) => text in labels;
  throw badRequest(`unable to parse requirement: found '${text}'`);
}

/** Which fields can be selected, by kind; every kind has the first two. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec.nodeName', 'status.phase', 'status.podIP', 'spec.restartPolicy', 'spec.serviceAccountName'],
  Event: [
    ...['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map(
      (name) => `involvedObject.${name}`,
    ),
    'reason',
    'type',
    'source',
  ],
  Secret: ['type'],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
};

/** A field selector; an unknown field is refused as the API server does. */
export function fieldMatch(selector: string | null, kind: string): Match {
  const known = ['metadata.name', 'metadata.namespace', ...(FIELDS[kind] ?? [])];
  const tests = requirements(selector ?? '').map((text) => {
    const [, field = '', operator, value = ''] = /^([^!=]+)(!=|==|=)(.*)$/.exec(text) ?? [];
    if (operator === undefined) throw badRequest(`invalid selector: '${text}'; can't understand '${text}'`);
    if (!known.includes(field)) throw badRequest(`field label not supported: ${field}`);
    return (object: unknown) => (operator === '!=') !== (asText(read(object, field.split('.'))) === value);
  });
  return (object) => tests.every((test) => test(object));
}

function read(value: unknown, path: readonly string[]): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return read(Object.entries(value).find(([key]) => key === head)?.[1], rest);
}
function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
