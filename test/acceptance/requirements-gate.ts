import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge, leftOut, resultsSchema } from './gate.js';
import { REQUIREMENTS } from './requirements.js';

const RESULTS = new URL('../../test-results/results.json', import.meta.url);

if (!existsSync(RESULTS)) {
  process.stderr.write('No test results yet: run `npm test` first, then `npm run requirements`.\n');
  process.exit(1);
}
const results = resultsSchema.parse(JSON.parse(readFileSync(RESULTS, 'utf8')));
const folder = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && !file.startsWith(join('architecture', 'planted')))
  .map((file) => join(folder, file));
const missing = leftOut(files, results);
if (missing.length > 0) {
  process.stderr.write(
    `The last run left out ${missing.length} of ${files.length} test files: run \`npm test\`, then \`npm run requirements\`.\n`,
  );
  process.exit(1);
}
const full = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.full.ts'))
  .map((file) => readFileSync(join(folder, file), 'utf8'));
const rows = judge(REQUIREMENTS, results, full);
for (const row of rows) {
  const reason = REQUIREMENTS.find((requirement) => requirement.id === row.id)?.reason;
  const note = row.problem === undefined ? (reason ?? '') : `FAILS: ${row.problem}`;
  process.stdout.write(
    `${row.id.padEnd(12)} ${row.status.padEnd(8)} ${String(row.proofs).padStart(4)} passing  ${note}\n`,
  );
}
const failing = rows.filter((row) => row.problem !== undefined).length;
const count = (status: string): number => rows.filter((row) => row.status === status).length;
process.stdout.write(
  `${count('proved')} proved, ${count('open')} open, ${count('not met')} not met; ${failing} failing\n`,
);
process.exit(failing === 0 ? 0 : 1);
