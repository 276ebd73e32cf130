import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../../skills/incident-triage/report.js';
import { savedSnapshot } from '../../../skills/incident-triage/saved.js';
import { triage } from '../../../skills/incident-triage/triage.js';
import { readSaved } from '../../../src/snapshots/index.js';

const FOLDER = new URL('../../fixtures/triage/recorded/', import.meta.url);

/** What `test/fixtures/triage/record.sh` provokes on a real control plane, and the first cause that must be named. */
const RECORDED: Readonly<Record<string, string>> = {
  quota: 'QuotaExceeded',
  resources: 'UnschedulableResources',
  placement: 'UnschedulablePlacement',
  volume: 'UnschedulableVolume',
  account: 'AdmissionRefused',
  selector: 'ServiceNoMatch',
  zero: 'ScaledToZero',
  autoscaler: 'AutoscalerBroken',
  claim: 'ClaimPending',
};

function firstCause(file: string): string | undefined {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');
  const saved = readSaved([{ name: file, text }]);
  const { findings } = jsonReport(triage(savedSnapshot(saved, undefined, saved.newest)), 'en');
  return findings.find(({ role }) => role === 'cause')?.mode;
}

describe('objects that a real control plane wrote [TRIAGE-1]', () => {
  it('are recorded of each mistake', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(
      Object.keys(RECORDED)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it.each(Object.entries(RECORDED))('%s: %s comes first', (name, mode) => {
    expect(firstCause(`${name}.json`)).toBe(mode);
  });
});
