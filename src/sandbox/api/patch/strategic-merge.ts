import { canonicalJson, type Json } from '../../../contracts/json.js';
import { isJsonObject, type JsonObject } from './merge-patch.js';

/**
 * Which lists are merged by which key (the `patchMergeKey` tags of the Kubernetes types); `ports` depends on where
 * it is, `''` means a list of plain values that is merged as a set. Lists that are not named are replaced.
 */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  env: 'name',
  volumes: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
  conditions: 'type',
  ownerReferences: 'uid',
  taints: 'key',
  addresses: 'type',
  secrets: 'name',
  finalizers: '',
};

function mergeKey(field: string, inService: boolean): string | undefined {
  return field === 'ports' ? (inService ? 'port' : 'containerPort') : MERGE_KEYS[field];
}

/**
 * Applies a strategic merge patch, with `$patch`, `$retainKeys`, `$deleteFromPrimitiveList` and
 * `$setElementOrder`. `kind` tells what `ports` means.
 * Source: https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function applyStrategicMergePatch(document: Json | undefined, patch: Json, kind: string): Json {
  return mergeValue(document, patch, kind === 'Service');
}

function mergeValue(document: Json | undefined, patch: Json, inService: boolean): Json {
  if (!isJsonObject(patch)) return patch;
  if (patch['$patch'] === 'replace') return without(patch, ['$patch']);
  const base = isJsonObject(document) ? document : {};
  const result: Record<string, Json> = { ...retained(base, patch['$retainKeys']) };
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) applyDirective(result, key, value);
    else if (value === null) Reflect.deleteProperty(result, key);
    else result[key] = mergeField(key, result[key], value, inService);
  }
  for (const [key, order] of Object.entries(patch))
    if (key.startsWith('$setElementOrder/'))
      reorder(result, key.slice('$setElementOrder/'.length), order, inService);
  return result;
}

function retained(base: JsonObject, keys: Json | undefined): JsonObject {
  if (!isJsonList(keys)) return base;
  return Object.fromEntries(Object.entries(base).filter(([key]) => keys.includes(key)));
}
function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function applyDirective(result: Record<string, Json>, key: string, value: Json): void {
  const field = /^\$deleteFromPrimitiveList\/(.+)$/.exec(key)?.[1];
  const current = field === undefined ? undefined : result[field];
  if (field === undefined || !isJsonList(current) || !isJsonList(value)) return;
  result[field] = current.filter((item) => !value.includes(item));
}

function mergeField(field: string, current: Json | undefined, patch: Json, inService: boolean): Json {
  const key = mergeKey(field, inService);
  if (!isJsonList(patch) || key === undefined) return mergeValue(current, patch, inService);
  const base = isJsonList(current) ? current : [];
  if (
    patch.some((item) => isJsonObject(item) && item['$patch'] === 'replace' && Object.keys(item).length === 1)
  )
    return patch.filter((item) => !(isJsonObject(item) && item['$patch'] === 'replace'));
  if (key === '') return [...base, ...patch.filter((item) => !base.includes(item))];
  const merged = patch.reduce<readonly Json[]>((list, item) => mergeItem(list, item, key, inService), base);
  // What the patch adds comes before what it does not mention, as on a real server.
  const known = new Set(base.map((item) => identityOf(item, key)));
  const isNew = (item: Json): boolean => !known.has(identityOf(item, key));
  return [...merged.filter(isNew), ...merged.filter((item) => !isNew(item))];
}

function identityOf(item: Json, key: string): string {
  return canonicalJson(isJsonObject(item) ? (item[key] ?? null) : item);
}

function mergeItem(list: readonly Json[], item: Json, key: string, inService: boolean): readonly Json[] {
  if (!isJsonObject(item)) return [...list, item];
  const identity = identityOf(item, key);
  const matches = (candidate: Json): boolean =>
    isJsonObject(candidate) && identityOf(candidate, key) === identity;
  if (item['$patch'] === 'delete') return list.filter((candidate) => !matches(candidate));
  const clean = without(item, ['$patch']);
  if (item['$patch'] === 'replace') return list.map((candidate) => (matches(candidate) ? clean : candidate));
  if (!list.some(matches)) return [...list, mergeValue(undefined, clean, inService)];
  return list.map((candidate) => (matches(candidate) ? mergeValue(candidate, clean, inService) : candidate));
}

/** Puts list items into the order that the patch names; items it does not name keep their place after them. */
function reorder(result: Record<string, Json>, field: string, order: Json, inService: boolean): void {
  const list = result[field];
  const key = mergeKey(field, inService);
  if (!isJsonList(list) || !isJsonList(order) || key === undefined) return;
  const wanted = order.map((item) => identityOf(item, key));
  const rank = (item: Json): number => {
    const index = wanted.indexOf(identityOf(item, key));
    return index === -1 ? wanted.length : index;
  };
  result[field] = [...list].sort((a, b) => rank(a) - rank(b));
}
