import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prerequisite } from '../prerequisites.js';
import { givenSandbox, type Given } from './world.js';

const run = promisify(execFile);
const KUBECTL = process.env['KUBECTL'] ?? 'kubectl';
const isHere = await run(KUBECTL, ['version', '--client']).then(
  () => true,
  () => false,
);
const provided = prerequisite('kubectl', isHere, 'in PATH, or KUBECTL names it');

const MANIFEST = `
apiVersion: v1
kind: ConfigMap
metadata: { name: notes }
data: { tone: kind }
`;

describe.runIf(provided)('kubectl works against the sandbox', () => {
  let given: Given;
  let kubectl: (line: string) => Promise<string>;
  beforeAll(async () => {
    given = await givenSandbox();
    const file = join(dirname(given.stateFile), 'kubeconfig');
    const manifest = join(dirname(given.stateFile), 'notes.yaml');
    await writeFile(file, given.sandbox.kubeconfig());
    await writeFile(manifest, MANIFEST);
    kubectl = async (line) => {
      const words = line.replace('MANIFEST', manifest).split(' ');
      const { stdout } = await run(KUBECTL, [
        '--kubeconfig',
        file,
        '--cache-dir',
        dirname(file),
        '-n',
        'shop-dev',
        ...words,
      ]);
      return stdout;
    };
  });
  afterAll(() => given.cleanUp());

  it.each([
    ['get deployments', /cart\s+1\/1\s+1\s+1/],
    ['set image deploy/cart cart=registry.shop.local/cart:3.1.1', /image updated/],
    ['rollout status deploy/cart --timeout=20s', /successfully rolled out/],
    ['rollout undo deploy/cart', /rolled back/],
    ['rollout status deploy/cart --timeout=20s', /successfully rolled out/],
    ['rollout history deploy/cart', /^4 [^\n]*\n5 /m],
    ['scale deploy/cart --replicas=2', /scaled/],
    ['rollout pause deploy/cart', /paused/],
    ['rollout resume deploy/cart', /resumed/],
    ['rollout restart deploy/cart', /restarted/],
    ['rollout status deploy/cart --timeout=20s', /successfully rolled out/],
    ['describe deploy/cart', /NewReplicaSetAvailable/],
    ['logs deploy/cart --tail=2', /INFO/],
    ['auth can-i patch deployments', /yes/],
    ['apply -f MANIFEST', /notes created/],
    ['apply -f MANIFEST', /notes unchanged/],
    ['delete -f MANIFEST', /deleted/],
  ])('kubectl %s', async (line, expected) => {
    expect(await kubectl(line)).toMatch(expected);
  });
});
