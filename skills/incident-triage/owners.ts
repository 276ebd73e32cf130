import type { KubernetesObject, OwnerReference } from '../../src/contracts/kubernetes-objects.js';

/** What controls an object directly. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  const owners = object.metadata.ownerReferences;
  if (owners === undefined) return undefined;
  // Nearly every object has one owner; a closure for each of ten thousand would cost more than the answer.
  const [first] = owners;
  return first?.controller === true ? first : owners.find((owner) => owner.controller === true);
}
