import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfiguration } from '../../config/index.js';

function folderWith(yaml?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-config-'));
  if (yaml !== undefined) writeFileSync(join(folder, 'coxswain.yaml'), yaml);
  writeFileSync(join(folder, 'kubeconfig'), 'contexts: [{ name: lab }, { name: public }]\n');
  return folder;
}

describe('with no configuration', () => {
  it('the bot is in its sandbox, listens on loopback and keeps its state in the working directory', () => {
    const cwd = folderWith();
    const configuration = loadConfiguration({ cwd, env: {} });
    expect(configuration.world).toEqual({ kind: 'sandbox' });
    expect(configuration.http).toEqual({ host: '127.0.0.1', port: 3000 });
    expect(configuration.home).toBe(join(cwd, '.coxswain'));
  });

  it('an exported KUBECONFIG does not leave the sandbox', () => {
    const env = { KUBECONFIG: '/etc/kubernetes/admin.conf' };
    expect(loadConfiguration({ cwd: folderWith(), env }).world).toEqual({ kind: 'sandbox' });
  });

  it('an empty file is no configuration', () => {
    expect(loadConfiguration({ cwd: folderWith('# nothing yet\n'), env: {} }).world).toEqual({
      kind: 'sandbox',
    });
  });
});

describe('a configuration that is there and can’t be read is never taken for none', () => {
  it.each([
    [
      'a folder',
      (path: string) => {
        mkdirSync(path);
      },
      'this is a folder',
      '폴더예요',
    ],
    [
      'a link to nothing',
      (path: string) => {
        symlinkSync('gone.yaml', path);
      },
      'this is a link to a file that does not',
      '링크',
    ],
  ])('%s', (_what, make, en, ko) => {
    const cwd = folderWith();
    make(join(cwd, 'coxswain.yaml'));
    expect(() => loadConfiguration({ cwd, env: {}, locale: 'en' })).toThrow(`coxswain.yaml: ${en}`);
    expect(() => loadConfiguration({ cwd, env: {}, locale: 'ko' })).toThrow(ko);
  });
});

describe('a file with environments', () => {
  const yaml = `
kubernetes: { kubeconfig: ./kubeconfig }
environments:
  staging: { context: lab, namespace: shop-staging }
  production: { targets: [{ context: lab, namespace: shop }, { context: public, namespace: shop }], protected: true }
services:
  payments-api: { aliases: [payments], jenkins: shop/payments, replicas: { min: 1, max: 6 }, irreversible: { "2.0.0": drops a table } }
admins: [slack:U024BE7LH]
`;
  it('leaves the sandbox, in the short and in the long form', () => {
    const cwd = folderWith(yaml);
    const { world } = loadConfiguration({ cwd, env: {} });
    expect(world).toMatchObject({
      kind: 'clusters',
      access: { kubeconfig: join(cwd, 'kubeconfig') },
      environments: [
        {
          name: 'staging',
          protected: false,
          approvals: 0,
          targets: [{ cluster: 'lab', namespace: 'shop-staging', kubeconfig: join(cwd, 'kubeconfig') }],
        },
        {
          name: 'production',
          protected: true,
          targets: [
            { cluster: 'lab', namespace: 'shop' },
            { cluster: 'public', namespace: 'shop' },
          ],
        },
      ],
    });
  });

  it('carries the service catalogue and the admins', () => {
    const { services, admins } = loadConfiguration({ cwd: folderWith(yaml), env: {} });
    expect(admins).toEqual(['slack:U024BE7LH']);
    expect(services).toEqual([
      {
        name: 'payments-api',
        tenant: 'default',
        aliases: ['payments'],
        spoken: [],
        jenkinsJob: 'shop/payments',
        replicas: { min: 1, max: 6 },
        irreversible: { '2.0.0': 'drops a table' },
      },
    ]);
  });

  it('inside a cluster needs no context', () => {
    const inside = 'kubernetes: { inCluster: true }\nenvironments: { production: { namespace: shop } }\n';
    expect(loadConfiguration({ cwd: folderWith(inside), env: {} }).world).toMatchObject({
      access: { inCluster: true },
      environments: [{ targets: [{ cluster: 'in-cluster', namespace: 'shop' }] }],
    });
  });
});

describe('the environment', () => {
  it('decides on colours and, where the file does not, on the language', () => {
    const cwd = folderWith();
    expect(loadConfiguration({ cwd, env: {} })).toMatchObject({ colors: 'auto', locale: 'en' });
    expect(loadConfiguration({ cwd, env: { NO_COLOR: '1', LANG: 'ko_KR.UTF-8' } })).toMatchObject({
      colors: 'never',
      locale: 'ko',
    });
    expect(loadConfiguration({ cwd, env: { FORCE_COLOR: '1', LC_ALL: 'C', LANG: 'ko_KR' } })).toMatchObject({
      colors: 'always',
      locale: 'en',
    });
  });

  it('wins over the file, by named variables and by the generic form', () => {
    const cwd = folderWith('http: { port: 4000 }\nlog: { level: debug }\n');
    const configuration = loadConfiguration({
      cwd,
      env: {
        PORT: '5000',
        HOST: '0.0.0.0',
        COXSWAIN_HOME: '/var/lib/coxswain',
        REDIS_URL: 'redis://cache:6379',
        DATABASE_URL: 'postgres://db/coxswain',
        COXSWAIN__LOG__LEVEL: 'error',
        COXSWAIN__APPROVALS__EXPIRE_MINUTES: '15',
      },
    });
    expect(configuration).toMatchObject({
      http: { host: '0.0.0.0', port: 5000 },
      home: '/var/lib/coxswain',
      redis: { url: 'redis://cache:6379', prefix: 'coxswain' },
      databaseUrl: 'postgres://db/coxswain',
      logLevel: 'error',
      approvalMinutes: 15,
    });
  });

  it('may change a value of an environment that the file names', () => {
    const cwd = folderWith(
      'kubernetes: { inCluster: true }\nenvironments: { production: { namespace: shop } }\n',
    );
    const { world } = loadConfiguration({
      cwd,
      env: { COXSWAIN__ENVIRONMENTS__PRODUCTION__PROTECTED: 'true' },
    });
    expect(world).toMatchObject({ environments: [{ name: 'production', protected: true }] });
  });

  it('sets a key of a section by the variable that the section declares', () => {
    const sections = {
      slack: {
        schema: z.object({ botToken: z.string() }),
        chat: true,
        variables: { SLACK_BOT_TOKEN: 'botToken' },
      },
    };
    const env = { SLACK_BOT_TOKEN: 'xoxb-1' };
    const configuration = loadConfiguration({ cwd: folderWith('sandbox: true\n'), env, sections });
    expect(configuration.sections).toEqual({ slack: { botToken: 'xoxb-1' } });
  });
});

it('a problem of shape does not hide a problem of sense', () => {
  const cwd = folderWith('locale: fr\nservices:\n  cart: { replicas: { min: 3, max: 1 } }\n');
  expect(() => loadConfiguration({ cwd, env: {} })).toThrow(
    /:1: locale[\s\S]*:3: services\.cart\.replicas\.min is 3/,
  );
});
