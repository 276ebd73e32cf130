import type { Service } from '../../src/contracts/kubernetes-objects.js';
import { mapSelects } from '../shared/selectors.js';
import type { Workload, World } from './world.js';

/** The workloads whose pods a Service would select. */
export function workloadsBehind(world: World, service: Service): readonly Workload[] {
  return world
    .workloads(service.metadata.namespace ?? '')
    .filter(({ template }) => mapSelects(service.spec?.selector, template?.metadata?.labels));
}

/** A Service that finds its pods by labels; others (ExternalName, hand-made endpoints) are none of our business. */
export function selectsPods({ spec }: Service): boolean {
  if (spec?.type === 'ExternalName') return false;
  for (const key in spec?.selector) if (key !== '') return true;
  return false;
}
