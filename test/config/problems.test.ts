import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfiguration, type Sections } from '../../config/index.js';
import { SECTIONS as REAL } from '../../src/commands/configuration.js';
import { ConfigurationError } from '../../src/contracts/errors.js';
import type { Locale } from '../../src/contracts/message.js';

const folder = join(import.meta.dirname, '../fixtures/config');
const sections: Sections = {
  slack: {
    schema: z.strictObject({
      botToken: z.string({ error: 'a bot token' }),
      channel: z.string({ error: 'a channel' }).optional(),
    }),
    chat: true,
    variables: { SLACK_BOT_TOKEN: 'botToken' },
    korean: { 'a bot token': '봇 토큰을', 'a channel': '채널을' },
  },
};
const VARIABLES: Readonly<Record<string, Record<string, string>>> = {
  'bad-variables': {
    PORT: 'http',
    COXSWAIN__LOG__LEVEL: 'noisy',
    COXSWAIN__HTPP__PORT: '1',
    REDIS_URL: 'cache:6379',
  },
  'clusters-from-variables': {
    COXSWAIN__ENVIRONMENTS__LAB__NAMESPACE: 'shop',
    COXSWAIN__ENVIRONMENTS__LAB__CONTEXT: 'lab',
  },
};

function refusedBy(load: () => unknown): ConfigurationError {
  try {
    load();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  return new ConfigurationError([]);
}

const problemsOf = (name: string, env: Record<string, string> = {}, locale?: Locale): readonly string[] =>
  refusedBy(() =>
    loadConfiguration({ cwd: folder, env: { COXSWAIN_CONFIG: `${name}.yaml`, ...env }, sections, locale }),
  ).problems;

/** A file with this text, said to somebody who has these variables. */
function refusalOf(text: string, env: Record<string, string>, locale?: Locale): ConfigurationError {
  const cwd = mkdtempSync(join(tmpdir(), 'coxswain-problems-'));
  writeFileSync(join(cwd, 'coxswain.yaml'), text);
  return refusedBy(() => loadConfiguration({ cwd, env, sections: REAL, locale }));
}

describe('a wrong configuration', () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));

  it.each(names)('is explained with place, value and remedy: %s', async (name) => {
    const problems = problemsOf(name, VARIABLES[name]);
    expect(problems.length).toBeGreaterThan(0);
    await expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });

  it.each(names)('is explained in Korean: %s', async (name) => {
    const problems = problemsOf(name, VARIABLES[name], 'ko');
    expect(problems).toHaveLength(problemsOf(name, VARIABLES[name]).length);
    await expect(`${problems.join('\n')}\n`).toMatchFileSnapshot(join(folder, `${name}.ko.txt`));
  });

  it('never shows a secret', () => {
    const said = names
      .flatMap((name) =>
        [undefined, 'ko' as const].flatMap((locale) => problemsOf(name, VARIABLES[name], locale)),
      )
      .join('\n');
    expect(said).not.toContain('hunter2');
  });

  it('shows no secret of a section that is wrong as a whole', () => {
    const { problems } = refusalOf('sandbox: true\nslack: { botToken: xoxb-hunter2 }', {});
    expect(problems).toEqual([
      'coxswain.yaml:2: slack is {"botToken":"…"}; it must be a section with signingSecret (HTTP) or appToken (Socket Mode).',
    ]);
  });

  it('names the file that does not exist', () => {
    expect(problemsOf('absent')).toEqual([
      'environment variable COXSWAIN_CONFIG: it names "absent.yaml", which does not exist; it must be the path of a configuration file.',
    ]);
  });
});

describe('the language of the problems', () => {
  const KOREAN = { LANG: 'ko_KR.UTF-8' };

  it.each([
    { given: 'nothing', text: 'port: 1', env: {}, says: 'en' },
    { given: 'a Korean LANG', text: 'port: 1', env: KOREAN, says: 'ko' },
    { given: 'LC_ALL over LANG', text: 'port: 1', env: { ...KOREAN, LC_ALL: 'C' }, says: 'en' },
    { given: 'a file over LANG', text: 'locale: en\nport: 1', env: KOREAN, says: 'en' },
    { given: 'a file that is no YAML further down', text: 'locale: ko\nhttp: {', env: {}, says: 'ko' },
    {
      given: 'a variable over the file',
      text: 'locale: en\nport: 1',
      env: { COXSWAIN__LOCALE: 'ko' },
      says: 'ko',
    },
    { given: 'a wrong locale in the file', text: 'locale: fr', env: KOREAN, says: 'ko' },
    { given: 'a command over everything', text: 'locale: en\nport: 1', env: {}, asked: 'ko', says: 'ko' },
  ] as const)('$given: $says', ({ text, env, says, ...rest }) => {
    const { problems, locale } = refusalOf(text, env, 'asked' in rest ? rest.asked : undefined);
    expect(problems).not.toEqual([]);
    expect(/[가-힣]/u.test(problems.join())).toBe(says === 'ko');
    expect(locale).toBe(says);
  });

  it('names a missing file in Korean too', () => {
    expect(problemsOf('absent', KOREAN)).toEqual([
      '환경 변수 COXSWAIN_CONFIG: "absent.yaml" 파일이 없어요. 설정 파일의 경로를 적어 주세요.',
    ]);
  });

  it('is kept in what Slack, the terminal and the skills want', () => {
    const { problems } = refusalOf(WRONG_SECTIONS, KOREAN);
    expect(problems).toHaveLength(9);
    for (const problem of problems) expect(problem).toMatch(/ 적어 주세요\.$/u);
  });

  it('leaves a wish without a translation in its own words, after a colon', () => {
    const { problems } = refusalOf('skills: { deploy: 7 }', KOREAN);
    expect(problems).toEqual([
      'coxswain.yaml:1: skills.deploy 값이 7인데, 맞는 값으로 바꿔 주세요: object, received number.',
    ]);
  });
});

const WRONG_SECTIONS = `
sandbox: true
terminal: { history: -1 }
skills: { deploy: { onFailure: cry } }
slack:
  botToken: 1
  signingSecret: 2
  appToken: 3
  apiUrl: 4
  command: ops
  allowGuests: 5
  allowSharedChannels: 6
`;

describe('Jenkins and GitHub, wrongly configured', () => {
  const outside = join(folder, 'outside');
  const names = readdirSync(outside)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace('.yaml', ''));
  const told = (name: string, locale?: Locale): readonly string[] =>
    refusedBy(() =>
      loadConfiguration({
        ...{ cwd: outside, env: { COXSWAIN_CONFIG: `${name}.yaml` }, sections: REAL, locale },
      }),
    ).problems;

  it.each(names)('are explained with place, value and remedy, in both languages: %s', async (name) => {
    expect(told(name).length).toBeGreaterThan(0);
    await expect(`${told(name).join('\n')}\n`).toMatchFileSnapshot(join(outside, `${name}.txt`));
    expect(told(name, 'ko')).toHaveLength(told(name).length);
    await expect(`${told(name, 'ko').join('\n')}\n`).toMatchFileSnapshot(join(outside, `${name}.ko.txt`));
  });

  it('only the environment names them beside the sandbox: the bot starts and says that they are not used', () => {
    const env = { GITHUB_TOKEN: 'placeholder', HOME: tmpdir() };
    const cwd = mkdtempSync(join(tmpdir(), 'coxswain-problems-'));
    const { world, remarks } = loadConfiguration({ cwd, env, sections: REAL });
    expect(world.kind).toBe('sandbox');
    expect(remarks).toEqual([
      'environment variable GITHUB_TOKEN: github is configured but no cluster is, and the sandbox uses its own, so this would not be used; name environments:, or remove it.',
    ]);
  });
});
