import { describe, expect, it } from 'vitest';
import { judge, leftOut, type Results } from './gate.js';
import type { Requirement } from './requirements.js';

const proved: Requirement = { id: 'CORE-1', issue: 2, text: 'starts', status: 'proved' };
const run = (...tests: [title: string, status: string][]): Results => ({
  testResults: [
    { name: '/t/a.test.ts', assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) },
  ],
});
const problem = (requirement: Requirement, results: Results) => judge([requirement], results)[0]?.problem;

describe('requirements gate [CORE-9]', () => {
  it('passes a proved line that a passing test cites', () => {
    expect(problem(proved, run(['start [CORE-1] is quick', 'passed']))).toBeUndefined();
  });
  it('reads several ids from one citation', () => {
    expect(problem(proved, run(['start [CORE-2, CORE-1] is quick', 'passed']))).toBeUndefined();
  });
  it('fails a proved line that no test cites', () => {
    expect(problem(proved, run(['start is quick', 'passed']))).toBe('no passing test cites it');
  });
  it('fails a proved line whose only test was skipped', () => {
    expect(problem(proved, run(['start [CORE-1]', 'skipped']))).toBe('no passing test cites it');
  });
  it('fails a proved line when one of its tests fails', () => {
    expect(problem(proved, run(['a [CORE-1]', 'passed'], ['b [CORE-1]', 'failed']))).toBe(
      'fails: b [CORE-1]',
    );
  });
  it('does not take CORE-12 for CORE-1', () => {
    expect(problem(proved, run(['a [CORE-12]', 'passed']))).toBe('no passing test cites it');
  });
  it('takes the test of a full run for a line that says so, as long as there is one and it has not failed', () => {
    const wanted = { ...proved, run: 'full' as const };
    const sources = ["describe('in a browser [CORE-1]', () => {})"];
    const judged = (results: Results, full: readonly string[]) => judge([wanted], results, full)[0]?.problem;
    expect(judged(run(), sources)).toBeUndefined();
    expect(judged(run(), [])).toBe('no test of npm run test:full cites it');
    expect(judged(run(['a [CORE-1]', 'failed']), sources)).toBe('fails: a [CORE-1]');
    expect(judge([proved], run(), sources)[0]?.problem).toBe('no passing test cites it');
  });
  it('fails "not met" without a reason', () => {
    expect(problem({ ...proved, status: 'not met' }, run())).toBe('not met without a reason');
  });
  it('fails a citation of an id that does not exist', () => {
    expect(judge([], run(['a [CORE-99]', 'passed']))[0]?.problem).toContain('not in requirements.ts');
  });
});

describe('a partial run', () => {
  it('is known by the test files that it left out', () => {
    const run = { testResults: [{ name: '/t/a.test.ts', assertionResults: [] }] };
    expect(leftOut(['/t/a.test.ts', '/t/b.test.ts'], run)).toEqual(['/t/b.test.ts']);
    expect(leftOut(['/t/a.test.ts'], run)).toEqual([]);
  });
});
