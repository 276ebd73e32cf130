import { describe, expect, it } from 'vitest';
import { createGithub } from '../../../src/integrations/github/index.js';
import { ROUTES } from '../../../src/integrations/github/routes.js';
import { realClock } from '../../sandbox/world.js';
import { recorderOf, type Exchange } from '../recorder.js';
import { answerProblems, describedRoutes, requestProblems, routeOf } from './description.js';
import { journey } from './journey.js';
import { lab } from './lab.js';

/** Only an app asks these; app.test.ts holds them to the description. */
const OF_APPS = ROUTES.filter((route) => /\/app|\/installation/.test(route));

async function travelled(): Promise<readonly Exchange[]> {
  const { sandbox } = await lab();
  const settings = sandbox.github();
  const recorder = await recorderOf(settings.url);
  const github = createGithub({ ...settings, url: recorder.url }, realClock);
  for (const step of Object.values(journey(github))) await step();
  return recorder.exchanges;
}

describe('GitHub’s own description [PIPE-1]', () => {
  it('names every route that the client knows, and the fixture holds nothing else', () => {
    expect(describedRoutes.toSorted()).toEqual([...ROUTES].toSorted());
  });

  it('every request of the client and every answer of the sandbox is as described, on every route', async () => {
    const exchanges = (await travelled()).filter(({ path }) => !path.startsWith('/_logs/'));
    expect(exchanges.flatMap(requestProblems)).toEqual([]);
    expect(exchanges.flatMap(answerProblems)).toEqual([]);
    const used = new Set(exchanges.map(routeOf));
    expect(ROUTES.filter((route) => !used.has(route))).toEqual(OF_APPS);
  });
});
