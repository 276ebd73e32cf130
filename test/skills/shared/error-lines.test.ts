import { describe, expect, it } from 'vitest';
import { errorLines } from '../../../skills/shared/error-lines.js';

const first = (log: string): string | undefined => errorLines(log)[0];

describe('what failed, out of a log', () => {
  it.each([
    [
      'a test runner',
      '+ npm test\n✓ keeps an order\n✗ rounds gift cards\n  AssertionError: 1 is not 2\nTests: 1 failed',
      '✗ rounds gift cards',
    ],
    [
      'a compiler',
      'compiling\nsrc/a.ts(4,1): error TS2304: Cannot find name\nnpm ERR! code 2',
      'src/a.ts(4,1): error TS2304: Cannot find name',
    ],
    [
      'Java',
      'INFO starting\njava.lang.NullPointerException: x\n\tat A.b(A.java:1)',
      'java.lang.NullPointerException: x',
    ],
    ['colours', 'ok\n\u001b[31mFATAL\u001b[0m out of disk', 'FATAL out of disk'],
  ])('is the first line that reports it: %s', (_name, log, line) => {
    expect(first(log)).toBe(line);
  });

  it('is not the last word of the build tool, which names nothing', () => {
    expect(first('Error: no space left\nERROR: script returned exit code 1\nFinished: FAILURE')).toBe(
      'Error: no space left',
    );
  });

  it('is the end of the log where nothing says error', () => {
    expect(errorLines('a\nb\nc\nd\ne\nf\ng')).toEqual(['c', 'd', 'e', 'f', 'g']);
  });

  it('is nothing of an empty log', () => {
    expect(errorLines('')).toEqual([]);
  });

  it('holds no secret and no endless line', () => {
    const [line = ''] = errorLines(`error: password=hunter2hunter2 ${'x'.repeat(5_000)}`);
    expect(line).not.toContain('hunter2');
    expect(line.length).toBeLessThanOrEqual(200);
  });
});
