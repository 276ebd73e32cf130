import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completerOf } from '../../src/commands/completion.js';
import { openHistory } from '../../src/commands/history.js';

describe('Tab', () => {
  const complete = completerOf({
    vocabulary: ['checkout', 'cart', '결제', 'production'],
    commands: [
      { intent: 'deploy', usage: 'deploy <service> <version>', summary: '' },
      { intent: 'status', usage: 'status [service]', summary: '' },
    ],
  });
  it('completes the last word, in any script', () => {
    expect(complete('deploy CH')).toEqual([['checkout '], 'CH']);
    expect(complete('운영 결')).toEqual([['결제 '], '결']);
    expect(complete('deploy c')).toEqual([['cart ', 'checkout '], 'c']);
  });
  it('offers what is typed, not what it sounds like', () => {
    const spoken = completerOf({
      vocabulary: ['checkout', 'check out', 'roll back', 'roll … back', 'ad-service', 'ad service'],
      commands: [],
    });
    expect(spoken('check')).toEqual([['checkout '], 'check']);
    expect(spoken('ad')).toEqual([['ad-service '], 'ad']);
    expect(spoken('ro')).toEqual([['roll back '], 'ro']);
  });
  it('offers how sentences begin, and nothing after a finished word', () => {
    expect(complete('')).toEqual([['deploy', 'status'], '']);
    expect(complete('deploy ')).toEqual([[], 'deploy ']);
    expect(complete('de')).toEqual([['deploy '], 'de']);
  });
});

describe('the history', () => {
  const home = () => join(mkdtempSync(join(tmpdir(), 'coxswain-history-')), 'state');
  it('is kept for the next conversation, newest first, for this user only', () => {
    const configuration = { home: home(), sections: {} };
    const history = openHistory(configuration);
    for (const line of ['one', 'two', 'two', 'three']) history.remember(line);
    expect(openHistory(configuration).lines).toEqual(['three', 'two', 'one']);
    expect(statSync(join(configuration.home, 'history')).mode & 0o777).toBe(0o600);
  });
  it('keeps as many lines as configured, and none when told so', () => {
    const configuration = { home: home(), sections: { terminal: { history: 2 } } };
    for (const line of ['one', 'two', 'three']) openHistory(configuration).remember(line);
    expect(readFileSync(join(configuration.home, 'history'), 'utf8')).toBe('two\nthree\n');
    const nothing = { home: home(), sections: { terminal: { history: 0 } } };
    openHistory(nothing).remember('secret');
    expect(openHistory(nothing).lines).toEqual([]);
  });
  it('keeps what two conversations at once say', () => {
    const configuration = { home: home(), sections: {} };
    const [one, two] = [openHistory(configuration), openHistory(configuration)];
    one.remember('from one');
    two.remember('from two');
    expect(openHistory(configuration).lines).toEqual(['from two', 'from one']);
  });
  it('that can’t be written is no reason to stop talking', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'coxswain-history-')), 'file');
    writeFileSync(file, '');
    const configuration = { home: join(file, 'state'), sections: {} };
    expect(() => openHistory(configuration).remember('one')).not.toThrow();
  });
});
