import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createJenkins } from '../../src/integrations/jenkins/index.js';
import { ROUTES } from '../../src/integrations/github/routes.js';
import { realClock } from '../sandbox/world.js';
import { statusesOf } from './github/description.js';
import { journey } from './jenkins/journey.js';
import { lab } from './jenkins/lab.js';
import { recorderOf } from './recorder.js';

const PAGE = readFileSync(new URL('../../src/integrations/README.md', import.meta.url), 'utf8');
/** The cells of each row under a heading. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, after = ''] = PAGE.split(`\n## ${heading}\n`);
  const [section = ''] = after.split('\n## ');
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}
const github = rowsUnder('GitHub');
const jenkins = rowsUnder('Jenkins');

describe('the list of calls, their errors and their tests [PIPE-1]', () => {
  it('names every route of GitHub with the answers that GitHub documents', () => {
    expect(github.map(([route, statuses]) => [route, statuses])).toEqual(
      ROUTES.map((route) => [route, statusesOf(route).join(', ')]),
    );
  });

  it('names every request that any method of the Jenkins port makes', async () => {
    const { sandbox, control } = await lab();
    const settings = sandbox.jenkins();
    const recorder = await recorderOf(settings.url);
    const client = createJenkins({ ...settings, url: recorder.url, graceMs: 400 }, realClock);
    for (const step of Object.values(journey(client, control))) await step();
    const asked = new Set(
      recorder.exchanges.map(({ method, path }) =>
        `${method} ${path}`
          .replace(/(\/job\/[^/]+)+/, '/job/…')
          .replace(/\/artifact\/.*/, '/artifact/…')
          .replace(/\/input\/[^/]+/, '/input/…')
          .replace(/\/\d+(?=\/|$)/g, '/N'),
      ),
    );
    const listed = new Set(jenkins.map(([request]) => request));
    expect([...asked].filter((each) => !listed.has(each))).toEqual([]);
  });

  it('each row names a test that exists', () => {
    const missing = [...github, ...jenkins].filter((row) => {
      const [file = '', ...title] = (row.at(-1) ?? '').split(': ');
      return !readFileSync(new URL(file, import.meta.url), 'utf8').includes(title.join(': '));
    });
    expect(missing).toEqual([]);
  });
});
