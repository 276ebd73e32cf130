import { messagesOf, waitingReason, type ContainerAt } from '../containers.js';
import type { Detected } from '../finding.js';
import type { Mode } from '../modes.js';
import { ofContainer, quote } from '../proof.js';
import { refOf, type World } from '../world.js';

const REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
]);

const UNREACHABLE =
  /no such host|i\/o timeout|timed? ?out|connection refused|connection reset|toomanyrequests|too many requests|429|deadline exceeded|network is unreachable|no route to host|server misbehaving|RegistryUnavailable|x509:|HTTP response to HTTPS client|50[0234] /i;
const UNAUTHORIZED =
  /pull access denied|unauthorized|authentication required|no basic auth|access forbidden|403 forbidden|40[13] |status(?: code)?:? 40[13]|authorization failed|denied:|access to the resource is denied/i;
const NOT_FOUND =
  /not found|manifest unknown|name unknown|does not exist|couldn't parse image|invalid reference|InvalidImageName|404 /i;

export type PullProblem = Extract<Mode, 'ImageNotFound' | 'ImageUnauthorized' | 'RegistryUnreachable'>;

/** The kubelet's words about the pull: its status may only say "Back-off", then the event has the reason. */
function wordsOf(world: World, container: ContainerAt): readonly string[] {
  const image = container.spec?.image ?? container.status.image ?? '';
  const pulls = world
    .events(refOf('Pod', container.pod))
    .filter(
      ({ reason, message = '' }) => reason === 'Failed' && message.includes(image) && /pull/i.test(message),
    )
    .map(({ message = '' }) => message);
  return [`${waitingReason(container)}: ${messagesOf(container)}`, ...pulls];
}

/** Which of the three it is, by the registry's own answer; undefined when nobody says. The network comes first: it may hide the rest. */
function pullProblem(text: string, image: string): PullProblem | undefined {
  const words = text.replaceAll(image, 'IMAGE');
  if (/InvalidImageName/.test(words)) return 'ImageNotFound';
  if (UNREACHABLE.test(words)) return 'RegistryUnreachable';
  if (UNAUTHORIZED.test(words)) return 'ImageUnauthorized';
  return NOT_FOUND.test(words) ? 'ImageNotFound' : undefined;
}

/** The containers whose image cannot be pulled for one kind of reason. */
export function pullFailures(world: World, mode: PullProblem): readonly Detected[] {
  return world.troubled().flatMap((container) => {
    if (!REASONS.has(waitingReason(container))) return [];
    const image = container.spec?.image ?? container.status.image ?? '?';
    const words = wordsOf(world, container);
    const told = words.find((text) => pullProblem(text, image) !== undefined);
    const missing = missingPullSecret(world, container);
    const problem = told === undefined ? missing && 'ImageUnauthorized' : pullProblem(told, image);
    if (problem !== mode) return [];
    const found = ofContainer(mode, container, [told ?? words[0], `image ${image}`], { params: { image } });
    if (missing === undefined || mode !== 'ImageUnauthorized') return [found];
    const secret = { kind: 'Secret', namespace: container.pod.metadata.namespace ?? '', name: missing };
    return [
      {
        ...found,
        about: [secret],
        evidence: [...found.evidence, quote(secret, 'imagePullSecrets names it: not found')],
      },
    ];
  });
}

/** A pull secret that the pod or its account names and that does not exist; only where Secrets could be read. */
function missingPullSecret(world: World, { pod }: ContainerAt): string | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const account = world.find('ServiceAccount', namespace, pod.spec?.serviceAccountName ?? 'default');
  const told = world
    .events(refOf('Pod', pod))
    .find(({ reason }) => reason === 'FailedToRetrieveImagePullSecret');
  const named = [...(pod.spec?.imagePullSecrets ?? []), ...(account?.imagePullSecrets ?? [])].flatMap(
    ({ name }) => name ?? [],
  );
  if (told !== undefined) return named.find((name) => told.message?.includes(name)) ?? named[0];
  if (!world.looked('Secret')) return undefined;
  return named.find((name) => world.find('Secret', namespace, name) === undefined);
}
