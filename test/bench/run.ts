import { report } from './figure.js';
import { benchSlack } from './slack.js';
import { benchStart } from './start.js';
import { benchTriage } from './triage.js';

const BENCHMARKS: Readonly<Record<string, () => Promise<Parameters<typeof report>[0]>>> = {
  start: benchStart,
  triage: benchTriage,
};
/** Takes minutes and both processors for itself: measured by name, `npm run bench -- slack`. */
const BY_NAME: typeof BENCHMARKS = { slack: benchSlack };

const wanted = process.argv.slice(2);
let good = true;
const named = Object.entries({ ...BENCHMARKS, ...BY_NAME }).filter(([name]) => wanted.includes(name));
for (const [, bench] of wanted.length > 0 ? named : Object.entries(BENCHMARKS)) {
  good = report(await bench(), (line) => process.stdout.write(`${line}\n`)) && good;
}
process.exit(good ? 0 : 1);
