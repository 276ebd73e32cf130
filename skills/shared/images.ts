import type { Service } from '../../src/contracts/catalogue.js';
import type { Container, PodSpec } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';

/** The parts of an image reference (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export interface ImageReference {
  /** Registry with port, and path: everything before tag and digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** A colon is a tag's only after the last slash: before it, it is the registry's port. */
export function parseImage(image: string): ImageReference {
  const [name = '', digest] = image.split('@', 2);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  if (colon < 0) return { repository: name, tag: undefined, digest };
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

/** The same image at another tag. A digest is dropped: it would win over the tag and nothing would change. */
export function withTag(image: string, tag: string): string {
  return `${parseImage(image).repository}:${tag}`;
}

/** What people call the version of an image: its tag, else its digest's first twelve digits, else `latest` as the kubelet reads it. */
export function versionOf(image: string): string {
  const { tag, digest } = parseImage(image);
  return tag ?? digest?.replace(/^[^:]*:/, '').slice(0, 12) ?? 'latest';
}

export type ContainerChoice =
  | { readonly kind: 'chosen'; readonly container: Container; readonly index: number }
  | { readonly kind: 'unknown'; readonly wanted: string; readonly names: readonly string[] };

/** The container whose image is the service's version: the configured one, else the one named like the service, else the only one. */
export function chooseContainer(
  spec: PodSpec | undefined,
  service: { readonly name: string; readonly container?: string },
): ContainerChoice {
  const containers = spec?.containers ?? [];
  const wanted = service.container ?? service.name;
  const index = containers.findIndex(({ name }) => name === wanted);
  const named = containers[index];
  if (named !== undefined) return { kind: 'chosen', container: named, index };
  const [only] = containers;
  if (service.container === undefined && only !== undefined && containers.length === 1)
    return { kind: 'chosen', container: only, index: 0 };
  return { kind: 'unknown', wanted, names: containers.map(({ name }) => name) };
}

/** As {@link chooseContainer}, for readers: the service's name comes from the label where the catalogue does not know it. */
export function mainContainer(
  spec: PodSpec | undefined,
  labels: Readonly<Record<string, string>> | undefined,
  service: Service | undefined,
): Container | undefined {
  const choice = chooseContainer(spec, service ?? { name: labels?.[MARKS.service] ?? '' });
  return choice.kind === 'chosen' ? choice.container : undefined;
}
