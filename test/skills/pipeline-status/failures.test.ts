import { describe, expect, it } from 'vitest';
import { pipelineStatus } from '../../../skills/pipeline-status/index.js';
import { PortError } from '../../../src/contracts/errors.js';
import type { JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { NOON } from '../../fakes/drafts.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { VirtualClock } from '../../fakes/virtual-clock.js';
import { aDeployment } from '../../fakes/workloads.js';
import { ask, block, production, texts, type Around } from '../asking.js';
import { aBuild, aService, githubWith, jenkinsWith } from './world.js';

/** A Jenkins on which the builds of these services failed, and of `silent` nothing is heard. */
function failing(names: readonly string[], silent: readonly string[] = []): JenkinsPort {
  const jenkins = jenkinsWith('failed');
  return {
    ...jenkins,
    builds: (job) => {
      const name = job.path.replace('shop/', '');
      if (silent.includes(name)) return Promise.reject(new PortError('unreachable', 'connection refused'));
      const state = names.includes(name) ? 'failed' : 'succeeded';
      return Promise.resolve([{ ...aBuild(state), ref: { job, number: 45 } }]);
    },
  };
}

function failures(jenkins: JenkinsPort, around: Around = {}): Promise<Reply> {
  return ask(pipelineStatus, {
    kubernetes: readOnlyCluster({ lab: [aDeployment('checkout'), aDeployment('auth')] }),
    services: [aService('auth'), aService('cart'), aService('checkout')],
    clock: new VirtualClock(NOON),
    pipelines: { jenkins, github: githubWith('succeeded') },
    ...around,
    slots: { standing: 'failed', ...around.slots },
  });
}

const rows = (reply: Reply): readonly (string | undefined)[] =>
  block(reply, 'table').rows.map(([service]) => service);

describe('only what failed', () => {
  it('lists the failed pipelines of all services, where each failed, with the way to each', async () => {
    const reply = await failures(failing(['cart', 'checkout']));
    expect(reply.title).toBe('2 of 3 pipelines failed: cart and checkout.');
    expect(reply.tone).toBe('danger');
    expect(rows(reply)).toEqual(['cart', 'checkout']);
    expect(texts(reply, 'text')).toEqual([
      '• cart: build #45 of main failed in Test 16 minutes ago\n• checkout: build #45 of main failed in Test 16 minutes ago',
    ]);
    expect(block(reply, 'actions').actions.map(({ command }) => command.slots)).toEqual([
      { service: 'cart' },
      { service: 'checkout' },
    ]);
  });

  it('by environment: only what runs there', async () => {
    const reply = await failures(failing(['cart', 'checkout']), { environment: production });
    expect(reply.title).toBe('1 of 2 pipelines failed: checkout.');
    expect(rows(reply)).toEqual(['checkout']);
  });

  it('by branch: the failures of that one', async () => {
    const reply = await failures(failing(['cart']), { slots: { branch: 'feature/cards' } });
    expect(texts(reply, 'text')).toEqual([
      '• cart: build #45 of feature/cards failed in Test 16 minutes ago',
    ]);
  });

  it('says that none failed, of how many', async () => {
    const reply = await failures(failing([]), { locale: 'ko' });
    expect(reply.title).toBe('파이프라인 3개 중 실패한 것이 없어요.');
    expect(reply.tone).toBe('success');
    expect(reply.blocks).toEqual([]);
  });

  it('never calls a pipeline fine that could not be read', async () => {
    const none = await failures(failing([], ['auth']));
    expect(none.title).toBe('No pipeline failed that I could read; 1 of 3 could not be read.');
    expect(none.tone).toBe('warning');
    expect(texts(none, 'warning')).toEqual(['Jenkins could not be read: connection refused']);
    const some = await failures(failing(['cart'], ['auth']));
    expect(some.speech).toBe('1 of 3 pipelines failed: cart. 1 could not be read.');
  });

  it('does not hide a service that was asked about by name', async () => {
    const reply = await failures(failing([]), { service: 'checkout' });
    expect(reply.title).toContain('checkout: build #45 of main passed');
  });
});
