import { describe, expect, it } from 'vitest';
import { chooseContainer, parseImage, versionOf, withTag } from '../../../skills/shared/images.js';
import { byHand } from '../../../skills/shared/kubectl.js';
import { commandThere } from '../../../skills/shared/owner-commands.js';
import { ownerOf } from '../../../skills/shared/ownership.js';
import { compareVersions, isVersion, newestVersion } from '../../../skills/shared/versions.js';

describe('an image reference', () => {
  it.each([
    ['checkout', 'checkout', undefined, undefined, 'latest'],
    ['checkout:1.4.2', 'checkout', '1.4.2', undefined, '1.4.2'],
    ['registry:5000/shop/checkout', 'registry:5000/shop/checkout', undefined, undefined, 'latest'],
    ['registry:5000/shop/checkout:v2', 'registry:5000/shop/checkout', 'v2', undefined, 'v2'],
    ['shop/checkout:1@sha256:abcdef0123456789', 'shop/checkout', '1', 'sha256:abcdef0123456789', '1'],
    [
      'shop/checkout@sha256:abcdef0123456789',
      'shop/checkout',
      undefined,
      'sha256:abcdef0123456789',
      'abcdef012345',
    ],
  ])('%s', (image, repository, tag, digest, version) => {
    expect(parseImage(image)).toEqual({ repository, tag, digest });
    expect(versionOf(image)).toBe(version);
    expect(withTag(image, '9')).toBe(`${repository}:9`);
  });
});

describe('the container of a service', () => {
  const containers = [{ name: 'proxy' }, { name: 'checkout' }];
  it('is the configured one before the one of its name', () => {
    const choice = chooseContainer({ containers }, { name: 'checkout', container: 'proxy' });
    expect(choice).toMatchObject({ kind: 'chosen', index: 0 });
    expect(chooseContainer({ containers }, { name: 'checkout' })).toMatchObject({ index: 1 });
  });
  it('is the only one whatever it is called', () => {
    const choice = chooseContainer({ containers: [{ name: 'app' }] }, { name: 'checkout' });
    expect(choice).toMatchObject({ kind: 'chosen', container: { name: 'app' } });
  });
  it('is never guessed among several, nor for a configured name that is absent', () => {
    const several = { containers: [{ name: 'a' }, { name: 'b' }] };
    expect(chooseContainer(several, { name: 'checkout' })).toEqual({
      kind: 'unknown',
      wanted: 'checkout',
      names: ['a', 'b'],
    });
    const only = { containers: [{ name: 'app' }] };
    expect(chooseContainer(only, { name: 'checkout', container: 'web' }).kind).toBe('unknown');
  });
});

describe('a version', () => {
  it.each(['1.4.2', 'v2.0.0-rc1', '2026-11-22', 'build_77', 'a1b2c3d', '1'])('%s is one', (text) => {
    expect(isVersion(text)).toBe(true);
  });
  it.each([
    '',
    '1..2',
    '1.4.',
    '1.4.2-',
    'main',
    '-1',
    '.5',
    '1.4.2+meta',
    '1 2',
    'x'.repeat(129),
    '1/2',
    '1:2',
  ])('“%s” is none', (text) => expect(isVersion(text)).toBe(false));
  it('is ordered as people expect', () => {
    const ordered = ['main2', '1.4.2-rc1', '1.4.2-rc2', '1.4.2-rc10', '1.4.2', '1.4.10', 'v1.5', '2.0.0'];
    for (const [index, version] of ordered.entries())
      for (const later of ordered.slice(index + 1)) {
        expect(compareVersions(version, later)).toBeLessThan(0);
        expect(compareVersions(later, version)).toBeGreaterThan(0);
      }
    expect(newestVersion(['1.9.0', '1.10.0', '1.2.0'])).toBe('1.10.0');
    expect(newestVersion([])).toBeUndefined();
    expect(compareVersions('v1.4.2', '1.4.2')).toBe(0);
  });
});

describe('who else manages an object', () => {
  it.each([
    [{ annotations: { 'meta.helm.sh/release-name': 'shop' } }, 'Helm release shop'],
    [
      { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'x' } },
      'Helm release x',
    ],
    [{ labels: { 'argocd.argoproj.io/instance': 'shop' } }, 'Argo CD application shop'],
    [
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:a/b' } },
      'Argo CD application shop',
    ],
    [{ labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } }, 'Flux Kustomization shop'],
    [{ labels: { 'helm.toolkit.fluxcd.io/name': 'shop' } }, 'Flux HelmRelease shop'],
    [{ ownerReferences: [{ kind: 'ShopService', name: 'shop', controller: true }] }, 'ShopService shop'],
    [{ ownerReferences: [{ kind: 'Rollout', name: 'checkout', controller: true }] }, 'Argo Rollout checkout'],
    [
      { ownerReferences: [{ kind: 'Canary', name: 'checkout', controller: true }] },
      'Flagger Canary checkout',
    ],
  ])('%j', (metadata, name) => {
    expect(ownerOf({ metadata: { name: 'checkout', ...metadata } })?.name).toBe(name);
  });
  it.each([
    [
      { annotations: { 'meta.helm.sh/release-name': 'shop' } },
      'helm upgrade shop … --reuse-values --set image.tag=1.4.2 -n lab',
    ],
    [
      { labels: { 'argocd.argoproj.io/instance': 'shop' } },
      'git commit (checkout: 1.4.2), git push, argocd app sync shop',
    ],
    [
      { labels: { 'helm.toolkit.fluxcd.io/name': 'shop' } },
      'git commit (checkout: 1.4.2), git push, flux reconcile helmrelease shop --with-source',
    ],
    [
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'shop' } },
      'git commit (checkout: 1.4.2), git push, flux reconcile kustomization shop --with-source',
    ],
    [
      { annotations: { 'rollout.argoproj.io/workload-generation': '3' } },
      'kubectl argo rollouts set image checkout checkout=…:1.4.2 -n lab',
    ],
    [
      { ownerReferences: [{ kind: 'Canary', name: 'checkout', controller: true }] },
      'kubectl -n lab set image deployment/checkout checkout=…:1.4.2',
    ],
    [
      { ownerReferences: [{ kind: 'ShopService', name: 'shop', controller: true }] },
      'kubectl -n lab edit shopservice shop',
    ],
  ])('%j is changed there', (metadata, there) => {
    const owner = ownerOf({ metadata: { name: 'checkout', namespace: 'lab', ...metadata } });
    expect(owner && commandThere(owner, { write: 'deploy', version: '1.4.2' })).toBe(there);
  });
  it.each([
    {},
    { labels: { 'app.kubernetes.io/managed-by': 'kustomize', 'app.kubernetes.io/instance': 'shop' } },
    { ownerReferences: [{ kind: 'Namespace', name: 'shop', controller: false }] },
  ])('is nobody: %j', (metadata) => {
    expect(ownerOf({ metadata: { name: 'checkout', ...metadata } })).toBeUndefined();
  });
});

describe('the command by hand', () => {
  const target = { cluster: 'lab', namespace: 'shop' };
  it('names context and namespace, and quotes what a shell would read', () => {
    expect(byHand.scale(target, 'checkout', 5)).toBe(
      'kubectl --context lab -n shop scale deployment/checkout --replicas=5',
    );
    expect(byHand.undo(target, 'checkout', 12)).toMatch(/undo deployment\/checkout --to-revision=12$/);
    expect(byHand.setImage({ ...target, cluster: "it's $HOME" }, 'a', 'b', 'c')).toContain(
      `--context 'it'\\''s $HOME'`,
    );
  });
  it('names no context inside the cluster', () => {
    expect(byHand.restart({ cluster: 'in-cluster', namespace: 'shop' }, 'checkout')).toBe(
      'kubectl -n shop rollout restart deployment/checkout',
    );
  });
});
