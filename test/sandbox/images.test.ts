import { describe, expect, it } from 'vitest';
import { behaviourOf } from '../../src/sandbox/kubelet/images.js';

describe('what an image of the shop does', () => {
  it.each([
    'registry.shop.local/checkout:constructor',
    'registry.shop.local/toString:1.4.2',
    'registry.shop.local/constructor:__proto__',
  ])('%s is not found: no table holds its name', (image) => {
    expect(behaviourOf({ behaviours: {} }, image)).toEqual({ kind: 'not-found' });
  });

  it('comes from elsewhere when its registry is called like a property of every object', () => {
    expect(behaviourOf({ behaviours: {} }, 'constructor')).toEqual({ kind: 'healthy' });
  });
});
