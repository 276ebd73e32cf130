import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({}, { delivery: true });
const slots = (version: string, environment = 'staging') => ({ service: 'checkout', version, environment });
const githubSchema = z.object({
  deployments: z.array(
    z.looseObject({
      ...{ ref: z.string(), environment: z.string(), description: z.string() },
      statuses: z.array(z.looseObject({ state: z.string() })),
    }),
  ),
});
/** `ref environment: statuses`, as GitHub's own books say. */
async function recorded(): Promise<readonly string[]> {
  const { deployments } = githubSchema.parse(await shop().control('GET', 'github'));
  return deployments.map(
    ({ ref, environment, statuses }) =>
      `${ref} ${environment}: ${statuses.map(({ state }) => state).join(' ')}`,
  );
}

beforeEach(() => shop.fresh());

describe('what the bot does is a deployment on GitHub', () => {
  it('that succeeds, and so does the rollback', async () => {
    const { operation } = await shop().run('deploy', slots('1.4.2'));
    expect(await recorded()).toEqual(['v1.4.2 staging: in_progress success']);
    expect(JSON.stringify(await shop().control('GET', 'github'))).toContain(
      `deploy checkout 1.4.2 (#${operation.number}) by Ada`,
    );
    await shop().run('rollback', { service: 'checkout', environment: 'staging' });
    expect(await recorded()).toContain('v1.4.1 staging: in_progress success');
  });

  it('that fails, when the rollout does', async () => {
    const { operation } = await shop().run('deploy', slots('1.5.0-rc1'));
    expect(operation.code).toBe('rolled_back');
    expect(await recorded()).toEqual(['v1.5.0-rc1 staging: in_progress failure']);
  });

  it('that is inactive, when it is stopped', async () => {
    // never ready, so that it is under way however slow this machine is
    const operation = await shop().clear('deploy', slots('1.4.4', 'production'));
    const finished = shop().finish(operation);
    await expect.poll(recorded).toEqual(['v1.4.4 production: in_progress']);
    await shop().stop(operation);
    expect((await finished).operation.status).toBe('cancelled');
    expect(await recorded()).toEqual(['v1.4.4 production: in_progress inactive']);
  });

  it.each([
    [
      'GitHub does not answer',
      { path: '^/github/.*/deployments', times: 1000, respond: { status: 503 } },
      undefined,
    ],
    ['it conflicts (409)', undefined, 'conflict'],
    ['it answers with a merge (202)', undefined, 'merge'],
  ])('and where %s the deploy succeeds all the same, and says so', async (_why, fault, deploys) => {
    const operation = await shop().clear('deploy', slots('1.4.2'));
    if (fault !== undefined) await shop().control('POST', 'faults', fault);
    if (deploys !== undefined) await shop().control('POST', 'github', { deploys });
    const { operation: ended, reply } = await shop().finish(operation);
    expect(ended.status).toBe('succeeded');
    expect(await shop().image('checkout', 'shop-staging')).toMatch(/:1\.4\.2$/);
    if (deploys === 'merge') expect(await recorded()).toEqual(['v1.4.2 staging: in_progress success']);
    else expect(textOf(reply)).toContain('Not recorded as a deployment on GitHub');
  });
});
