import { afterAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPlace } from './coxswain.js';

const place = newPlace();
afterAll(() => place.close());

describe('--help', () => {
  it.each([
    [[]],
    [['start']],
    [['chat']],
    [['say']],
    [['parse']],
    [['sandbox']],
    [['sandbox', 'reset']],
    [['link']],
    [['config']],
    [['config', 'check']],
    [['slack']],
    [['slack', 'manifest']],
    [['teams']],
    [['teams', 'package']],
    [['triage']],
    [['voice']],
  ])('of %j shows the usage with an example', async (command) => {
    const { code, out } = await place.run([...command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: coxswain`);
    expect(out).toMatch(/Examples?:\n {2}\$ /);
  });
});

describe('wrong usage ends with 2, the usage and what was probably meant', () => {
  it.each([
    { args: ['sya', 'hello'], says: 'Did you mean say?' },
    { args: ['say', '--jsn', 'hello'], says: 'Did you mean --json?' },
    { args: ['say'], says: "missing required argument 'sentence'" },
    { args: ['say', '  '], says: 'It says nothing.' },
    { args: ['say', '--as', '', 'status'], says: 'It says nothing.' },
    { args: ['say', 'two', 'sentences'], says: 'in quotes: coxswain say "two sentences"' },
    { args: ['say', '--locale', 'fr', 'bonjour'], says: 'Allowed choices are en, ko' },
    { args: ['start', '--port', 'http'], says: 'It must be a port from 0 (any free one) to 65535.' },
    { args: ['config', 'chek'], says: 'Did you mean check?' },
  ])('$args', async ({ args, says }) => {
    const { code, out, err } = await place.run(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(says);
    expect(err).toContain('Usage: coxswain');
  });
});

it('whose reader has left (| head) ends without a stack', async () => {
  const help = place.start(['--help']);
  help.process.stdout?.destroy();
  expect(await help.ended).toMatchObject({ code: 0, err: '' });
});

describe('config check', () => {
  it('with no file says that everything has its default', async () => {
    const { code, out } = await place.run(['config', 'check']);
    expect(code).toBe(0);
    expect(out).toContain('It leads to the sandbox; no real cluster is touched.');
  });

  it('answers in the language that is asked for, right or wrong', async () => {
    const right = await place.run(['config', 'check', '--locale', 'ko']);
    expect(right.out).toContain('샌드박스로 이어지고');
    const wrong = await place.run(['config', 'check', '--locale', 'ko'], {
      env: { COXSWAIN_HOME: process.execPath },
    });
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('폴더가 아니에요');
  });

  it('names every problem with its place and ends with 2', async () => {
    writeFileSync(join(place.folder, 'wrong.yaml'), 'locale: fr\nenviroments: {}\n');
    const { code, err } = await place.run(['config', 'check'], { env: { COXSWAIN_CONFIG: 'wrong.yaml' } });
    expect(code).toBe(2);
    expect(err).toBe(
      'wrong.yaml:1: locale is "fr"; it must be en or ko.\n' +
        'wrong.yaml:2: "enviroments" is not a known key; did you mean "environments"?\n',
    );
  });

  it('any other command says the same and ends with 2', async () => {
    const { code, err } = await place.run(['say', 'status'], { env: { COXSWAIN_CONFIG: 'wrong.yaml' } });
    expect(code).toBe(2);
    expect(err).toContain('wrong.yaml:1: locale is "fr"; it must be en or ko.');
  });

  it('tells where a right file leads to', async () => {
    writeFileSync(join(place.folder, 'kubeconfig'), 'contexts: [{ name: lab }]\n');
    writeFileSync(
      join(place.folder, 'right.yaml'),
      'kubernetes: { kubeconfig: ./kubeconfig }\nenvironments:\n  production: { context: lab, namespace: shop, protected: true }\n',
    );
    const { code, out } = await place.run(['config', 'check'], { env: { COXSWAIN_CONFIG: 'right.yaml' } });
    expect(code).toBe(0);
    expect(out).toContain(
      'right.yaml is right.\nIt leads to real clusters:\n  production: lab/shop (protected)\n',
    );
  });
});

describe('what can’t work is said with what to do, and ends with 2', () => {
  const home = { COXSWAIN_HOME: process.execPath };
  const below = { COXSWAIN_HOME: join(process.execPath, 'state') };
  it.each([
    {
      args: ['start', '--host', 'no.such.host.invalid', '--port', '0'],
      env: {},
      says: 'is no address of this machine',
    },
    {
      args: ['start', '--host', '203.0.113.7', '--port', '0'],
      env: { LANG: 'ko_KR.UTF-8' },
      says: '이 컴퓨터의 주소가 아니에요',
    },
    {
      args: ['say', 'status'],
      env: home,
      says: 'which is no folder; name a folder in home: or COXSWAIN_HOME',
    },
    { args: ['start', '--port', '0'], env: home, says: 'environment variable COXSWAIN_HOME' },
    { args: ['chat'], env: below, says: 'which is no folder' },
    { args: ['say', 'status'], env: { ...home, LANG: 'ko_KR.UTF-8' }, says: '폴더가 아니에요' },
  ])('$args $env', async ({ args, env, says }) => {
    const { code, err } = await place.run(args, { env });
    expect(err).toContain(says);
    expect(code).toBe(2);
  });
});
