import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJenkins } from '../../../src/integrations/jenkins/index.js';
import { parseJson } from '../../../src/trust-boundaries.js';
import { realClock } from '../../sandbox/world.js';
import { disagreements, recorded, RECORDINGS, replayOf, type Added } from '../recorded.js';
import { recorderOf } from '../recorder.js';
import { journey } from './journey.js';
import { lab } from './lab.js';

const read = (file: string): object => {
  const value = parseJson(readFileSync(join(RECORDINGS, 'jenkins', file), 'utf8'));
  return typeof value === 'object' && value !== null ? value : {};
};
const JOB = { path: 'folder/pipeline' };
const AT = '/job/folder/job/pipeline';

async function client(added: readonly Added[]) {
  const { url } = await replayOf([], added);
  return createJenkins({ url }, realClock);
}

describe.skipIf(!recorded)('the client reads what Jenkins really answered [PIPE-1]', () => {
  it('a folder and what is in it', async () => {
    const jenkins = await client([{ path: '/job/folder/api/json', body: read('job/folder.json') }]);
    expect(await jenkins.job({ path: 'folder' })).toMatchObject({
      ...{ kind: 'folder', buildable: false },
      children: ['Level2_FreeStyleProject', 'pipeline', 'Level2_MatrixProject', 'folder2'],
    });
  });

  it('a multibranch job, its branches as Git names them', async () => {
    const jenkins = await client([{ path: '/job/many/api/json', body: read('job/mbranch.json') }]);
    expect(await jenkins.job({ path: 'many' })).toMatchObject({
      ...{ kind: 'multibranch', buildable: false, children: ['feature/github-commands', 'master'] },
    });
  });

  it('a pipeline job and its last builds', async () => {
    const jenkins = await client([{ path: `${AT}/api/json`, body: read('job/pipeline.json') }]);
    expect(await jenkins.job(JOB)).toMatchObject({
      kind: 'job',
      buildable: true,
      lastBuild: 52,
      inQueue: false,
    });
  });

  it('a build of a pipeline and one of a freestyle job', async () => {
    const jenkins = await client([
      { path: `${AT}/52/api/json`, body: read('run/workflowrun.json') },
      { path: `${AT}/14/api/json`, body: read('run/freestylebuild.json') },
    ]);
    expect(await jenkins.build({ job: JOB, number: 52 })).toMatchObject({
      ...{ state: 'failed', startedAt: 1559281453240, durationMs: 324447, estimatedMs: 197743, queueId: 668 },
      ...{ parameters: { parameter1: 'value1', parameter2: 'value2' }, artifacts: [] },
      causes: ['Started by user admin', 'Replayed #1'],
      authors: [{ name: 'admin', id: 'admin' }],
    });
    expect(await jenkins.build({ job: JOB, number: 14 })).toMatchObject({
      ...{ state: 'succeeded', displayName: '#14', parameters: { arg: 'value1' } },
    });
  });

  it('queue items: waiting, blocked, without a node, and left', async () => {
    const item = (id: number, file: string): Added => ({
      path: `/queue/item/${id}/api/json`,
      body: read(file),
    });
    const jenkins = await client([
      ...[item(1, 'queue/waitingitem.json'), item(2, 'queue/blockeditem.json')],
      ...[item(3, 'queue/buildableitem.json'), item(4, 'queue/leftitem.json')],
      { path: `${AT}/54/api/json`, body: { ...read('run/workflowrun.json'), number: 54 } },
      { path: '/queue/api/json', body: read('queue/queue.json') },
      { path: `${AT}/api/json`, body: read('job/pipeline.json') },
    ]);
    const at = (queueId: number) => jenkins.follow(JOB, { queueId });
    expect(await at(1)).toMatchObject({ state: 'waiting', why: 'In the quiet period. Expires in 4.6 sec' });
    expect(await at(2)).toMatchObject({ state: 'waiting', queueId: 669, since: 1561364267921, stuck: false });
    expect(await at(3)).toMatchObject({
      state: 'waiting',
      stuck: true,
      why: 'There are no nodes with the label ‘xxxx’',
    });
    expect(await at(4)).toMatchObject({ state: 'started', build: { ref: { number: 54 } } });
  });

  it('test results', async () => {
    const jenkins = await client([
      { path: `${AT}/52/testReport/api/json`, body: read('report/test_report.json') },
    ]);
    expect(await jenkins.tests({ job: JOB, number: 52 })).toEqual({
      passed: 37,
      failed: 2,
      skipped: 0,
      failures: [],
    });
  });
});

describe.skipIf(!recorded)('the simulated Jenkins answers as the real one did [PIPE-1]', () => {
  it('wherever both have a field, its kind is the same', async () => {
    const { sandbox, control } = await lab();
    const settings = sandbox.jenkins();
    const recorder = await recorderOf(settings.url);
    const jenkins = createJenkins({ ...settings, url: recorder.url }, realClock);
    for (const step of Object.values(journey(jenkins, control))) await step();
    const answers = (pattern: RegExp): readonly unknown[] =>
      recorder.exchanges
        .filter(({ path, status }) => status === 200 && pattern.test(path))
        .map(({ answer }) => answer);
    const compared: readonly (readonly [RegExp, string])[] = [
      [/^\/queue\/item\/\d+\/api\/json$/, 'queue/waitingitem.json'],
      [/^\/queue\/item\/\d+\/api\/json$/, 'queue/leftitem.json'],
      [/^\/queue\/api\/json$/, 'queue/queue.json'],
      [/^\/job\/.*\/\d+\/api\/json$/, 'run/workflowrun.json'],
      [/\/testReport\/api\/json$/, 'report/test_report.json'],
      [/\/job\/checkout\/api\/json$/, 'job/pipeline.json'],
      [/^\/job\/shop\/job\/checkout\/api\/json$/, 'job/mbranch.json'],
    ];
    for (const [pattern, file] of compared) {
      const ours = answers(pattern);
      expect(ours.length, file).toBeGreaterThan(0);
      for (const each of ours) expect(disagreements(each, read(file)), file).toEqual([]);
    }
  });
});
