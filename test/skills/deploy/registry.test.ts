import { beforeEach, describe, expect, it } from 'vitest';
import { newestVersion } from '../../../skills/shared/versions.js';
import { VERSIONS } from '../../../src/sandbox/world/versions.js';
import { shopOfThisFile } from '../shop.js';

const slots = (version: string, environment: string) => ({ service: 'checkout', version, environment });
const codesOf = (plan: { readonly warnings: readonly { readonly code: string }[] }) =>
  plan.warnings.map(({ code }) => code);
const versions = Object.keys(VERSIONS['checkout'] ?? {});
const ABSENT = {
  code: 'image_not_found',
  params: { image: 'registry.shop.local/checkout:9.9.9', newest: newestVersion(versions) },
};

describe('a registry that can be asked', () => {
  const shop = shopOfThisFile({}, { registry: true });
  beforeEach(() => shop.fresh());

  it('lets a version through that it has', async () => {
    const plan = await shop().accept('deploy', slots('1.4.2', 'production'));
    expect(codesOf(plan).filter((code) => code.includes('registry'))).toEqual([]);
  });

  it('has no such version: refused in production, with the newest that there is, and warned of elsewhere', async () => {
    expect(await shop().refusal('deploy', slots('9.9.9', 'production'))).toMatchObject(ABSENT);
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'dev')))).toContain('not_in_registry');
  });

  it('that does not answer stops nothing, and that is said', async () => {
    await shop().control('POST', 'faults', { path: '^/v2/', times: 99, respond: { status: 503 } });
    const plan = await shop().accept('deploy', slots('9.9.9', 'production'));
    expect(codesOf(plan)).toContain('registry_unread');
  });
});

describe('a registry that must have every version', () => {
  const shop = shopOfThisFile({ deploy: { images: 'always' } }, { registry: true });
  beforeEach(() => shop.fresh());

  it('refuses unknown ones everywhere', async () => {
    expect(await shop().refusal('deploy', slots('9.9.9', 'dev'))).toMatchObject(ABSENT);
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
    expect(refusal).toMatchObject({ code: 'unreachable', params: { cluster: 'registry.shop.local' } });
  });
});
