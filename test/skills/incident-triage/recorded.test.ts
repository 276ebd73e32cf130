import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MODES, type Mode } from '../../../skills/incident-triage/modes.js';
import { jsonReport, type JsonReport } from '../../../skills/incident-triage/report.js';
import { savedSnapshot } from '../../../skills/incident-triage/saved.js';
import { triage } from '../../../skills/incident-triage/triage.js';
import { readSaved } from '../../../src/snapshots/index.js';
import { NEVER_RECORDED, RECORDED } from './recorded.js';

const FOLDER = new URL('../../fixtures/triage/recorded/', import.meta.url);
const GUIDE = new URL('../../../docs/failure-modes.md', import.meta.url);

function reportOf(name: string): JsonReport {
  const file = `${name}.dump`;
  const saved = readSaved([{ name: file, text: readFileSync(new URL(file, FOLDER), 'utf8') }]);
  expect(saved.problems).toEqual([]);
  return jsonReport(triage(savedSnapshot(saved, undefined, saved.newest)), 'en');
}
const modesOf = ({ findings }: JsonReport): readonly string[] => findings.map(({ mode }) => mode);
const causesOf = ({ findings }: JsonReport): readonly string[] =>
  findings.filter(({ role }) => role === 'cause').map(({ mode }) => mode);

describe('objects that a real control plane wrote [TRIAGE-1]', () => {
  it('are all told apart here', () => {
    const files = readdirSync(FOLDER).map((name) => name.replace(/\.dump$/, ''));
    expect(files.sort()).toEqual(Object.keys(RECORDED).sort());
  });

  it.each(Object.entries(RECORDED))('%s', (name, { causes }) => {
    expect(causesOf(reportOf(name))).toEqual(causes);
  });

  const recordable = MODES.filter((mode) => !(mode in NEVER_RECORDED));
  it.each(recordable)('%s has a recording that shows it, with proof', (mode) => {
    const shown = Object.entries(RECORDED).filter(([, { causes }]) => causes.includes(mode));
    expect(shown.map(([name]) => name)).not.toEqual([]);
    for (const [name] of shown) {
      const found = reportOf(name).findings.find((finding) => finding.mode === mode);
      expect(found?.evidence.length).toBeGreaterThan(0);
    }
  });

  it.each(recordable)('%s has a recording that comes near and is not it', (mode) => {
    const near = Object.entries(RECORDED).filter(([, { nearMissOf = [] }]) => nearMissOf.includes(mode));
    expect(near.map(([name]) => name)).not.toEqual([]);
    for (const [name] of near) expect(modesOf(reportOf(name))).not.toContain(mode);
  });

  it('holds no value of a Secret', () => {
    for (const name of Object.keys(RECORDED)) {
      const text = readFileSync(new URL(`${name}.dump`, FOLDER), 'utf8');
      expect(text, name).not.toMatch(/"token": "[^"]|"tls\.key": "[^"]|eyJhbGciOi/);
    }
  });

  it('leaves out only what this control plane cannot write, and the guide knows every mode', () => {
    expect(existsSync(GUIDE)).toBe(true);
    const guide = readFileSync(GUIDE, 'utf8');
    for (const mode of MODES) expect(guide).toContain(`\`${mode}\``);
    const left: readonly string[] = Object.keys(NEVER_RECORDED);
    expect(left.filter((mode) => !MODES.some((each: Mode) => each === mode))).toEqual([]);
  });
});
