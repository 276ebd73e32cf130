import type { Behaviour, World } from '../state/world.js';
import { own } from '../own.js';
import { digestOf } from '../registry/digest.js';
import { REGISTRIES, VERSIONS } from '../world/versions.js';

/** An image reference taken apart: `registry.shop.local/checkout:1.4.2`. */
export function parseImage(image: string): { registry: string; repository: string; tag: string } {
  const slash = image.indexOf('/');
  const head = slash === -1 ? '' : image.slice(0, slash);
  const hasRegistry = head.includes('.') || head.includes(':') || head === 'localhost';
  // A digest beside a tag names the same image here.
  const [rest = ''] = (hasRegistry ? image.slice(slash + 1) : image).split('@');
  const colon = rest.lastIndexOf(':');
  return {
    registry: hasRegistry ? head : 'docker.io',
    repository: colon === -1 ? rest : rest.slice(0, colon),
    tag: colon === -1 ? 'latest' : rest.slice(colon + 1),
  };
}

/**
 * What an image does: an override of this world, else its registry's answer, else the shop's versions. Registries
 * that the tables do not name hold every image, and all are healthy.
 */
export function behaviourOf(world: Pick<World, 'behaviours'>, image: string): Behaviour {
  const override = own(world.behaviours, image);
  if (override) return override;
  const { registry, repository, tag } = parseImage(withTag(world, image));
  const answer = own(REGISTRIES, registry);
  if (answer === undefined) return { kind: 'healthy' };
  if (answer !== 'shop') return { kind: answer };
  return own(own(VERSIONS, repository) ?? {}, tag) ?? { kind: 'not-found' };
}

/** An image that is named by its digest alone is that of the shop's tag with this digest. */
function withTag({ behaviours }: Pick<World, 'behaviours'>, image: string): string {
  const [name = '', digest] = image.split('@');
  const { repository, tag } = parseImage(name);
  if (digest === undefined || tag !== 'latest') return image;
  const known = Object.keys(own(VERSIONS, repository) ?? {}).map((each) => `${name}:${each}`);
  return [...known, ...Object.keys(behaviours)].find((each) => digestOf(each) === digest) ?? image;
}

/** Why the kubelet cannot pull it, as containerd says it through the kubelet; undefined when it can. */
export function pullFailure(behaviour: Behaviour, image: string): string | undefined {
  const { registry, repository, tag } = parseImage(image);
  const failed = `failed to pull and unpack image "${image}": failed to resolve reference "${image}"`;
  const url = `https://${registry}/v2/${repository}/manifests/${tag}`;
  switch (behaviour.kind) {
    case 'not-found':
      return `rpc error: code = NotFound desc = ${failed}: ${image}: not found`;
    case 'wrong-platform':
      return `rpc error: code = NotFound desc = failed to pull and unpack image "${image}": no match for platform in manifest: not found`;
    case 'unauthorized':
      return `rpc error: code = Unknown desc = ${failed}: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ${url}: 401 Unauthorized`;
    case 'registry-unreachable':
      return `rpc error: code = Unknown desc = ${failed}: failed to do request: Head "${url}": dial tcp: lookup ${registry}: no such host`;
    default:
      return undefined;
  }
}

/** The ConfigMap or Secret that a container refers to and that does not exist, in the kubelet's words. */
export const missingConfigMessage = (kind: 'configmap' | 'secret', name: string): string =>
  `${kind} "${name}" not found`;
