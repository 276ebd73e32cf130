import { describe, expect, it } from 'vitest';
import { jsonReport } from '../../../skills/incident-triage/report.js';
import { INCIDENTS } from './incidents.js';
import { examine } from './objects.js';

describe.each(Object.entries(INCIDENTS))('%s [TRIAGE-3]', (_name, incident) => {
  const { findings } = jsonReport(examine(incident), 'en');
  const causes = findings.filter(({ role }) => role === 'cause');

  it('names the right cause first, and no other', () => {
    expect(causes.map(({ mode, object }) => [mode, object.name])).toEqual(incident.causes);
  });

  it('explains the symptoms away', () => {
    const symptoms = findings.filter(({ role }) => role === 'symptom').map(({ mode }) => mode);
    expect([...new Set(symptoms)].sort()).toEqual([...(incident.symptoms ?? [])].sort());
    const explained = new Set(causes.flatMap(({ explains }) => explains.map(({ mode }) => mode)));
    for (const mode of incident.symptoms ?? []) expect(explained).toContain(mode);
  });

  if (incident.change !== undefined)
    it(incident.change === null ? 'blames no change' : `says what changed: ${incident.change}`, () => {
      const what = causes[0]?.change?.what ?? null;
      if (incident.change === null) expect(what).toBeNull();
      else expect(what).toContain(incident.change);
    });

  const { next } = incident;
  if (next !== undefined)
    it(`offers “${next}”`, () => {
      expect(causes[0]?.next[0]?.say).toContain(next);
    });
});
