import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonReport, type JsonReport } from '../../../skills/incident-triage/report.js';
import { savedSnapshot } from '../../../skills/incident-triage/saved.js';
import { triage } from '../../../skills/incident-triage/triage.js';
import { readSaved } from '../../../src/snapshots/index.js';
import { WRITTEN } from './written.js';

const FOLDER = new URL('../../fixtures/triage/written/', import.meta.url);
/** The objects are of the day before. */
const READ_AT = Date.UTC(2025, 5, 11);

function reportOf(name: string): JsonReport {
  const file = `${name}.dump`;
  const saved = readSaved([{ name: file, text: readFileSync(new URL(file, FOLDER), 'utf8') }]);
  expect(saved.problems).toEqual([]);
  return jsonReport(triage(savedSnapshot(saved, undefined, READ_AT)), 'en');
}

describe('objects in the words of many runtimes, drivers and versions [TRIAGE-1, TRIAGE-2, TRIAGE-3]', () => {
  it('are all told apart here', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.dump$/, ''));
    expect(files.sort()).toEqual(Object.keys(WRITTEN).sort());
  });

  it.each(Object.entries(WRITTEN))('%s', (name, { causes, symptoms = [] }) => {
    const { findings } = reportOf(name);
    const of = (role: string) => findings.filter((finding) => finding.role === role);
    expect(of('cause').map(({ mode, object }) => `${mode} ${object.kind}/${object.name}`)).toEqual(causes);
    expect(
      of('symptom')
        .map(({ mode }) => mode)
        .sort(),
    ).toEqual(symptoms);
  });

  it('does not blame a change after the onset, although readiness was lost again since', () => {
    expect(reportOf('change-after-onset').findings[0]?.change).toBeNull();
  });

  it('does not blame a version for a quota that it does not touch', () => {
    const [quota] = reportOf('quota-stops-a-rollout').findings;
    expect(quota?.next).toEqual([
      { say: 'kubectl edit resourcequota compute -n shop', why: 'Raise the quota or use less of it' },
    ]);
  });

  it('asks kubectl for what lies in no namespace without one', () => {
    const [stuck] = reportOf('namespace-with-finalizers').findings;
    expect(stuck?.next.map(({ say }) => say)).toEqual(['kubectl get namespace old -o yaml']);
  });

  it('says that the logs of what crashes are not there, and nothing of the kind where they are', () => {
    const logs = { what: 'logs', why: 'not_in_files' };
    expect(reportOf('start-error-of-runc').incomplete).toContainEqual(logs);
    expect(reportOf('lookup-fails-in-node').incomplete).not.toContainEqual(logs);
  });

  it('says that it cannot tell when the environment of pods was changed where kubectl left that out', () => {
    const changes = { what: 'managedFields', why: 'not_in_files' };
    expect(reportOf('secret-deleted').incomplete).not.toContainEqual(changes);
    expect(reportOf('fine-config-labelled').incomplete).not.toContainEqual(changes);
    expect(reportOf('fine-mounted-config-changed').incomplete).not.toContainEqual(changes);
    expect(reportOf('environment-without-times').incomplete).toContainEqual(changes);
  });
});
