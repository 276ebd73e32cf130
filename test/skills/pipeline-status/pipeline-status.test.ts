import { describe, expect, it } from 'vitest';
import { pipelineStatus } from '../../../skills/pipeline-status/index.js';
import { PortError } from '../../../src/contracts/errors.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { NOON } from '../../fakes/drafts.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { VirtualClock } from '../../fakes/virtual-clock.js';
import { aDeployment } from '../../fakes/workloads.js';
import { ask, askFor, block, production, texts, type Around } from '../asking.js';
import { aBuild, aService, githubWith, jenkinsWith, registry } from './world.js';

/** The checkout of the tests, whose rollout ended so many minutes ago. */
function rolledOut(minutes: number) {
  const deployment = aDeployment('checkout');
  const at = new Date(NOON - minutes * 60_000).toISOString();
  const done = { type: 'Progressing', status: 'True', reason: 'NewReplicaSetAvailable', lastUpdateTime: at };
  return { ...deployment, status: { ...deployment.status, conditions: [done] } };
}

const never = (): Promise<never> => new Promise(() => undefined);

function asked(around: Around = {}): Promise<Reply> {
  return ask(pipelineStatus, {
    kubernetes: readOnlyCluster({ lab: [rolledOut(5)] }),
    services: [aService('checkout')],
    service: 'checkout',
    environment: production,
    clock: new VirtualClock(NOON),
    pipelines: { jenkins: jenkinsWith('succeeded'), github: githubWith('succeeded'), images: registry },
    ...around,
  });
}

const steps = (reply: Reply): readonly string[] =>
  block(reply, 'table').rows.map(([step, state]) => `${step} ${state}`);

describe('the way of one service', () => {
  it('is one sentence and one picture, from commit to pods', async () => {
    const reply = await asked();
    expect(reply.title).toBe(
      'checkout: build #45 of main passed; 1.4.1 runs in production, 3 commits behind',
    );
    expect(reply.speech).toBe(
      'The build number 45 of checkout passed. 1.4.1 runs in production, 3 commits behind.',
    );
    expect(block(reply, 'table').rows).toEqual([
      ['commit', '✓', '3f2c1ab Round gift card amounts (mina)', 'an hour ago'],
      ['checks', '✓', '2 of 2 passed', 'an hour ago'],
      ['build', '✓', 'build #45 3f2c1ab', '16 minutes ago'],
      ['· Compile', '✓', '', ''],
      ['· Test', '✓', '', ''],
      ['image', '✓', 'newest is 1.4.10', '15 minutes ago'],
      ['production', 'healthy', '1.4.1', '5 minutes ago'],
    ]);
    expect(reply.tone).toBe('success');
  });

  it('tells no age that its source does not tell, and keeps the version of an image that does not say when it was built', async () => {
    const images = {
      ...registry,
      created: () => Promise.reject(new PortError('forbidden', 'no blobs for you')),
    };
    const reply = await asked({
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout')] }),
      pipelines: { jenkins: jenkinsWith('succeeded'), images },
    });
    expect(block(reply, 'table').rows.slice(-2)).toEqual([
      ['image', '✓', 'newest is 1.4.10', ''],
      ['production', 'healthy', '1.4.1', ''],
    ]);
    expect(texts(reply, 'warning')).toEqual([]);
  });

  it('names what failed, where, and its first error lines without their secrets', async () => {
    const reply = await asked({
      pipelines: { jenkins: jenkinsWith('failed'), github: githubWith('succeeded') },
    });
    expect(reply.title).toBe(
      'checkout: build #45 of main failed in Test 16 minutes ago; 1.4.1 runs in production, 3 commits behind',
    );
    const [code = ''] = texts(reply, 'code');
    expect(code.split('\n')[0]).toBe('Error: expected 12.50 to equal 12.49');
    expect(code).not.toContain('ghp_');
    expect(texts(reply, 'text')).toEqual(['1 failed: price: rounds']);
    expect(reply.tone).toBe('danger');
  });

  it('says it in Korean', async () => {
    const reply = await asked({ locale: 'ko', pipelines: { jenkins: jenkinsWith('failed') } });
    expect(reply.title).toBe('checkout: 빌드 #45가 16분 전 Test에서 실패했어요. production: 1.4.1');
  });

  it('looks at the branch that was asked for', async () => {
    const branches: (string | undefined)[] = [];
    const jenkins = jenkinsWith('running');
    const spied = {
      ...jenkins,
      builds: (job: Parameters<typeof jenkins.builds>[0], limit: number) => {
        branches.push(job.branch);
        return jenkins.builds(job, limit);
      },
    };
    const reply = await asked({
      slots: { branch: 'feature/cards' },
      pipelines: { jenkins: spied, github: githubWith('running') },
    });
    expect(branches).toEqual(['feature/cards']);
    expect(reply.title).toContain('build #45 of feature/cards is running');
  });

  it('refuses a branch that nobody knows, with those that exist, instead of calling it new', async () => {
    const jenkins = jenkinsWith('succeeded', { builds: () => Promise.resolve([]) });
    const refusal = await askFor(pipelineStatus, {
      services: [aService('checkout')],
      service: 'checkout',
      slots: { branch: 'feature/card' },
      clock: new VirtualClock(NOON),
      pipelines: { jenkins, github: githubWith('succeeded') },
    });
    expect(refusal).toMatchObject({
      code: 'unknown_branch',
      params: { service: 'checkout', branch: 'feature/card', known: ['main'] },
    });
  });

  it('takes of a job without branches only what it built of the one that was asked for', async () => {
    const of = (number: number, branch: string) => {
      const build = aBuild('failed');
      return { ...build, ref: { ...build.ref, number }, branch };
    };
    const jenkins = jenkinsWith('failed', {
      job: () =>
        Promise.resolve({
          ...{ ref: { path: 'shop/checkout' }, url: '', kind: 'job' as const, buildable: true },
          ...{ parameters: [], marked: true, children: [], inQueue: false },
        }),
      builds: () => Promise.resolve([of(46, 'main'), of(45, 'feature/cards')]),
    });
    const reply = await asked({
      slots: { branch: 'feature/cards' },
      pipelines: { jenkins, github: githubWith('succeeded') },
    });
    expect(reply.title).toContain('build #45 of feature/cards failed');
  });

  it('calls a version that only failed tests failed, and an unknown word nothing', async () => {
    const unstable = await asked({ pipelines: { jenkins: jenkinsWith('unstable') } });
    expect(unstable.title).toContain('failed');
    const unknown = await asked({ pipelines: { jenkins: jenkinsWith('unknown') } });
    expect(unknown.title).toContain('has no build and no checks yet');
  });

  it('calls a build that somebody cancelled cancelled', async () => {
    const reply = await asked({ pipelines: { jenkins: jenkinsWith('cancelled') } });
    expect(reply.title).toBe('checkout: build #45 was cancelled; 1.4.1 runs in production');
  });

  it('does not let the green build of an older commit speak for the newest', async () => {
    const older = { ...aBuild('succeeded'), commit: 'b0'.repeat(20) };
    const jenkins = jenkinsWith('succeeded', { builds: () => Promise.resolve([older]) });
    const github = githubWith('succeeded', { checks: () => Promise.resolve(undefined) });
    const reply = await asked({ pipelines: { jenkins, github } });
    expect(reply.title).toContain('its newest commit has no build and no checks yet');
  });

  it('names places that run the same version once', async () => {
    const reply = await ask(pipelineStatus, {
      kubernetes: readOnlyCluster({ lab: [aDeployment('checkout')] }),
      services: [aService('checkout')],
      service: 'checkout',
      environments: [production, { ...production, name: 'canary' }],
      clock: new VirtualClock(NOON),
      pipelines: { jenkins: jenkinsWith('succeeded') },
    });
    expect(reply.title).toContain('1.4.1 runs in production and canary');
  });

  it('says how to configure one where there is none', async () => {
    const reply = await asked({ services: [] });
    const unconnected = await asked({ pipelines: {} });
    expect(unconnected.title).toBe(reply.title);
    expect(reply.title).toBe('No pipeline is configured for checkout; 1.4.1 runs in production');
    expect(texts(reply, 'text')[0]).toContain('jenkins: folder/job');
  });
});

describe('a source that does not answer', () => {
  it('is waited for 2.5 seconds, named, and the rest is told [PIPE-5]', async () => {
    const clock = new VirtualClock(NOON);
    const reply = await asked({
      clock,
      pipelines: { jenkins: jenkinsWith('failed', { builds: never }), github: githubWith('succeeded') },
    });
    expect(clock.now() - NOON).toBe(2_500);
    expect(texts(reply, 'warning')).toEqual([
      'Jenkins did not answer within 2.5 seconds; its part is missing.',
    ]);
    expect(steps(reply)).toEqual(['commit ✓', 'checks ✓', 'build ? not read', 'production healthy']);
  });

  it('does not make the pipeline green', async () => {
    const down = () => Promise.reject(new PortError('unreachable', 'connection refused'));
    const reply = await asked({
      pipelines: { jenkins: jenkinsWith('failed', { job: down }), github: githubWith('succeeded') },
    });
    expect(reply.title).toContain('could not learn');
    expect(texts(reply, 'warning')).toEqual(['Jenkins could not be read: connection refused']);
  });

  it('that asks to wait is said to, with the time [PIPE-3]', async () => {
    const limits = { retryAt: NOON + 700_000, wait: 12 };
    const limited = () =>
      Promise.reject(new PortError('rate_limited', 'GitHub is limiting requests', limits));
    const pipelines = { github: githubWith('succeeded', { checks: limited }) };
    expect(texts(await asked({ pipelines }), 'warning')).toEqual([
      'GitHub asks to be left alone for 12 min; its part is missing until then.',
    ]);
  });

  it('late for one question leaves what it answered before', async () => {
    const github = githubWith('succeeded', { checks: never });
    const reply = await asked({ pipelines: { github } });
    expect(steps(reply)).toEqual(['commit ✓', 'checks ? not read', 'production healthy']);
  });

  it('may be the cluster: the rest of the way is told all the same', async () => {
    const clock = new VirtualClock(NOON);
    const kubernetes = { ...readOnlyCluster({ lab: [] }), list: never };
    const reply = await asked({ clock, kubernetes });
    expect(clock.now() - NOON).toBe(2_500);
    expect(reply.title).toBe('checkout: build #45 of main passed; it could not be seen where it runs');
    expect(texts(reply, 'warning')).toEqual(['production could not be read: it did not answer in time']);
  });

  it('GitHub down leaves Jenkins and the cluster', async () => {
    const reply = await asked({
      pipelines: { jenkins: jenkinsWith('running'), github: githubWith('succeeded', { repository: never }) },
    });
    expect(steps(reply)).toEqual([
      'commit ? not read',
      'build … running',
      '· Compile ✓',
      '· Test … running',
      'production healthy',
    ]);
  });
});

describe('all pipelines at a glance', () => {
  const all = { service: undefined, services: [aService('checkout'), aService('cart')] };

  it('are a row each, trouble first', async () => {
    const jenkins = jenkinsWith('succeeded', {
      builds: (job) => jenkinsWith(job.path === 'shop/cart' ? 'failed' : 'succeeded').builds(job, 1),
    });
    const { service: _all, ...rest } = all;
    const reply = await ask(pipelineStatus, {
      ...rest,
      kubernetes: readOnlyCluster({
        lab: [aDeployment('checkout'), aDeployment('cart', { version: '3.1.0' })],
      }),
      environment: production,
      clock: new VirtualClock(NOON),
      pipelines: { jenkins, github: githubWith('succeeded') },
    });
    expect(reply.title).toBe('cart failed; 1 of 2 green.');
    expect(block(reply, 'table').columns).toEqual(['Service', 'Commit', 'checks', 'build', 'production']);
    expect(block(reply, 'table').rows).toEqual([
      ['cart', '3f2c1ab', '✓', '✗ failed #45 · 16m', '3.1.0'],
      ['checkout', '3f2c1ab', '✓', '✓ #45 · 16m', '1.4.1'],
    ]);
  });
});
