import type { Behaviour } from '../state/world.js';

const healthy: Behaviour = { kind: 'healthy' };

/** How each registry answers. A registry that is not named here holds every image, and all are healthy. */
export const REGISTRIES: Readonly<Record<string, 'shop' | 'unauthorized' | 'registry-unreachable'>> = {
  'registry.shop.local': 'shop',
  'registry.private.local': 'unauthorized',
  'registry.offline.local': 'registry-unreachable',
};

/** The images in the shop's registry and what each does. A tag that is not here does not exist. */
export const VERSIONS: Readonly<Record<string, Readonly<Record<string, Behaviour>>>> = {
  checkout: {
    '1.3.8': healthy,
    '1.3.9': healthy,
    '1.4.0': healthy,
    '1.4.1': healthy,
    '1.4.2': healthy,
    '1.4.3': {
      kind: 'crash-once',
      lines: ['ERROR connect ECONNREFUSED payments-api:8080', 'exiting: payments-api is not reachable yet'],
    },
    '1.4.4': { kind: 'never-ready' },
    '1.4.5': healthy,
    '1.5.0-rc1': {
      kind: 'crash',
      exitCode: 1,
      lines: [
        'ERROR TypeError: Cannot read properties of undefined (reading "currency")',
        '    at loadPriceTable (/app/prices.js:41:23)',
        'fatal: price table could not be loaded, exiting',
      ],
    },
  },
  'payments-api': {
    '2.2.2': healthy,
    '2.2.3': healthy,
    '2.2.4': healthy,
    '2.2.5': healthy,
    '2.3.0': { kind: 'oom' },
    '2.3.1': healthy,
  },
  cart: {
    '3.0.4': healthy,
    '3.0.5': healthy,
    '3.1.0': healthy,
    '3.1.1': healthy,
    '3.2.0': healthy,
    '3.3.0': { kind: 'wrong-platform' },
  },
  'user-profile': {
    '1.9.0': healthy,
    '1.9.1': healthy,
    '1.9.2': healthy,
    '1.9.3': healthy,
    '1.10.0': healthy,
  },
  frontend: { '5.0.1': healthy, '5.0.2': healthy, '5.0.3': healthy, '5.0.4': healthy, '5.1.0': healthy },
  inventory: {
    '0.13.8': healthy,
    '0.14.0': healthy,
    '0.14.1': healthy,
    '0.14.2': healthy,
    '0.15.0': healthy,
    '0.16.0': { kind: 'missing-config', configMap: 'inventory-warehouses' },
  },
  auth: {
    '2.7.2': healthy,
    '2.7.3': healthy,
    '2.8.0': healthy,
    '2.8.1': healthy,
    '2.9.0': healthy,
    '3.0.0': { kind: 'bad-command', command: '/app/auth-server' },
  },
  recommendation: {
    '1.2.4': healthy,
    '1.2.5': healthy,
    '1.2.6': healthy,
    '1.2.7': healthy,
    '1.3.0': healthy,
    '1.4.0': { kind: 'never-ready' },
  },
  'ad-service': { '0.8.9': healthy, '0.9.0': healthy, '0.9.1': healthy, '0.9.2': healthy, '0.10.0': healthy },
  'order-worker': {
    '4.1.0': healthy,
    '4.1.1': healthy,
    '4.2.0': healthy,
    '4.2.1': healthy,
    '4.3.0': healthy,
  },
};
