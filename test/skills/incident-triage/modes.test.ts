import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MODES } from '../../../skills/incident-triage/modes.js';
import { modesEn } from '../../../skills/incident-triage/modes.en.js';
import { nextSteps } from '../../../skills/incident-triage/next-steps.js';
import { causeSpeech, causeText, stepText } from '../../../skills/incident-triage/wording.js';
import { CLUSTER_CASES } from './cluster-cases.js';
import { examine, modesIn } from './objects.js';
import { POD_CASES, type ModeCase } from './pod-cases.js';

const CASES: Readonly<Record<string, ModeCase>> = { ...POD_CASES, ...CLUSTER_CASES };

describe('the closed list of failure modes [TRIAGE-1]', () => {
  it('has a case for every mode, and no other', () => {
    expect(Object.keys(CASES).sort()).toEqual([...MODES].sort());
  });

  it('is the list of the guide', () => {
    const guide = readFileSync(new URL('../../../docs/failure-modes.md', import.meta.url), 'utf8');
    expect([...guide.matchAll(/^\| `(\w+)` \|/gm)].map((row) => row[1])).toEqual([...MODES]);
  });

  it('is told in the guide in the words of the answers', () => {
    const guide = readFileSync(new URL('../../../docs/failure-modes.md', import.meta.url), 'utf8');
    for (const mode of MODES)
      expect(guide).toContain(`| \`${mode}\` | ${modesEn[mode].says} | ${modesEn[mode].step} |\n`);
  });

  const specification = new URL('../../../../shared/spec/failure-modes.md', import.meta.url);
  const present = existsSync(specification);
  if (!present) process.stdout.write('skipped: no specification beside this checkout\n');
  it.runIf(present)('is the list of the specification', () => {
    const rows = [...readFileSync(specification, 'utf8').matchAll(/^\| `(\w+)` \|/gm)].map((row) => row[1]);
    expect(rows).toEqual([...MODES]);
  });
});

describe.each(Object.entries(CASES))('%s [TRIAGE-1]', (mode, { shows, nearMiss }) => {
  it('is found, with proof, a next step, and words in both languages', () => {
    const found = examine(shows).findings.find((finding) => finding.mode === mode);
    expect(found?.evidence.length).toBeGreaterThan(0);
    if (found === undefined) return;
    expect(nextSteps(found).length).toBeGreaterThan(0);
    for (const locale of ['en', 'ko'] as const)
      for (const text of [causeText(found, locale), causeSpeech(found, locale), stepText(found, locale)])
        expect(text).not.toMatch(/\{\w+\}|undefined|^$/);
  });

  it(`is not found when ${nearMiss.because}`, () => {
    expect(modesIn(nearMiss)).not.toContain(mode);
  });
});
