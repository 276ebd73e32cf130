import { describe, expect, it } from 'vitest';
import { eventually } from '../../sandbox/world.js';
import { failure } from '../jenkins/lab.js';
import { ended, lab, SHOP } from './lab.js';

const toDev = (marker?: string) => ({
  ...{ workflow: 'deploy.yml', ref: 'main', inputs: { version: '1.4.2', environment: 'dev' } },
  ...(marker !== undefined && { marker }),
});

describe('GitHub, read', () => {
  it('a version is found by its tag, with the pull request that brought it', async () => {
    const { github } = await lab();
    const commit = await github.commit(SHOP, 'tags/v1.4.2');
    expect(commit?.message).toBe('checkout 1.4.2: show the gift card balance');
    expect(await github.pullsOf(SHOP, commit?.sha ?? '')).toMatchObject([{ state: 'merged', base: 'main' }]);
    expect(await github.commit(SHOP, 'tags/v9.9.9')).toBeUndefined();
    expect(await github.repository('shop/nothing')).toBeUndefined();
  });

  it('what one version has that another has not is listed, oldest first', async () => {
    const { github } = await lab();
    const compared = await github.compare(SHOP, 'v1.4.1', 'v1.4.3');
    expect(compared).toMatchObject({ status: 'ahead', ahead: 4, behind: 0, total: 4 });
    expect(compared?.commits.map(({ message }) => message).at(-1)).toContain('checkout 1.4.3');
    expect(await github.compare(SHOP, 'v1.4.3', 'v1.4.1')).toMatchObject({ status: 'behind', commits: [] });
  });

  it('a comparison of more than 250 commits is read page by page', async () => {
    const { github, push } = await lab();
    for (let index = 0; index < 260; index++) await push({ service: 'cart', message: `Change ${index}` });
    const compared = await github.compare('shop/cart', 'v3.2.0', 'main');
    expect([compared?.total, compared?.commits.length]).toEqual([262, 262]);
    expect(new Set(compared?.commits.map(({ sha }) => sha)).size).toBe(262);
  });

  it('checks and statuses are merged: one red among greens is red, nothing at all is unknown', async () => {
    const { github } = await lab();
    expect(await github.checks(SHOP, 'v1.4.2')).toMatchObject({ state: 'succeeded' });
    const red = await github.checks('shop/frontend', 'main');
    const pushed = await github.commit('shop/frontend', 'main');
    expect((red?.at ?? 0) - (pushed?.at ?? 0)).toBeGreaterThan(0);
    expect(red?.state).toBe('failed');
    expect(red?.checks.map(({ from, state }) => `${from} ${state}`)).toContain('status failed');
    expect(red?.checks.map(({ from, state }) => `${from} ${state}`)).toContain('check succeeded');
    const [first] = (await github.commits(SHOP, { limit: 100 })).toReversed();
    expect(await github.checks(SHOP, first?.sha ?? '')).toMatchObject({ state: 'unknown', checks: [] });
  });

  it('a failed run is read with its jobs, its steps and the end of its log', async () => {
    const { github } = await lab();
    const [run] = await github.runs('shop/cart', { branch: 'main', limit: 1 });
    expect(run?.state).toBe('failed');
    const jobs = await github.jobs('shop/cart', run?.id ?? 0);
    const job = jobs.find(({ state }) => state === 'failed');
    expect(job?.steps.at(-1)?.state).toBe('failed');
    const log = await github.jobLog('shop/cart', job?.id ?? 0);
    expect(log?.split('\n')).toEqual([
      'Running unit tests',
      '✓ 한글 이름도 읽는다',
      '##[error]Process completed with exit code 1.',
      '',
    ]);
  });
});

describe('GitHub, told to do something', () => {
  it('a dispatch tells its run, carries the operation and rolls out', async () => {
    const { github } = await lab();
    const result = await github.dispatch(SHOP, toDev('op-1'));
    expect(result).toMatchObject({ state: 'started', marked: true });
    const id = result.state === 'started' ? (result.runId ?? 0) : 0;
    expect(
      await github.findDispatched(SHOP, { ...toDev(), marker: 'op-1', since: Date.now() }),
    ).toMatchObject({
      state: 'found',
      run: { id },
    });
    expect(await ended(github, id)).toMatchObject({ state: 'succeeded' });
  });

  it('on a server that does not tell the run it is found by the operation, and what never was is absent', async () => {
    const { github, control } = await lab();
    await control({ runDetails: false });
    const result = await github.dispatch(SHOP, toDev('op-2'));
    expect(result).toEqual({ state: 'started', marked: true });
    const search = { workflow: 'deploy.yml', ref: 'main', since: Date.now() };
    expect(await github.findDispatched(SHOP, { ...search, marker: 'op-2' })).toMatchObject({
      state: 'found',
    });
    expect(await github.findDispatched(SHOP, { ...search, marker: 'op-3' })).toEqual({ state: 'absent' });
    expect(await github.findDispatched(SHOP, { ...search, workflow: 'ci.yml', marker: 'op-3' })).toEqual({
      state: 'unmarked',
    });
  });

  it('a lost answer leaves doubt and is never sent twice', async () => {
    const { github, fault, requests } = await lab();
    await fault({ method: 'POST', path: 'dispatches', drop: 'after' });
    const error = await failure(github.dispatch(SHOP, toDev('op-4')));
    expect(error.doubtful).toBe(true);
    expect(
      await github.findDispatched(SHOP, { ...toDev(), marker: 'op-4', since: Date.now() }),
    ).toMatchObject({
      state: 'found',
    });
    expect((await requests()).filter((each) => each.includes('dispatches'))).toHaveLength(1);
  });

  it('what does not fit the workflow is refused before it is sent', async () => {
    const { github, requests } = await lab();
    const inputs = { version: '1.4.2', environment: 'moon', colour: 'red' };
    expect(await github.dispatch(SHOP, { ...toDev(), inputs })).toMatchObject({
      reason: 'invalid_input',
      names: ['colour', 'environment'],
    });
    expect(await github.dispatch(SHOP, { ...toDev(), workflow: 'ci.yml' })).toMatchObject({
      reason: 'not_startable',
    });
    expect(await github.dispatch(SHOP, { ...toDev(), workflow: 'no.yml' })).toMatchObject({
      reason: 'no_such_workflow',
    });
    expect(await requests()).toEqual([]);
    expect(await github.dispatch(SHOP, { ...toDev(), ref: 'nowhere' })).toMatchObject({
      reason: 'no_such_ref',
    });
  });

  it('a gate is read and answered, and then nobody waits any more', async () => {
    const { github } = await lab();
    const inputs = { version: '1.4.2', environment: 'production' };
    const result = await github.dispatch(SHOP, { ...toDev(), inputs });
    const id = result.state === 'started' ? (result.runId ?? 0) : 0;
    await eventually(
      () => github.run(SHOP, id),
      (run) => run?.state === 'waiting',
    );
    expect(await github.gates(SHOP, id)).toMatchObject([{ environment: 'production', mayAnswer: true }]);
    const answer = { environments: ['production'], say: 'reject', comment: 'not today' } as const;
    expect(await github.answerGates(SHOP, id, answer)).toEqual({ state: 'answered' });
    expect(await github.answerGates(SHOP, id, answer)).toEqual({ state: 'not_waiting' });
    expect(await github.cancel(SHOP, id)).toEqual({ state: 'already_ended' });
  });

  it('only what failed runs again, and passes', async () => {
    const { github } = await lab();
    const [run] = await github.runs('shop/cart', { branch: 'main', limit: 1 });
    const id = run?.id ?? 0;
    const before = await github.jobs('shop/cart', id);
    expect(await github.rerun('shop/cart', id, 'failed')).toEqual({ state: 'asked' });
    expect(await github.rerun('shop/cart', id, 'failed')).toEqual({ state: 'not_possible' });
    await eventually(
      () => github.run('shop/cart', id),
      (each) => each?.state === 'succeeded',
    );
    const after = await github.jobs('shop/cart', id);
    expect(after[0]).toEqual(before[0]);
    expect(after.map(({ state }) => state)).toEqual(['succeeded', 'succeeded']);
  });

  it('a deployment is recorded once, never merges, and carries its statuses', async () => {
    const { github, control, requests } = await lab();
    const request = {
      ...{ ref: 'v1.4.2', environment: 'staging', description: 'checkout 1.4.2', production: false },
      ...{ requiredContexts: [], marker: 'op-5' },
    };
    await control({ deploys: 'merge' });
    const first = await github.createDeployment(SHOP, request);
    const second = await github.createDeployment(SHOP, request);
    expect([first.state, second.state]).toEqual(['created', 'found']);
    const [row] = await github.deployments(SHOP, { marker: 'op-5', limit: 5 });
    await github.setDeploymentStatus(SHOP, row?.id ?? 0, { state: 'success', description: 'x'.repeat(200) });
    expect(await github.deploymentStatuses(SHOP, row?.id ?? 0)).toMatchObject([{ state: 'success' }]);
    expect((await requests()).filter((each) => each === 'POST /shop/checkout/deployments 201')).toHaveLength(
      1,
    );
    expect(await github.createDeployment(SHOP, { ...request, ref: 'gone', marker: 'x' })).toEqual({
      state: 'no_such_ref',
    });
  });

  it('a deployment is refused when a check that it requires has not passed', async () => {
    const { github } = await lab();
    const request = {
      ...{ ref: 'main', environment: 'staging', description: '', production: false, marker: 'op-6' },
      requiredContexts: ['continuous-integration/jenkins/branch'],
    };
    expect(await github.createDeployment('shop/frontend', request)).toMatchObject({ state: 'conflict' });
    expect(
      await github.createDeployment('shop/frontend', { ...request, requiredContexts: [] }),
    ).toMatchObject({
      state: 'created',
    });
  });

  it('GitHub merging instead of deploying is no deployment (202)', async () => {
    const { github, fault } = await lab();
    const request = {
      ref: 'main',
      environment: 'dev',
      description: '',
      production: false,
      requiredContexts: [],
    };
    await fault({
      method: 'POST',
      path: 'deployments',
      respond: { status: 202, body: { message: 'Auto-merged' } },
    });
    expect(await github.createDeployment(SHOP, { ...request, marker: 'op-7' })).toMatchObject({
      state: 'conflict',
    });
  });

  it('an issue is filed once, even when its first answer was lost', async () => {
    const { github, fault } = await lab();
    const request = {
      title: 'Out of memory',
      body: 'payments-api',
      labels: ['incident'],
      marker: 'finding-1',
    };
    await fault({ method: 'POST', path: '/issues$', drop: 'after' });
    expect((await failure(github.ensureIssue(SHOP, request))).doubtful).toBe(true);
    const again = await github.ensureIssue(SHOP, request);
    expect(again).toMatchObject({ state: 'found', issue: { title: 'Out of memory' } });
    await github.comment(SHOP, again.issue.number, 'Seen again.');
    expect(await github.findIssue(SHOP, 'finding-2')).toBeUndefined();
  });

  it('wrong credentials and outages have one name each', async () => {
    const { github, fault } = await lab();
    await fault({ path: '/github', respond: { status: 401, body: { message: 'Bad credentials' } } });
    expect((await failure(github.repository(SHOP))).code).toBe('credentials_expired');
    await fault({ path: '/github', times: 2, respond: { status: 502 } });
    expect(await github.repository(SHOP)).toMatchObject({ name: SHOP });
    expect(await github.server()).toEqual({ account: 'coxswain', sandbox: true });
  });
});
