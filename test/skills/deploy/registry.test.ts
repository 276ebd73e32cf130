import { beforeEach, describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/contracts/outcome.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { renderRefusal } from '../../../src/registry/render.js';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const slots = (version: string, environment: string, service = 'checkout') => ({
  ...{ service, version, environment },
});
const codesOf = (plan: { readonly warnings: readonly { readonly code: string }[] }) =>
  plan.warnings.map(({ code }) => code);
const NEWEST = ['1.5.0-rc1', '1.4.5', '1.4.4', '1.4.3', '1.4.2'];

const said = (refusal: Refusal, locale: 'en' | 'ko') =>
  textOf(replySchema.parse({ ...renderRefusal(refusal, locale), sandbox: false }));

describe('a registry that can be asked', () => {
  const shop = shopOfThisFile({}, { registry: true });
  beforeEach(() => shop.fresh());
  const answers = (path: string, status: number, body: object = {}) =>
    shop().control('POST', 'faults', { path, times: 99, respond: { status, body } });

  it('lets a version through that it has', async () => {
    const plan = await shop().accept('deploy', slots('1.4.2', 'production'));
    expect(codesOf(plan).filter((code) => code.includes('registry'))).toEqual([]);
  });

  it.each(['production', 'staging', 'dev'])('has no such version: refused in %s', async (environment) => {
    expect(await shop().refusal('deploy', slots('9.9.9', environment))).toMatchObject({
      code: 'image_not_found',
      params: { image: 'registry.shop.local/checkout:9.9.9', newest: NEWEST },
    });
  });

  it('names the versions that may be meant, in both languages', async () => {
    const refusal = await shop().refusal('deploy', slots('1.3.7', 'dev'));
    expect(refusal.params).toMatchObject({ nearest: ['1.3.9', '1.3.8'], newest: NEWEST });
    const english = said(refusal, 'en');
    expect(english).toContain('The image registry.shop.local/checkout:1.3.7 does not exist.');
    expect(english).toContain('Versions like it that the registry has: 1.3.9 and 1.3.8.');
    const korean = said(refusal, 'ko');
    expect(korean).toContain('비슷한 버전: 1.3.9, 1.3.8.');
    expect(korean).toContain('최신 버전: 1.5.0-rc1, 1.4.5');
  });

  it('that does not answer stops nothing, and that is said', async () => {
    await answers('^/v2/', 503);
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'production')))).toContain('registry_unread');
  });

  it('that asks for patience stops nothing either', async () => {
    await answers('^/v2/', 429);
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'dev')))).toContain('registry_unread');
  });

  it('that does not show the repository of what runs can’t be sure', async () => {
    await answers('^/v2/checkout/', 404);
    expect(codesOf(await shop().accept('deploy', slots('1.4.2', 'dev')))).toContain('registry_hidden');
  });

  it('that lists a tag and gives no manifest for it can’t be sure either', async () => {
    await answers('^/v2/checkout/manifests/', 404);
    expect(codesOf(await shop().accept('deploy', slots('1.4.2', 'dev')))).toContain('registry_unread');
    expect(await shop().refusal('deploy', slots('9.9.9', 'dev'))).toMatchObject({ code: 'image_not_found' });
  });

  it('that does not list its tags is sure of one all the same', async () => {
    await answers('^/v2/checkout/tags/', 403);
    const refusal = await shop().refusal('deploy', slots('9.9.9', 'dev'));
    expect(refusal).toMatchObject({ code: 'image_not_found' });
    expect(Object.keys(refusal.params)).toEqual(['image']);
  });

  it('lists a version that no node can pull: the rollout fails and goes back', async () => {
    const { operation } = await shop().run('deploy', slots('3.3.0', 'staging', 'cart'));
    expect(operation).toMatchObject({ status: 'failed', code: 'rolled_back' });
    expect(operation.outcomes[0]?.detail).toBe('image_not_found');
  });
});

describe('no registry that can be asked', () => {
  const shop = shopOfThisFile();

  it('leaves it at what was seen here', async () => {
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'staging')))).toEqual(['never_seen']);
  });
});

describe('images that are pinned', () => {
  const shop = shopOfThisFile({ deploy: { pin: true } }, { registry: true });
  beforeEach(() => shop.fresh());

  it('are deployed by the digest that the registry names, and still called by their version', async () => {
    const { operation } = await shop().run('deploy', slots('1.4.2', 'staging'));
    expect(operation).toMatchObject({ status: 'succeeded', plan: { from: '1.4.1', to: '1.4.2' } });
    expect(await shop().image('checkout', 'shop-staging')).toMatch(
      /^registry\.shop\.local\/checkout:1\.4\.2@sha256:[0-9a-f]{64}$/,
    );
    expect(await shop().refusal('deploy', slots('1.4.2', 'staging'))).toMatchObject({
      code: 'unchanged_version',
    });
  });

  it('are not deployed while the registry can’t name their digest', async () => {
    await shop().control('POST', 'faults', { path: '^/v2/', times: 99, respond: { status: 503 } });
    const refusal = await shop().refusal('deploy', slots('1.4.2', 'staging'));
    expect(refusal).toMatchObject({ code: 'not_pinnable', params: { unread: 'registry.shop.local' } });
    const titles = (['en', 'ko'] as const).map((locale) => renderRefusal(refusal, locale).title);
    expect(titles).toEqual([
      'registry.shop.local/checkout:1.4.2 should be deployed by its digest, but registry.shop.local did not tell it.',
      'registry.shop.local/checkout:1.4.2 이미지는 다이제스트로 배포해야 하는데 registry.shop.local이 알려 주지 않았어요.',
    ]);
  });
});

describe('images that should be pinned, and no registry is configured', () => {
  const shop = shopOfThisFile({ deploy: { pin: true } });

  it('are not deployed', async () => {
    expect(await shop().refusal('deploy', slots('1.4.2', 'staging'))).toMatchObject({
      code: 'not_pinnable',
      params: { unconfigured: 'registry.shop.local' },
    });
  });
});
