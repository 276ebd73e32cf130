import { z } from 'zod';
import { PortError } from '../../contracts/errors.js';
import type { Send } from './send.js';

/** Builders that leave the time out write the beginning of one calendar or another: nothing older than containers is meant. */
const FIRST_MS = Date.UTC(2013, 0, 1);
const NOTED = 'org.opencontainers.image.created';

const descriptorSchema = z.object({ digest: z.string() });
const manifestSchema = z.object({
  annotations: z.record(z.string(), z.string()).nullish(),
  config: descriptorSchema.nullish(),
  manifests: z
    .array(descriptorSchema.extend({ platform: z.object({ os: z.string().nullish() }).nullish() }))
    .nullish(),
});
const configSchema = z.object({ created: z.string().nullish() });
type Manifest = z.infer<typeof manifestSchema>;

/**
 * When an image was built: its annotation, else its configuration (OCI Image Format Specification, "Pre-Defined Annotation
 * Keys" and "Image Configuration"); of many platforms the first speaks for all.
 */
export async function readCreated(
  send: Send,
  path: string,
  reference: string,
  accept: string,
): Promise<number | undefined> {
  const manifest = await readManifest(send, path, reference, accept);
  const noted = instant(manifest?.annotations?.[NOTED]);
  if (noted !== undefined || manifest === undefined) return noted;
  const one = (manifest.manifests ?? []).find(({ platform }) => platform?.os !== 'unknown');
  const own = one === undefined ? manifest : await readManifest(send, path, one.digest, accept);
  const digest = own?.config?.digest;
  if (digest === undefined) return undefined;
  const what = `read the configuration of ${path}:${reference}`;
  const config = await readJson(send, { path: `/v2/${path}/blobs/${digest}`, what }, configSchema);
  return instant(config?.created ?? undefined);
}

function readManifest(
  send: Send,
  path: string,
  reference: string,
  accept: string,
): Promise<Manifest | undefined> {
  const what = `read the manifest of ${path}:${reference}`;
  return readJson(send, { path: `/v2/${path}/manifests/${reference}`, accept, what }, manifestSchema);
}

async function readJson<T>(
  send: Send,
  call: { readonly path: string; readonly accept?: string; readonly what: string },
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  const answer = await send({ ...call, method: 'GET' });
  if (answer.status === 404) return undefined;
  const found = schema.safeParse(await answer.json().catch(() => undefined));
  if (!found.success)
    throw new PortError('server_error', `the registry did not ${call.what} in the expected form`);
  return found.data;
}

function instant(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return at >= FIRST_MS ? at : undefined;
}
