import { describe, expect, it } from 'vitest';
import type { FreezeWindow } from '../../src/contracts/policy.js';
import { startRig, place } from '../pipeline/rig.js';
import { holds, policyFrom } from '../../src/policy/windows.js';
import { NOON } from '../fakes/drafts.js';

const WEEKEND: FreezeWindow = {
  name: 'weekend',
  environments: ['production'],
  when: { from: 'Fri 17:00', until: 'Mon 08:00', zone: 'Asia/Seoul' },
};
const iso = (offset: number) => new Date(NOON + offset).toISOString();
const NOW: FreezeWindow = {
  name: 'year-end',
  environments: ['production'],
  when: { from: iso(-1000), until: iso(1000) },
};

describe('a weekly freeze by a clock in Seoul', () => {
  it.each([
    ['2026-11-20T07:59:00Z', false],
    ['2026-11-20T08:00:00Z', true],
    ['2026-11-22T12:00:00Z', true],
    ['2026-11-22T22:59:00Z', true],
    ['2026-11-22T23:00:00Z', false],
    ['2026-11-25T12:00:00Z', false],
  ])('at %s: %s', (at, frozen) => {
    expect(holds(WEEKEND, Date.parse(at))).toBe(frozen);
  });
});

describe('a freeze of production', () => {
  const frozen = () => startRig({ policyFacts: policyFrom({ freezes: [NOW], onCall: [] }, () => NOON) });

  it('refuses deploys, lets rollbacks through and leaves other environments alone', async () => {
    const rig = await frozen();
    const refused = await rig.say('deploy checkout 1.4.2 to production');
    expect(refused.code).toBe('environment_frozen');
    expect(refused.title).toContain('year-end');
    expect((await rig.say('roll back checkout in production')).expects).toBe('confirm');
    expect((await rig.say('deploy checkout 1.4.2 to staging')).code).toBe('answered');
  });

  it('is over at its end', async () => {
    expect(holds(NOW, NOON + 999)).toBe(true);
    expect(holds(NOW, NOON + 1000)).toBe(false);
  });
});

describe('whoever is on call', () => {
  it.each([
    [['slack:ada'], 'the last healthy version', 'roll back checkout in production', 'cleared'],
    [[], 'nobody on call', 'roll back checkout in production', 'awaiting_approval'],
    [['slack:ada'], 'another version', 'roll back checkout to 1.3.9 in production', 'awaiting_approval'],
  ])('%j: %s', async (onCall, _what, text, status) => {
    const rig = await startRig({
      environments: [place('production', { protected: true, approvals: 1 })],
      policyFacts: policyFrom({ freezes: [], onCall }, () => NOON),
    });
    await rig.say(text);
    await rig.say('confirm production');
    expect((await rig.operation(1)).status).toBe(status);
  });
});
