import { randomUUID } from 'node:crypto';
import type { Json } from '../contracts/json.js';
import { parseJson, trustJson } from '../trust-boundaries.js';
import type { Cluster } from './cluster.js';
import { withDefaults } from './defaults.js';
import type { Deployment, Stored } from './objects.js';
import { timestamp } from './objects.js';
import { own } from './own.js';
import { SCENARIOS } from './world/scenarios.js';
import { applyStrategicMergePatch } from './api/patch/strategic-merge.js';
import { parseObject } from './api/writes.js';
import { isJsonObject } from './api/patch/merge-patch.js';

export class UnknownScenario extends Error {
  override readonly name = 'UnknownScenario';
}

/** Puts a named scenario of world/scenarios.ts on a Deployment; returns what it changed. */
export function applyScenario(
  cluster: Cluster,
  name: string,
  namespace: string,
  service: string,
): readonly Stored[] {
  const scenario = own(SCENARIOS, name);
  if (!scenario)
    throw new UnknownScenario(`scenario "${name}" is not one of: ${Object.keys(SCENARIOS).join(', ')}`);
  const deployment = cluster.store.get('Deployment', namespace, service);
  if (!deployment) throw new UnknownScenario(`there is no Deployment ${namespace}/${service}`);
  const fill = filler(cluster, namespace, service);
  const changed = scenario.patch === undefined ? [] : [patched(cluster, deployment, fill(scenario.patch))];
  const added = (scenario.objects ?? []).map((object) =>
    cluster.store.put(completed(cluster, parseObject(fill(object)), namespace)),
  );
  return [...changed, ...added];
}

/** Puts names and the number of pods there are into a scenario's texts. */
function filler(cluster: Cluster, namespace: string, service: string): (template: object) => Json {
  const values = { service, namespace, pods: String(cluster.store.list('Pod', namespace).length) };
  return (template) =>
    parseJson(
      Object.entries(values).reduce(
        (text, [name, value]) => text.replaceAll(`{${name}}`, value),
        JSON.stringify(template),
      ),
    );
}

function patched(cluster: Cluster, deployment: Deployment & Stored, patch: Json): Stored {
  const merged = applyStrategicMergePatch(trustJson(deployment), patch, 'Deployment');
  const next = parseObject(merged);
  const respecified = isJsonObject(patch) && 'spec' in patch;
  const generation = (deployment.metadata.generation ?? 1) + (respecified ? 1 : 0);
  return cluster.store.put(withDefaults({ ...next, metadata: { ...next.metadata, generation } }));
}

/** An object as somebody else would have created it: name, uid, date and defaults. */
export function completed(cluster: Cluster, object: Stored, namespace: string | undefined): Stored {
  const { kind, metadata } = object;
  const known = cluster.store.find(kind, metadata.namespace ?? namespace ?? '', metadata.name);
  const scope = metadata.namespace ?? namespace;
  return withDefaults({
    ...object,
    metadata: {
      uid: known?.metadata.uid ?? randomUUID(),
      creationTimestamp: known?.metadata.creationTimestamp ?? timestamp(cluster.now()),
      ...(scope !== undefined && { namespace: scope }),
      ...metadata,
    },
  });
}
