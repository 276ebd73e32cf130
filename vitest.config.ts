import { defineConfig } from 'vitest/config';

const full = process.env.COXSWAIN_TESTS === 'full';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', ...(full ? ['test/**/*.full.ts'] : [])],
    exclude: ['test/architecture/planted/**', 'node_modules/**'],
    // Limits only catch what hangs: a busy machine may take its time, and speed is the benchmarks' matter.
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 180_000,
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: 'test-results/results.json' }]],
  },
});
