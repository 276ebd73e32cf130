import { describe, expect, it } from 'vitest';
import { createJenkins } from '../../../src/integrations/jenkins/index.js';
import { eventually, realClock } from '../../sandbox/world.js';
import { recorderOf } from '../recorder.js';
import { replayOf } from '../recorded.js';
import { journey } from './journey.js';
import { DEPLOY, ended, failure, lab, MAIN, started } from './lab.js';

const BROKEN = { job: { path: 'shop/checkout', branch: 'feature/gift-cards' }, number: 1 };

describe('what a build left behind is read [PIPE-1]', () => {
  it('test results: how many passed, which failed and why', async () => {
    const { jenkins } = await lab();
    const results = await jenkins.tests(BROKEN);
    expect(results).toMatchObject({ failed: 1 });
    expect(results?.failures).toHaveLength(1);
    expect(results?.failures[0]?.age).toBe(1);
    expect(results?.failures[0]?.message).toContain('18000');
    expect(results?.passed).toBeGreaterThan(0);
    expect(await jenkins.tests({ job: DEPLOY, number: 99 })).toBeUndefined();
  });

  it('an artifact, no more of it than asked for, and none where there is none', async () => {
    const { jenkins } = await lab();
    const [build] = await jenkins.builds(MAIN, 1);
    const ref = build?.ref ?? BROKEN;
    const [path = ''] = build?.artifacts ?? [];
    const image = await jenkins.artifact(ref, path, 1_000);
    expect(image).toMatch(/^registry\.shop\.local\/checkout:\S+\n$/);
    expect(await jenkins.artifact(ref, path, 8)).toBe('registry');
    expect(await jenkins.artifact(ref, 'build/nothing.txt', 8)).toBeUndefined();
  });

  it('the log of the stage that failed, as plain text', async () => {
    const { jenkins } = await lab();
    const { state, ...rest } = await jenkins.stages(BROKEN);
    const stages = 'stages' in rest ? rest.stages : [];
    const failed = stages.find((stage) => stage.state === 'failed');
    expect([state, failed?.name]).toEqual(['known', 'Test']);
    const log = await jenkins.stageLog(BROKEN, failed?.id ?? '');
    expect(log).toContain('✗ 합계에 쿠폰을 한 번만 적용한다 (8 ms)');
    expect(log).not.toMatch(/<[a-z]|&[a-z]+;/);
    expect(await jenkins.stageLog(BROKEN, '990')).toBeUndefined();
  });

  it('an artifact of a server that ignores ranges is cut all the same', async () => {
    const path = '/job/deploy/job/checkout/7/artifact/notes.txt';
    const { url } = await replayOf([], [{ path, body: { text: 'longer than asked for' } }]);
    const jenkins = createJenkins({ url }, realClock);
    expect(await jenkins.artifact({ job: DEPLOY, number: 7 }, 'notes.txt', 7)).toBe('{"text"');
  });
});

describe('who a build is by', () => {
  const read = async (facts: object) => {
    const path = '/job/deploy/job/checkout/7/api/json';
    const body = { number: 7, url: 'https://ci/7/', building: true, timestamp: 1, duration: 0, ...facts };
    const { url, asked } = await replayOf([], [{ path, body }]);
    const build = await createJenkins({ url }, realClock).build({ job: DEPLOY, number: 7 });
    return { authors: build?.authors, asked };
  };
  const [mina, bob, kim] = [
    { fullName: 'Mina Kim', id: 'mina' },
    { fullName: 'Bob', id: 'bob' },
    { fullName: '김민아' },
  ];
  const items = [
    { commitId: 'aaa', author: mina },
    { commitId: 'bbb', author: bob },
    { commitId: 'ccc', author: mina },
  ];
  const [isMina, isBob, isKim] = [
    { name: 'Mina Kim', id: 'mina' },
    { name: 'Bob', id: 'bob' },
    { name: '김민아' },
  ];
  const started = { causes: [{ shortDescription: 'Started by user Bob', userId: 'bob', userName: 'Bob' }] };

  it.each<[string, object, object[]]>([
    ['its commits, the newest first', { changeSets: [{ items }], culprits: [kim] }, [isMina, isBob]],
    [
      'the commit that it is named after before newer ones',
      { changeSets: [{ items }], actions: [{ lastBuiltRevision: { SHA1: 'bbb' } }] },
      [isBob, isMina],
    ],
    ['of a freestyle job', { changeSet: { items: items.slice(0, 1) } }, [isMina]],
    [
      'without new commits, who answers for it',
      { changeSets: [], culprits: [kim], actions: [started] },
      [isKim],
    ],
    [
      'else who started it',
      { changeSets: [{ items: [{ author: null }] }], actions: [{}, null, started] },
      [isBob],
    ],
    ['nobody', { actions: [{ causes: [{ shortDescription: 'Started by timer' }] }] }, []],
  ])('%s', async (_, facts, authors) => {
    expect((await read(facts)).authors).toEqual(authors);
  });

  it('is asked for with the build itself, and answered by the simulated Jenkins', async () => {
    const { asked } = await read({});
    expect(asked).toHaveLength(1);
    expect(decodeURIComponent(asked[0] ?? '')).toMatch(
      /changeSets\[items\[commitId,author\[id,fullName\]\]\].*culprits/,
    );
    const { jenkins } = await lab();
    const build = await jenkins.build(BROKEN);
    expect(build?.authors.map(({ name, id }) => [name !== '', id !== undefined])).toEqual([[true, true]]);
  });
});

describe('what waits in the queue for a job', () => {
  it('is told from what waits for others, and from parts of builds that wait for a node', async () => {
    const item = (id: number, url: string, inQueueSince: number) => {
      return { id, inQueueSince, why: `waits ${id}`, stuck: id === 4, task: { url } };
    };
    // Jenkins names itself as it was told to, not as it is reached.
    const own = 'https://ci.example.com/jenkins/job/shop/job/checkout/job/feature%252Fx/';
    const items = [
      item(4, own, 30),
      item(5, own, 20),
      item(6, `${own}12/`, 10),
      item(7, 'https://ci.example.com/jenkins/job/shop/job/checkout/job/main/', 10),
      { id: 8 },
    ];
    const { url } = await replayOf([], [{ path: '/queue/api/json', body: { items } }]);
    const job = { path: 'shop/checkout', branch: 'feature/x' };
    expect(await createJenkins({ url }, realClock).queued(job)).toEqual([
      { job, queueId: 5, why: 'waits 5', stuck: false, since: 20 },
      { job, queueId: 4, why: 'waits 4', stuck: true, since: 30 },
    ]);
  });

  it('is there until it is taken out', async () => {
    const { jenkins, control } = await lab();
    await control({ executors: 0 });
    const asked = await jenkins.trigger(MAIN, { parameters: {}, marker: 'op-9' });
    const queueId = asked.state === 'queued' ? (asked.ticket.queueId ?? 0) : 0;
    expect(await jenkins.queued(MAIN)).toMatchObject([{ queueId, stuck: false }]);
    expect(await jenkins.queued({ path: 'shop/cart', branch: 'main' })).toEqual([]);
    expect(await jenkins.unqueue(queueId)).toBe(true);
    expect(await jenkins.queued(MAIN)).toEqual([]);
  });
});

describe('what a build waits for is answered [PIPE-1]', () => {
  const production = { parameters: { VERSION: '1.4.2', ENVIRONMENT: 'production' } };
  const waiting = async (jenkins: Awaited<ReturnType<typeof lab>>['jenkins']) => {
    const ref = await started(jenkins, DEPLOY, await jenkins.trigger(DEPLOY, production));
    const [input] = await eventually(
      () => jenkins.inputs(ref),
      (inputs) => inputs.length > 0,
    );
    return { ref, id: input?.id ?? '', input };
  };

  it('a yes lets it go on, and then nobody waits any more', async () => {
    const { jenkins } = await lab();
    const { ref, id, input } = await waiting(jenkins);
    expect(input).toMatchObject({ message: 'Deploy 1.4.2 of checkout to production?', proceed: 'Deploy' });
    expect(await jenkins.answerInput(ref, id, { say: 'proceed' })).toEqual({ state: 'answered' });
    expect(await jenkins.answerInput(ref, id, { say: 'proceed' })).toEqual({ state: 'gone' });
    expect((await ended(jenkins, ref))?.state).toBe('succeeded');
  });

  it('a no ends the build', async () => {
    const { jenkins } = await lab();
    const { ref, id } = await waiting(jenkins);
    expect(await jenkins.answerInput(ref, id, { say: 'abort' })).toEqual({ state: 'answered' });
    expect((await ended(jenkins, ref))?.state).toBe('cancelled');
    expect(await jenkins.inputs(ref)).toEqual([]);
  });

  it('a yes with parameters is sent as the form of Jenkins’ own page', async () => {
    const { sandbox, jenkins } = await lab();
    const { ref, id } = await waiting(jenkins);
    const settings = sandbox.jenkins();
    const recorder = await recorderOf(settings.url);
    const through = createJenkins({ ...settings, url: recorder.url }, realClock);
    const answer = { say: 'proceed', parameters: { REASON: 'release & "go"' } } as const;
    expect(await through.answerInput(ref, id, answer)).toEqual({ state: 'answered' });
    const form = new URLSearchParams(recorder.exchanges[0]?.body);
    expect(form.get('json')).toBe('{"parameter":[{"name":"REASON","value":"release & \\"go\\""}]}');
  });
});

describe('Jenkins that asks to wait [PIPE-3]', () => {
  it.each([
    ['429 with retry-after', { status: 429, headers: { 'retry-after': '1' } }],
    ['429 without', { status: 429 }],
    ['503 from a proxy', { status: 503, body: 'Service Unavailable' }],
  ])('%s: a read waits and is answered', async (_name, respond) => {
    const { jenkins, fault } = await lab();
    await fault({ path: '/jenkins', times: 2, respond });
    expect(await jenkins.job(MAIN)).toMatchObject({ kind: 'job' });
  });
});

describe('Jenkins that asks to wait longer than a request may [PIPE-3]', () => {
  it.each([
    ['429 with retry-after', 'GET', { status: 429, headers: { 'retry-after': '600' } }, 10],
    ['503 with retry-after', 'GET', { status: 503, headers: { 'retry-after': '120' } }, 2],
    ['429 to a write', 'POST', { status: 429, headers: { 'retry-after': '600' } }, 10],
    ['429 to a write, without', 'POST', { status: 429 }, 1],
  ])('%s: the moment is told, and nothing was done', async (_name, method, respond, wait) => {
    const { jenkins, fault, requests } = await lab();
    await fault({ method, path: method === 'GET' ? '/jenkins' : 'buildWithParameters', times: 9, respond });
    const parameters = { VERSION: '1.4.2', ENVIRONMENT: 'dev' };
    const error = await failure(
      method === 'GET' ? jenkins.job(MAIN) : jenkins.trigger(DEPLOY, { parameters }),
    );
    expect([error.code, error.doubtful, error.params['wait']]).toEqual(['rate_limited', false, wait]);
    expect(Math.abs(Number(error.params['retryAt']) - Date.now() - wait * 60_000)).toBeLessThan(9_000);
    expect(await requests()).toEqual([]);
  });
});

describe('the port [PIPE-1]', () => {
  it('every method has an answer of the simulated Jenkins, and none fails', async () => {
    const { jenkins, control } = await lab();
    for (const [name, step] of Object.entries(journey(jenkins, control)))
      expect([name, await step()]).not.toEqual([name, undefined]);
  });

  it('a job that nobody may see is an error, not an absent one', async () => {
    const { jenkins, fault } = await lab();
    await fault({
      path: '/jenkins',
      respond: { status: 403, body: 'coxswain is missing the Job/Read permission' },
    });
    const error = await failure(jenkins.job(MAIN));
    expect([error.code, error.message]).toEqual(['forbidden', expect.stringContaining('Job/Read')]);
  });
});
