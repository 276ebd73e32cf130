import { describe, expect, it } from 'vitest';
import { benchTriage } from './triage.js';

describe('triage of 10,000 pods, 2,000 Deployments and 20,000 events [TRIAGE-4]', () => {
  it('is as fast and as small as promised, from lists and from what is kept', async () => {
    const figures = await benchTriage({ runs: 1, keptRuns: 7 });
    expect(figures.map(({ name }) => name)).toEqual([
      'triage: lists and answer / lists alone',
      'triage: memory / parsed objects',
      'triage: memory kept / parsed objects',
      'triage: from what is kept',
    ]);
    for (const { name, value, limit } of figures) {
      expect(value, name).toBeGreaterThan(0);
      expect(value, name).toBeLessThan(limit);
    }
  }, 300_000);
});
