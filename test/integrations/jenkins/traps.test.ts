import { describe, expect, it } from 'vitest';
import { eventually } from '../../sandbox/world.js';
import { DEPLOY, ended, failure, lab, MAIN, started } from './lab.js';

const toDev = (version = '1.4.2') => ({ parameters: { VERSION: version, ENVIRONMENT: 'dev' } });

describe('the traps of Jenkins [PIPE-2]', () => {
  it('a request that Jenkins folds into one that waits already is told apart (303)', async () => {
    const { jenkins, control } = await lab();
    await control({ executors: 0 });
    const first = await jenkins.trigger(DEPLOY, toDev());
    const second = await jenkins.trigger(DEPLOY, toDev());
    expect(first).toMatchObject({ state: 'queued', marked: false });
    expect(second).toMatchObject({ state: 'folded' });
    expect('ticket' in second && second.ticket).toEqual('ticket' in first && first.ticket);
  });

  it('requests that carry different operations are never folded', async () => {
    const { jenkins, control } = await lab();
    await control({ executors: 0 });
    const first = await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'op-1' });
    const second = await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'op-2' });
    expect([first.state, second.state]).toEqual(['queued', 'queued']);
    expect(await jenkins.follow(DEPLOY, { marker: 'op-2' })).toMatchObject({ state: 'waiting' });
  });

  it('a request that Jenkins declines is no success (302)', async () => {
    const { jenkins, control } = await lab();
    await control({ declines: 1 });
    expect(await jenkins.trigger(DEPLOY, toDev())).toMatchObject({ state: 'refused', reason: 'declined' });
  });

  it('a redirect to the login page is about credentials', async () => {
    const { jenkins, fault } = await lab();
    const location = '/jenkins/login?from=%2F';
    await fault({
      method: 'POST',
      path: 'buildWithParameters',
      respond: { status: 302, headers: { location } },
    });
    const error = await failure(jenkins.trigger(DEPLOY, toDev()));
    expect([error.code, error.doubtful]).toEqual(['credentials_expired', false]);
  });

  it('a parameter that the job does not declare is refused before Jenkins could drop it', async () => {
    const { jenkins, requests } = await lab();
    const parameters = { ...toDev().parameters, VERISON: '1.4.2' };
    expect(await jenkins.trigger(DEPLOY, { parameters })).toMatchObject({
      state: 'refused',
      reason: 'undeclared_parameter',
      names: ['VERISON'],
    });
    expect(await requests()).toEqual([]);
  });

  it('a value that is not one of the choices is refused before Jenkins answers with an error page', async () => {
    const { jenkins, requests } = await lab();
    const parameters = { VERSION: '1.4.2', ENVIRONMENT: 'moon' };
    expect(await jenkins.trigger(DEPLOY, { parameters })).toMatchObject({
      reason: 'invalid_value',
      names: ['ENVIRONMENT'],
    });
    expect(await requests()).toEqual([]);
  });

  it('a marker is not sent to a job that does not declare it, and the answers say so', async () => {
    const { jenkins, control } = await lab();
    await control({ marked: false, executors: 0 });
    expect(await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'op-1' })).toMatchObject({
      state: 'queued',
      marked: false,
    });
    expect(await jenkins.follow(DEPLOY, { marker: 'op-1' })).toEqual({ state: 'unmarked' });
  });

  it('a build is found after Jenkins forgot its queue item, by the item’s id', async () => {
    const { jenkins, control } = await lab();
    const asked = await jenkins.trigger(DEPLOY, toDev());
    const ref = await started(jenkins, DEPLOY, asked);
    await control({ forgetQueue: true });
    const ticket = 'ticket' in asked ? { queueId: asked.ticket.queueId ?? 0 } : {};
    expect(await jenkins.follow(DEPLOY, ticket)).toMatchObject({ state: 'started', build: { ref } });
  });

  it('a build is found by the operation alone, and what never arrived is absent', async () => {
    const { jenkins } = await lab();
    const ref = await started(jenkins, DEPLOY, await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'op-7' }));
    expect(await jenkins.follow(DEPLOY, { marker: 'op-7' })).toMatchObject({
      state: 'started',
      build: { ref, marker: 'op-7' },
    });
    expect(await jenkins.follow(DEPLOY, { marker: 'op-8' })).toEqual({ state: 'absent' });
  });

  it('a lost answer leaves doubt, and the operation finds what it began', async () => {
    const { jenkins, fault, requests } = await lab();
    await fault({ method: 'POST', path: 'buildWithParameters', drop: 'after' });
    const error = await failure(jenkins.trigger(DEPLOY, { ...toDev(), marker: 'op-9' }));
    expect(error.doubtful).toBe(true);
    const found = await eventually(
      () => jenkins.follow(DEPLOY, { marker: 'op-9' }),
      ({ state }) => state === 'started',
    );
    expect(found.state).toBe('started');
    expect((await requests()).filter((each) => each.includes('buildWithParameters'))).toHaveLength(1);
  });

  it('a crumb is fetched when one is needed, and once more when the session ended', async () => {
    const { withPassword, control, requests } = await lab();
    const jenkins = await withPassword();
    expect(await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'a' })).toMatchObject({ state: 'queued' });
    expect(await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'b' })).toMatchObject({ state: 'queued' });
    await control({ newSession: true });
    expect(await jenkins.trigger(DEPLOY, { ...toDev(), marker: 'c' })).toMatchObject({ state: 'queued' });
    expect((await requests()).map((each) => each.split(' ').at(-1))).toEqual([
      '403',
      '201',
      '201',
      '403',
      '201',
    ]);
  });

  it('a crumb that is refused again is asked for only once', async () => {
    const { withPassword, fault, requests } = await lab();
    const respond = { status: 403, body: 'No valid crumb was included in the request' };
    await fault({ method: 'POST', path: 'buildWithParameters', times: 9, respond });
    const jenkins = await withPassword();
    const error = await failure(jenkins.trigger(DEPLOY, toDev()));
    expect([error.code, error.doubtful]).toEqual(['forbidden', false]);
    expect(await requests()).toEqual([]);
  });

  it('an API token needs no crumb', async () => {
    const { jenkins, fault } = await lab();
    await fault({ path: 'crumbIssuer', times: 9, respond: { status: 500 } });
    expect(await jenkins.trigger(DEPLOY, toDev())).toMatchObject({ state: 'queued' });
  });

  it('a branch with a slash is reached under its twice encoded name', async () => {
    const { jenkins } = await lab();
    const branch = 'feature/gift-cards';
    const job = await jenkins.job({ path: 'shop/checkout' });
    expect(job).toMatchObject({ kind: 'multibranch', buildable: false, children: ['main', branch] });
    const ref = { path: 'shop/checkout', branch };
    expect(await jenkins.job(ref)).toMatchObject({ kind: 'job', lastFailed: 1 });
    const [build] = await jenkins.builds(ref, 5);
    expect(build).toMatchObject({ branch, state: 'failed', ref: { job: ref, number: 1 } });
    expect(build?.url).toContain('/job/shop/job/checkout/job/feature%252Fgift-cards/1/');
  });

  it('a log read piece by piece while it is written is the log: no character is cut or lost', async () => {
    const { jenkins } = await lab(0.3);
    const asked = await jenkins.trigger(MAIN, { parameters: {} });
    const ref = await started(jenkins, MAIN, asked);
    const parts: string[] = [];
    let reads = 0;
    for (let from = 0, more = true; more; reads++) {
      const part = await jenkins.log(ref, from);
      if (part === undefined) throw new Error('no log');
      parts.push(part.text);
      ({ next: from, more } = part);
    }
    expect(parts.join('')).toBe((await jenkins.log(ref, 0))?.text);
    expect(parts.join('')).toContain('✓ 가격을 원화로 표시한다');
    expect(parts.join('')).not.toContain('\uFFFD');
    expect(reads).toBeGreaterThan(20);
  });

  it('without the stage plugin builds are still read, and stages are called unavailable', async () => {
    const { jenkins, control } = await lab();
    const [build] = await jenkins.builds(MAIN, 1);
    if (build === undefined) throw new Error('no build');
    expect((await jenkins.stages(build.ref)).state).toBe('known');
    await control({ stages: false });
    expect(await jenkins.stages(build.ref)).toEqual({ state: 'unavailable' });
    expect(await jenkins.inputs(build.ref)).toEqual([]);
    expect(await jenkins.build(build.ref)).toMatchObject({ state: build.state });
  });

  it('a build outlives a restart of Jenkins: reads wait for it, and the same build is followed to its end', async () => {
    const { jenkins, control } = await lab(0.3);
    const ref = await started(jenkins, MAIN, await jenkins.trigger(MAIN, { parameters: {}, marker: 'op-3' }));
    await control({ restartMs: 1_500, forgetQueue: true });
    const during = await jenkins.follow(MAIN, { marker: 'op-3' });
    expect(during).toMatchObject({ state: 'started', build: { ref } });
    expect(await ended(jenkins, ref)).toMatchObject({ state: 'succeeded' });
    expect((await jenkins.log(ref, 0))?.text).toMatch(/Resuming build at .* after Jenkins restart/);
  });

  it('a request to a Jenkins that is starting was not carried out, and is sent when it is there', async () => {
    const { jenkins, control } = await lab();
    await control({ restartMs: 800 });
    expect(await jenkins.trigger(DEPLOY, toDev())).toMatchObject({ state: 'queued' });
  });

  it.each([
    ['stop', ['stop']],
    ['term', ['stop', 'term']],
    ['kill', ['stop', 'term', 'kill']],
  ] as const)('a build that obeys only %s is told ever more strongly', async (obeys, ways) => {
    const { jenkins, control, requests } = await lab(5);
    await control({ obeys });
    const { ref } = await began(jenkins);
    expect(await jenkins.abort(ref)).toMatchObject({
      state: 'stopped',
      by: obeys,
      build: { state: 'cancelled' },
    });
    const told = (await requests()).map((each) => /\/(stop|term|kill) /.exec(each)?.[1]).filter(Boolean);
    expect(told).toEqual(ways);
  });

  it('a build that obeys nothing is not called stopped', async () => {
    const { jenkins, control } = await lab(5);
    await control({ obeys: 'nothing' });
    const { ref } = await began(jenkins);
    expect(await jenkins.abort(ref)).toEqual({ state: 'still_running', tried: ['stop', 'term', 'kill'] });
    expect(await jenkins.build(ref)).toMatchObject({ state: 'running' });
  });
});

/** A slow build that runs: the quiet period is over after 5 s at this pace. */
async function began(jenkins: Awaited<ReturnType<typeof lab>>['jenkins']) {
  const ref = await started(jenkins, MAIN, await jenkins.trigger(MAIN, { parameters: {} }));
  return { ref };
}
