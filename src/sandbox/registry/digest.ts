import { createHash } from 'node:crypto';

const sum = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Where an image's configuration is: it names the image, so that it is the same in every world; when it was built is not. */
export function configDigestOf(image: string): string {
  return sum(`config ${image}`);
}

/** The manifest that the simulated registry holds for an image: small, valid, and different for each. */
export function manifestOf(image: string): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: configDigestOf(image),
      size: 1_470,
    },
    layers: [
      {
        mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
        digest: sum(`layer ${image}`),
        size: 61_442_048,
      },
    ],
  });
}

export function digestOf(image: string): string {
  return `sha256:${createHash('sha256').update(manifestOf(image)).digest('hex')}`;
}
