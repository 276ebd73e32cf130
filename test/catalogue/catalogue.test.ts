import { describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import type { Environment, Service, Target } from '../../src/contracts/catalogue.js';
import type { Deployment, KindName, Kinds } from '../../src/contracts/kubernetes-objects.js';
import type { KubernetesPort, ListOptions } from '../../src/contracts/ports/kubernetes.js';
import { createCatalogue } from '../../src/catalogue/index.js';
import { trustKubernetesObject } from '../../src/trust-boundaries.js';
import { recordingLog } from '../fakes/log.js';

const environment = (
  name: string,
  targets: readonly Target[],
  more: Partial<Environment> = {},
): Environment => ({
  name,
  tenant: 'default',
  aliases: [],
  targets,
  protected: false,
  approvals: 0,
  ...more,
});
const service = (name: string, more: Partial<Service> = {}): Service => ({
  name,
  tenant: 'default',
  aliases: [],
  spoken: [],
  ...more,
});
const STAGING: Target = { cluster: 'lab', namespace: 'shop-staging' };
const SEOUL: Target = { cluster: 'seoul', namespace: 'shop' };
const CLOUD: Target = { cluster: 'cloud', namespace: 'shop' };

/** Deployments by cluster and namespace, Rollouts by `rollouts CLUSTER/NAMESPACE`; a name that is missing cannot be reached. */
function clusters(content: Map<string, readonly string[]>) {
  const asked: ListOptions[] = [];
  const list = async <K extends KindName>(target: Target, kind: K, options: ListOptions = {}) => {
    asked.push(options);
    const place = `${target.cluster}/${target.namespace}`;
    const names = content.get(kind === 'Rollout' ? `rollouts ${place}` : place);
    if (names === undefined)
      throw new PortError('unreachable', `cluster "${target.cluster}" cannot be reached`);
    return names.map((name): Kinds[K] => {
      const deployment: Deployment = { metadata: { name, labels: { 'app.kubernetes.io/name': name } } };
      return trustKubernetesObject<Kinds[K]>(deployment);
    });
  };
  const kubernetes: Pick<KubernetesPort, 'list'> = { list };
  return { kubernetes, asked };
}

function setUp(
  content: Map<string, readonly string[]>,
  environments: readonly Environment[],
  services: readonly Service[] = [],
) {
  const { kubernetes, asked } = clusters(content);
  const log = recordingLog();
  return { catalogue: createCatalogue({ environments, services, kubernetes, log }), asked, log };
}

const names = (entries: readonly { readonly name: string }[]) => entries.map((entry) => entry.name);

describe('services', () => {
  it('may be Argo Rollouts too', async () => {
    const content = new Map([
      ['lab/shop-staging', ['cart']],
      ['rollouts lab/shop-staging', ['search', 'cart']],
    ]);
    const { catalogue } = setUp(content, [environment('staging', [STAGING])]);
    await catalogue.refresh();
    expect(names(catalogue.services('default'))).toEqual(['cart', 'search']);
  });

  it('are found by their label in every target of every environment', async () => {
    const content = new Map([
      ['lab/shop-staging', ['cart', 'checkout']],
      ['seoul/shop', ['checkout', 'auth']],
      ['cloud/shop', ['frontend']],
    ]);
    const environments = [environment('staging', [STAGING]), environment('production', [SEOUL, CLOUD])];
    const { catalogue, asked } = setUp(content, environments);
    expect(catalogue.services('default')).toEqual([]);
    await catalogue.refresh();
    expect(names(catalogue.services('default'))).toEqual(['auth', 'cart', 'checkout', 'frontend']);
    expect(asked).toEqual(Array(6).fill({ labelSelector: 'app.kubernetes.io/name' }));
  });

  it('are as they are configured where both are known', async () => {
    const configured = service('checkout', { aliases: ['kasse'], owner: 'team-shop' });
    const content = new Map([['lab/shop-staging', ['cart', 'checkout']]]);
    const { catalogue } = setUp(content, [environment('staging', [STAGING])], [configured]);
    await catalogue.refresh();
    expect(catalogue.services('default')).toEqual([configured, service('cart')]);
    expect(catalogue.service('default', 'kasse')).toBe(configured);
    expect(catalogue.service('default', 'Checkout')).toBeUndefined();
  });

  it('stay known while their cluster cannot be reached, and go when it says so', async () => {
    const content = new Map<string, readonly string[]>([
      ['seoul/shop', ['checkout', 'cart']],
      ['cloud/shop', ['frontend']],
    ]);
    const { catalogue, log } = setUp(content, [environment('production', [SEOUL, CLOUD])]);
    await catalogue.refresh();
    content.delete('seoul/shop');
    content.set('cloud/shop', []);
    await catalogue.refresh();
    expect(names(catalogue.services('default'))).toEqual(['cart', 'checkout']);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { cluster: 'seoul', namespace: 'shop' } }]);
  });
});

describe('names for the language engine', () => {
  it('are the same object until something changes', async () => {
    const content = new Map<string, readonly string[]>([['lab/shop-staging', ['cart']]]);
    const { catalogue } = setUp(content, [environment('staging', [STAGING], { aliases: ['stage'] })]);
    await catalogue.refresh();
    const before = catalogue.names('default');
    await catalogue.refresh();
    expect(catalogue.names('default')).toBe(before);
    content.set('lab/shop-staging', ['cart', 'auth']);
    await catalogue.refresh();
    expect(catalogue.names('default')).toEqual({
      environments: [{ name: 'staging', aliases: ['stage'], spoken: [] }],
      services: ['auth', 'cart'].map((name) => ({ name, aliases: [], spoken: [] })),
    });
  });
});

describe('tenants', () => {
  it('see their own entries, and those of the default tenant under names they do not use', async () => {
    const shared = environment('staging', [STAGING]);
    const [own, others] = [
      environment('production', [SEOUL], { tenant: 'bank' }),
      environment('production', [CLOUD], { tenant: 'toys' }),
    ];
    const content = new Map([
      ['lab/shop-staging', ['payments', 'mail']],
      ['seoul/shop', ['payments', 'vault']],
      ['cloud/shop', ['teddy']],
    ]);
    const configured = service('payments', { tenant: 'bank', owner: 'bank' });
    const { catalogue } = setUp(content, [shared, own, others], [configured]);
    await catalogue.refresh();
    expect(catalogue.environment('bank', 'production')).toBe(own);
    expect(catalogue.environment('toys', 'production')).toBe(others);
    expect(catalogue.environment('default', 'production')).toBeUndefined();
    expect(catalogue.service('bank', 'payments')?.owner).toBe('bank');
    expect(catalogue.service('toys', 'payments')?.owner).toBeUndefined();
    expect(names(catalogue.services('bank'))).toEqual(['payments', 'vault', 'mail']);
    expect(names(catalogue.services('default'))).toEqual(['mail', 'payments']);
  });
});
