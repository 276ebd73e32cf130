import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { teamsVariables } from '../../adapters/teams/config.js';
import { TEAMS_PATH } from '../../adapters/teams/http.js';
import { botWith, type Bot } from './stage/bot.js';
import { words } from './stage/shell.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const teams = read('adapters/teams/README.md');
const digests = /^## Digests\n(.*?)^## /msu.exec(read('README.md'))?.[1] ?? '';
/** The code blocks of one kind, without the indentation of a list. */
const blocks = (text: string, kind: string): readonly string[] =>
  Array.from(text.matchAll(new RegExp(`^ *\`\`\`${kind}\\n(.*?)^ *\`\`\``, 'gmsu')), ([, block]) =>
    (block ?? '').replace(/^ +(?=\S)/gmu, (indent) => (kind === 'sh' ? '' : indent)),
  );

const APP = '99999999-9999-4999-8999-999999999999';
const TENANT = '11111111-1111-4111-8111-111111111111';
/** What stands for the reader's own values. */
const GIVEN: Readonly<Record<string, string>> = {
  MICROSOFT_APP_ID: APP,
  MICROSOFT_APP_PASSWORD: 'hunter2',
  MICROSOFT_APP_TENANT_ID: TENANT,
};

const bots: Bot[] = [];
const bot = (configuration?: object, env: NodeJS.ProcessEnv = {}): Bot => {
  const made = botWith(configuration, env);
  bots.push(made);
  return made;
};
afterEach(async () => {
  await Promise.all(bots.splice(0).map((each) => each.close()));
});

describe('the way into a Teams tenant, as its README shows it [CHANNELS-8]', () => {
  const command = blocks(teams, 'sh').join('\n').trim();
  const variables = Array.from(command.matchAll(/([A-Z_]+)=(\S+)/gu), ([, name = '', value = '']) => [
    name,
    value,
  ]);

  it('starts the bot with the variables that it names, which are those that there are', async () => {
    expect(command).toMatch(/ npm start$/u);
    const env = Object.fromEntries(variables.map(([name = '', value]) => [name, GIVEN[name] ?? value]));
    expect(Object.keys(env)).toEqual(expect.arrayContaining(Object.keys(GIVEN)));
    for (const name of Object.keys(teamsVariables)) expect(teams).toContain(name);
    const running = await bot({ sandbox: true }, { ...env, PORT: '0' }).start();
    await expect
      .poll(() => running.output())
      .toContain(`teams: POST ${TEAMS_PATH}, app ${APP}, SingleTenant`);
    expect(running.output()).not.toContain('hunter2');
  });

  it('is refused for a simulated world unless the file says that it is meant', async () => {
    const refused = await bot(undefined, GIVEN).run(['config', 'check']);
    expect(refused.exit).not.toBe(0);
    expect(refused.stdout + refused.stderr).toContain('sandbox: true');
    expect(teams).toContain('`sandbox: true`');
  });

  it('names the endpoint that the bot serves, and every key of its section', async () => {
    expect(teams).toContain(`https://ops.example.com${TEAMS_PATH}`);
    const [yaml = ''] = blocks(teams, 'yaml');
    const values: Readonly<Record<string, string>> = { appId: APP, appPassword: 'hunter2', tenantId: TENANT };
    const filled = yaml.replace(/^( +)(\w+): …/gmu, (_line, indent: string, key: string) => {
      return `${indent}${key}: ${values[key] ?? '?'}`;
    });
    const made = bot();
    writeFileSync(join(made.cwd, 'coxswain.yaml'), `sandbox: true\n${filled}`);
    expect(await made.run(['config', 'check'])).toMatchObject({ exit: 0, stderr: '' });
  });

  it('makes the package and the code with the commands that it shows', async () => {
    const shown = Array.from(teams.matchAll(/`npx coxswain ([^`]+)`/gu), ([, line = '']) => line);
    expect(shown.map((line) => line.split(' ')[0])).toEqual(expect.arrayContaining(['teams', 'link']));
    const made = bot();
    for (const line of shown) {
      const ended = await made.run(words(line.replace('--app-id …', `--app-id ${APP}`)));
      expect(ended).toMatchObject({ exit: 0, stderr: '' });
    }
    expect(existsSync(join(made.cwd, 'coxswain-teams.zip'))).toBe(true);
  });

  it('asks for no permission, and gives the reason of each scope', () => {
    expect(teams).toContain('No API permission is needed');
    for (const scope of ['personal', 'groupChat', 'team']) expect(teams).toContain(`| \`${scope}\` |`);
  });
});

describe('digests, as the README shows them [CHANNELS-8]', () => {
  it('can be said as they stand there', { timeout: 120_000 }, async () => {
    const lines = blocks(digests, '').join('\n').trim().split('\n');
    const [requests, manage = ''] = [lines.slice(0, -1), lines.at(-1)];
    expect(requests).toHaveLength(3);
    const made = bot();
    await made.start();
    for (const text of requests) {
      expect((await made.say(text)).reply?.expects).toBe('confirm');
      expect((await made.say('confirm schedule')).reply?.code).toBe('succeeded');
    }
    const asks = manage.split(' · ');
    expect(asks.length).toBeGreaterThan(4);
    for (const text of asks) {
      const { reply } = await made.say(text);
      expect(`${text}: ${reply?.code ?? ''}`).toMatch(/: (answered|succeeded|awaiting_answer)$/u);
    }
    for (const [, text = ''] of digests.matchAll(/^`(digest [^`]+)`, ([^:]+):/gmu))
      expect((await made.say(text)).reply?.code).toBe('answered');
  });

  it('can be configured as they stand there', async () => {
    const [yaml = ''] = blocks(digests, 'yaml');
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(parse(yaml)))).toEqual([
      'timezone',
      'schedules',
    ]);
    const made = bot();
    writeFileSync(join(made.cwd, 'coxswain.yaml'), `sandbox: true\n${yaml}`);
    expect(await made.run(['config', 'check'])).toMatchObject({ exit: 0, stderr: '' });
  });
});
