import { describe, expect, it } from 'vitest';
import { report } from './figure.js';
import { benchSlack } from './slack.js';

describe('slash commands to their acknowledgement, everything on [SLACK-5]', () => {
  it('are at least half as many a second as of a bare Bolt app, and seldom wait long', async () => {
    const figures = await benchSlack();
    report(figures, (line) => process.stdout.write(`${line}\n`));
    const [rate, , wait] = figures;
    expect(rate?.name).toContain('bare Bolt / everything on');
    expect(rate?.value).toBeGreaterThan(0.5);
    expect(rate?.value, JSON.stringify(figures)).toBeLessThanOrEqual(2);
    expect(wait?.name).toContain('p99 to ack at 100 requests/s');
    expect(wait?.value, JSON.stringify(figures)).toBeLessThanOrEqual(300);
  }, 900_000);
});
