/**
 * What a container registry holds (OCI Distribution Specification, "HTTP API V2"). An image is written as in a pod:
 * `registry.shop.local/checkout:1.4.2`, or pinned: `registry.shop.local/checkout@sha256:…`. Rejects with PortError:
 * `forbidden` or `credentials_expired` when the registry does not let the bot in, `unreachable` when it does not answer.
 */
export interface ImagesPort {
  /**
   * All tags of a repository (`registry.shop.local/checkout`), in the registry's order; empty when there is none. With
   * `recent` those of the last minutes are good enough, and are read again behind the answer where they are older than that.
   */
  tags(repository: string, options?: { readonly recent?: boolean }): Promise<readonly string[]>;
  /** The manifest's digest (`sha256:…`); undefined when the tag or digest does not exist. */
  digest(image: string): Promise<string | undefined>;
  /**
   * When it was built, by what its builder wrote into it: epoch milliseconds. Undefined where the image does not exist or
   * does not say; builders that want the same bytes twice write 1970 or 1980.
   */
  created(image: string): Promise<number | undefined>;
  /** Whether anything is configured that could answer for this image's registry. */
  covers(image: string): boolean;
}
