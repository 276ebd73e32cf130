import { messagesOf, waitingReason, type ContainerAt } from '../containers.js';
import type { ObjectRef } from '../finding.js';
import { eventOf, ofContainer } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

/** "failed to sync … cache" passes by itself and is not this. */
const MISSING =
  /\b(secret|configmap)s?\b[^\n]{0,80}?"?([\w.-]+)"? not found|couldn't find key|non-existent (?:config|secret) key/i;
const TRANSIENT = /failed to sync/i;

export function isMissingConfig(message: string): boolean {
  return MISSING.test(message) && !TRANSIENT.test(message);
}

export const missingConfig: Detector = (world) =>
  world.troubled().flatMap((container) => {
    const words =
      waitingReason(container) === 'CreateContainerConfigError' ? messagesOf(container) : undefined;
    const starting =
      waitingReason(container) === 'ContainerCreating' || waitingReason(container) === 'PodInitializing';
    const mount = starting
      ? eventOf(world, refOf('Pod', container.pod), ['FailedMount'], isMissingConfig)
      : undefined;
    const proof =
      words !== undefined && isMissingConfig(words) ? `CreateContainerConfigError: ${words}` : mount;
    if (proof === undefined) return [];
    const { object, key } = whatIsMissing(proof, container);
    const params = {
      missing: missingText(object, key),
      key: key ?? '',
    };
    return [
      ofContainer('MissingConfig', container, [proof], {
        params,
        about: object === undefined ? [] : [object],
      }),
    ];
  });

/** `Secret cart-database (DB_URL)`, as far as the kubelet names it. */
function missingText(object: ObjectRef | undefined, key: string | undefined): string {
  const name = object === undefined ? 'ConfigMap/Secret' : `${object.kind} ${object.name}`;
  return key === undefined ? name : `${name} (${key})`;
}

/** The object and key in the kubelet's sentence, e.g. `couldn't find key DB_URL in ConfigMap shop/cart`. */
function whatIsMissing(
  proof: string,
  { pod }: ContainerAt,
): { readonly object: ObjectRef | undefined; readonly key: string | undefined } {
  const namespace = pod.metadata.namespace ?? '';
  const keyed = /couldn't find key ([\w.-]+) in (ConfigMap|Secret) (?:[\w-]+\/)?([\w.-]+)/i.exec(proof);
  const named = /\b(configmap|secret)s? "([\w./-]+)" not found/i.exec(proof);
  const kind = (keyed?.[2] ?? named?.[1] ?? '').toLowerCase();
  const name = keyed?.[3] ?? named?.[2]?.split('/').at(-1);
  const key = keyed?.[1] ?? /non-existent (?:config|secret) key: ([\w.-]+)/i.exec(proof)?.[1];
  if (name === undefined) return { object: undefined, key };
  return { object: { kind: kind === 'secret' ? 'Secret' : 'ConfigMap', namespace, name }, key };
}
