import { beforeEach, describe, expect, it } from 'vitest';
import { newestFirst, nearestVersions } from '../../../skills/shared/versions.js';
import { shopOfThisFile } from '../shop.js';

const NEWEST = ['1.5.0-rc1', '1.4.5', '1.4.4', '1.4.3', '1.4.2', '1.4.1', '1.4.0', '1.3.9', '1.3.8'];
const valuesOf = (offers: readonly { readonly value: string }[] | undefined) =>
  offers?.map(({ value }) => value);
const staging = { service: 'checkout', environment: 'staging' };

describe('the versions that can be deployed', () => {
  const shop = shopOfThisFile({}, { registry: true });
  beforeEach(() => shop.fresh());

  it('are those that the registry lists, newest first, with where they run', async () => {
    const offers = await shop().offers('deploy', 'version', staging);
    expect(valuesOf(offers)).toEqual(NEWEST);
    const running = offers?.filter(({ value, label }) => value !== label);
    expect(running).toEqual([
      { value: '1.4.1', label: '1.4.1 (runs in staging, dev, production and everywhere)', current: true },
    ]);
  });

  it('are offered by service alone, in Korean too, and not without one', async () => {
    const offers = await shop().offers('deploy', 'version', { service: 'checkout' }, { locale: 'ko' });
    const running = offers?.find(({ value }) => value === '1.4.1');
    expect(running?.label).toContain('에서 실행 중)');
    expect(running?.current).toBe(false);
    expect(await shop().offers('deploy', 'version', {})).toBeUndefined();
    expect(await shop().offers('deploy', 'environment', staging)).toBeUndefined();
  });

  it.each([
    ['does not let the bot in', { status: 401 }],
    ['wants to be left alone', { status: 429 }],
    ['shows no such repository', { status: 404 }],
  ])('are those that the cluster knows while the registry %s', async (_what, respond) => {
    await shop().control('POST', 'faults', { path: '^/v2/', times: 99, respond });
    const values = valuesOf(await shop().offers('deploy', 'version', staging));
    expect(values?.slice(0, 2)).toEqual(['1.4.1', '1.4.0']);
    expect(values).not.toContain('1.4.5');
  });

  it('are those that the cluster knows while the registry takes too long, and its own from then on', async () => {
    const hasty = await shop().offers('deploy', 'version', staging, { patience: 'none' });
    expect(valuesOf(hasty)).toEqual(['1.4.1', '1.4.0', '1.3.9', '1.3.8']);
    expect(valuesOf(await shop().offers('deploy', 'version', staging))).toEqual(NEWEST);
    const again = await shop().offers('deploy', 'version', staging, { patience: 'none' });
    expect(valuesOf(again)).toEqual(NEWEST);
  });
});

describe('tags', () => {
  it('that name no version are left out, and commits come last', () => {
    const tags = [
      'latest',
      'main',
      'v1.2',
      '1.10.0',
      '1.9.0',
      'sha256-' + 'a'.repeat(64) + '.sig',
      '3fa1b2c',
      '1.10.0-rc.2',
    ];
    expect(newestFirst(tags)).toEqual(['1.10.0', '1.10.0-rc.2', '1.9.0', 'v1.2', '3fa1b2c']);
  });

  it('by the thousand are ordered too', () => {
    const tags = Array.from({ length: 20_000 }, (_, index) => `1.${index % 100}.${Math.floor(index / 100)}`);
    expect(newestFirst(tags).slice(0, 2)).toEqual(['1.99.199', '1.99.198']);
  });

  it.each([
    ['1.4.22', ['1.4.5', '1.4.1']],
    ['144', []],
    ['145', ['1.4.5']],
    ['9.9.9', []],
  ])('that may be meant by %s', (meant, near) => {
    expect(nearestVersions(meant, ['1.4.1', '1.4.5', '1.3.9', 'latest'])).toEqual(near);
  });
});
