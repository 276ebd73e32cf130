import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Json } from '../../../src/contracts/json.js';
import { ROUTES } from '../../../src/integrations/github/routes.js';
import { parseJson } from '../../../src/trust-boundaries.js';

/**
 * Cuts what our client uses out of GitHub's OpenAPI description (MIT) into test/fixtures/recorded/github-openapi.json:
 *
 *     npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
 *     npx tsx test/integrations/github/cut-openapi.ts package/generated/api.github.com.json
 *
 * That package is 400 MB unpacked and therefore never a dependency. Texts and examples are left out.
 */
const LEFT_OUT = new Set([
  ...['description', 'example', 'examples', 'x-github', 'externalDocs', 'title', 'summary', 'deprecated'],
  ...['x-multi-segment', 'default', 'headers', 'links', 'format', 'pattern'],
]);
const objectSchema: z.ZodType<Record<string, Json>> = z.record(z.string(), z.custom<Json>());

async function main(source: string): Promise<void> {
  const whole = objectSchema.parse(parseJson(await readFile(source, 'utf8')));
  const kept = new Map<string, Json>();
  /** `named`: the keys of this object are names of properties, not words of the schema language. */
  const cut = (value: Json, named = false): Json => {
    if (Array.isArray(value)) return value.map((each: Json) => cut(each));
    if (typeof value !== 'object' || value === null) return value;
    const fields = objectSchema.parse(value);
    const reference = fields['$ref'];
    if (typeof reference === 'string' && !named) {
      if (!kept.has(reference)) {
        kept.set(reference, null);
        kept.set(reference, cut(at(whole, reference)));
      }
      return { $ref: reference };
    }
    const wanted = Object.entries(fields).filter(([name]) => named || !LEFT_OUT.has(name));
    return Object.fromEntries(
      wanted.map(([name, each]) => [name, cut(each, name === 'properties' && !named)]),
    );
  };
  const operations = ROUTES.map((route): readonly [string, Json] => {
    const [method = '', path = ''] = route.split(' ');
    const operation = objectSchema.parse(
      objectSchema.parse(objectSchema.parse(whole['paths'])[path])[method.toLowerCase()],
    );
    const parts = ['parameters', 'requestBody', 'responses'].flatMap((name) =>
      operation[name] === undefined ? [] : [[name, cut(operation[name])] as const],
    );
    return [route, Object.fromEntries(parts)];
  });
  const lines = (entries: Iterable<readonly [string, Json]>): string =>
    [...entries].map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',\n');
  const components = [...kept].toSorted(([a], [b]) => a.localeCompare(b));
  const text = `{"operations":{\n${lines(operations)}\n},\n"components":{\n${lines(components)}\n}}\n`;
  await writeFile(new URL('../../fixtures/recorded/github-openapi.json', import.meta.url), text);
}

/** What `#/components/schemas/job` points at. */
function at(whole: Record<string, Json>, reference: string): Json {
  return reference
    .slice(2)
    .split('/')
    .reduce<Json>((value, name) => objectSchema.parse(value)[name] ?? null, whole);
}

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('name the file api.github.com.json');
await main(source);
