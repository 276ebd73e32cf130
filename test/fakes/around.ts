import type { AdapterContext } from '../../src/contracts/adapter.js';
import type { Json } from '../../src/contracts/json.js';
import type { AdapterMemory } from '../../src/contracts/ports/memory.js';

/** A memory that ends with the test. */
export function forgetfulMemory(): AdapterMemory {
  const kept = new Map<string, Json>();
  return {
    recall: (key) => Promise.resolve(kept.get(key)),
    keep: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

/** What surrounds an adapter under test: loopback, the simulated world, and a memory of its own. */
export function around(): Pick<AdapterContext, 'memory' | 'surroundings'> {
  return { memory: forgetfulMemory(), surroundings: { loopback: true, sandbox: true } };
}
