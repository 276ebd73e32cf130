import { get } from 'node:http';
import { KubeConfig, AppsV1Api, makeInformer } from '@kubernetes/client-node';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JSON_PATCH } from './api-client.js';
import { deployments, eventually, givenSandbox, setImage, type Given } from './world.js';

let given: Given;
afterEach(() => given.cleanUp());
const CART = `${deployments('shop')}/cart`;

const changeSchema = z.object({
  type: z.string(),
  object: z.looseObject({
    code: z.number().optional(),
    metadata: z.looseObject({ name: z.string().optional() }),
  }),
});

/** Collects a watch's lines until it ends. */
function watch(query: string) {
  const seen: z.infer<typeof changeSchema>[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    get(`${given.sandbox.url}${deployments('shop')}?watch=true&${query}`, (response) => {
      let rest = '';
      response.on('data', (chunk: Buffer) => {
        const lines = `${rest}${chunk.toString()}`.split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) seen.push(changeSchema.parse(JSON.parse(line)));
      });
      response.on('end', resolve);
      response.on('error', reject);
    }).on('error', reject);
  });
  return { seen, ended };
}

describe('a watch', () => {
  it('goes on from a resourceVersion without missing or repeating a change', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', `${deployments('shop')}?limit=500`);
    await given.api.send('PATCH', CART, {
      body: [{ op: 'replace', path: '/spec/replicas', value: 3 }],
      type: JSON_PATCH,
    });
    const { seen } = watch(
      `resourceVersion=${body.metadata.resourceVersion}&fieldSelector=metadata.name%3Dcart`,
    );
    await eventually(
      async () => seen,
      (changes) => changes.length > 0,
    );
    expect(seen[0]).toMatchObject({ type: 'MODIFIED', object: { metadata: { name: 'cart' } } });
    const versions = seen.map(({ object }) => object.metadata['resourceVersion']);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it('begins with what is there when it names no resourceVersion', async () => {
    given = await givenSandbox();
    const { seen } = watch('');
    await eventually(
      async () => seen,
      (changes) => changes.length >= 10,
    );
    expect(seen.slice(0, 10).every(({ type }) => type === 'ADDED')).toBe(true);
  });

  it('is told 410 when the history is gone', async () => {
    given = await givenSandbox();
    const { body } = await given.api.send('GET', deployments('shop'));
    await given.api.send('PATCH', CART, { body: setImage('cart', '3.1.1'), type: JSON_PATCH });
    await given.api.send('POST', '/sandbox/watches', { body: { forget: true } });
    const { seen, ended } = watch(`resourceVersion=${body.metadata.resourceVersion}`);
    await ended;
    expect(seen).toMatchObject([{ type: 'ERROR', object: { code: 410 } }]);
  });

  it('ends when its streams are closed', async () => {
    given = await givenSandbox();
    const { seen, ended } = watch('');
    await eventually(
      async () => seen,
      (changes) => changes.length >= 10,
    );
    await given.api.send('POST', '/sandbox/watches', { body: { close: true } });
    await expect(ended).resolves.toBeUndefined();
  });

  it('serves an informer of the official client', async () => {
    given = await givenSandbox();
    const config = new KubeConfig();
    config.loadFromString(given.sandbox.kubeconfig());
    const apps = config.makeApiClient(AppsV1Api);
    const images = new Map<string, string>();
    const informer = makeInformer(config, `/apis/apps/v1/namespaces/shop/deployments`, () =>
      apps.listNamespacedDeployment({ namespace: 'shop' }),
    );
    for (const verb of ['add', 'update'] as const)
      informer.on(verb, ({ metadata, spec }) => {
        images.set(metadata?.name ?? '', spec?.template.spec?.containers[0]?.image ?? '');
      });
    await informer.start();
    try {
      await eventually(
        async () => images.size,
        (size) => size === 10,
      );
      await given.api.send('PATCH', CART, { body: setImage('cart', '3.1.1'), type: JSON_PATCH });
      await eventually(
        async () => images.get('cart'),
        (image) => image?.endsWith(':3.1.1') === true,
      );
    } finally {
      await informer.stop();
    }
  });
});
