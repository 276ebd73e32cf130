import { report } from './figure.js';
import { benchSlack } from './slack.js';
import { benchStart } from './start.js';
import { benchTriage } from './triage.js';
import { benchWebhooks } from './webhooks.js';

const BENCHMARKS: Readonly<Record<string, () => Promise<Parameters<typeof report>[0]>>> = {
  start: benchStart,
  triage: benchTriage,
};
/** Both processors for themselves: measured by name, `npm run bench -- slack`. */
const BY_NAME: typeof BENCHMARKS = { slack: benchSlack, webhooks: benchWebhooks };

const wanted = process.argv.slice(2);
let good = true;
const named = Object.entries({ ...BENCHMARKS, ...BY_NAME }).filter(([name]) => wanted.includes(name));
for (const [, bench] of wanted.length > 0 ? named : Object.entries(BENCHMARKS)) {
  good = report(await bench(), (line) => process.stdout.write(`${line}\n`)) && good;
}
process.exit(good ? 0 : 1);
