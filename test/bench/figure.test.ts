import { describe, expect, it } from 'vitest';
import { report, type Figure } from './figure.js';
import { benchStart } from './start.js';

const printed = (figures: readonly Figure[]): { good: boolean; lines: string[] } => {
  const lines: string[] = [];
  return { good: report(figures, (line) => lines.push(line)), lines };
};

describe('the benchmark report [CORE-11]', () => {
  const figure = { name: 'idle memory', value: 190, unit: 'MB', goal: 200, limit: 300 };

  it('fails above the limit and only there', () => {
    expect(printed([figure]).good).toBe(true);
    expect(printed([{ ...figure, value: 250 }]).lines[0]).toContain('goal missed, within the limit');
    expect(printed([figure, { ...figure, value: 301 }]).good).toBe(false);
  });

  it('measures start to ready and idle memory of the real program, and its ratio to the bare packages', async () => {
    const figures = await benchStart({ runs: 1, idleMs: 1000 });
    expect(figures.map(({ name }) => name)).toEqual([
      'start to ready',
      'idle memory',
      'idle memory / bare imports',
    ]);
    for (const { value, limit } of figures) expect(value).toBeGreaterThan(0.1 * Math.min(1, limit));
  });
});
