import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startVoiceRig } from './rig.js';

/** Any JSON, and transcripts with one member replaced by any JSON. */
const bodies = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(fc.constantFrom('id', 'session', 'locale', 'alternatives', 'speaking', 'more'), fc.jsonValue())
    .map(([name, value]) => ({
      ...{ id: 'e-1', session: 's-1', alternatives: [{ text: 'help' }] },
      [name]: value,
    })),
);

it('whatever is posted is answered or refused, and never breaks it [CHANNELS-5]', async () => {
  const rig = await startVoiceRig();
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const response = await rig.post(JSON.stringify(body));
      expect([200, 400]).toContain(response.status);
      const text = await response.text();
      expect(text).toMatch(response.status === 200 ? /"say":/ : /"problems":\[/);
    }),
    { numRuns: 150 },
  );
});
