import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { newPlace } from './coxswain.js';

const place = newPlace();
afterAll(() => place.close());

describe('coxswain parse', () => {
  it('answers each line before the next one comes', async () => {
    const parse = place.start(['parse']);
    parse.write('{"text": "roll back payments in production"}\n');
    await parse.says('"intent":"rollback"');
    parse.write('{"text": "운영 결제 상태 알려줘", "locale": "ko"}\n');
    await parse.says('"intent":"status"');
    parse.process.stdin?.end();
    expect((await parse.ended).code).toBe(0);
  });

  it('goes on after a bad line', async () => {
    const { code, out } = await place.run(['parse'], {
      input: 'nonsense\n{"locale": "en"}\n{"text": "help"}\n',
    });
    expect(code).toBe(0);
    const reasons = out
      .trim()
      .split('\n')
      .map((line) => /"reason":("\w+"|null)/.exec(line)?.[1]);
    expect(reasons).toEqual(['"invalid_input"', '"invalid_input"', 'null']);
  });

  it('knows the names of the configuration', async () => {
    writeFileSync(
      join(place.folder, 'catalogue.yaml'),
      'services: { warehouse-sync: { aliases: [lager] } }\n',
    );
    const { out } = await place.run(['parse'], {
      input: '{"text": "status of lager in production"}\n',
      env: { COXSWAIN_CONFIG: 'catalogue.yaml' },
    });
    expect(out).toContain('"service":"warehouse-sync"');
  });

  it('loads no client of a cluster, database or queue', async () => {
    const hooks = join(place.folder, 'hooks.mjs');
    writeFileSync(
      hooks,
      `import { register } from 'node:module';
if (import.meta.url.endsWith('?loader') === false) register(import.meta.url + '?loader');
export async function load(url, context, next) {
  process.stderr.write(url + '\\n');
  return next(url, context);
}
`,
    );
    const { out, err } = await place.run(['parse'], {
      input: '{"text": "help"}\n',
      env: { NODE_OPTIONS: `--import ${pathToFileURL(hooks).href}` },
    });
    expect(out).toContain('"intent":"help"');
    expect(err).toContain('/language/');
    expect(err).not.toMatch(/client-node|better-sqlite3|kysely|bullmq|node_modules\/pg\/|express|pino/);
  });
});
