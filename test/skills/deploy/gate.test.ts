import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../pipeline/rig.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({}, { delivery: true });
const slots = (version: string, environment: string, more: Record<string, string> = {}) => ({
  ...{ service: 'checkout', version, environment },
  ...more,
});
const jenkinsSchema = z.object({
  builds: z.array(z.looseObject({ job: z.string(), result: z.string().optional() })),
});
const codesOf = (plan: { readonly warnings: readonly { readonly code: string }[] }) =>
  plan.warnings.map(({ code }) => code);

/** A push whose build has ended. */
async function pushed(version: string, fails?: string): Promise<void> {
  const ended = async (): Promise<number> => {
    const { builds } = jenkinsSchema.parse(await shop().control('GET', 'jenkins'));
    return builds.filter(({ job, result }) => job === 'shop/checkout/main' && result !== undefined).length;
  };
  const before = await ended();
  const message = `checkout ${version}: faster totals`;
  await shop().control('POST', 'push', {
    service: 'checkout',
    message,
    version,
    ...(fails === undefined ? {} : { fails }),
  });
  await expect.poll(ended).toBe(before + 1);
}
const githubSilent = () =>
  shop().control('POST', 'faults', { path: '^/github/', times: 1000, respond: { status: 503 } });

beforeEach(() => shop.fresh());

describe('a version that passed its pipeline', () => {
  it('may go to production, and the plan shows what it brings', async () => {
    const plan = await shop().accept('deploy', slots('1.4.4', 'production'));
    expect(codesOf(plan).filter((code) => code.startsWith('pipeline'))).toEqual([]);
    expect(plan.notes).toMatchObject([{ code: 'brings', params: { count: 6 } }, { code: 'pulls' }]);
    const [brings, pulls] = plan.notes ?? [];
    expect(brings?.params['authors']).toEqual(expect.arrayContaining([expect.stringMatching(/^\w/)]));
    // Commits by twelve digits: a link that can be read, and that GitHub takes.
    expect(brings?.params['url']).toMatch(/\/compare\/[0-9a-f]{12}\.\.\.[0-9a-f]{12}$/);
    expect(JSON.stringify(pulls)).toContain('show the gift card balance');
    const reply = shop().skill('deploy').planReply({ number: 1, locale: 'ko', asker: 'Ada', plan });
    expect(JSON.stringify(reply.blocks)).toMatch(/커밋 6개가 들어가요/);
  });
});

describe('a version whose pipeline failed', () => {
  beforeEach(() => pushed('1.6.0', 'Test'), 30_000);

  it('is refused in production, naming the run, and overridden with a reason', async () => {
    const refusal = await shop().refusal('deploy', slots('1.6.0', 'production'));
    expect(refusal.code).toBe('pipeline_failed');
    expect(refusal.params['where']).toMatch(
      /^(Jenkins shop\/checkout\/main #\d+|GitHub shop\/checkout \w{7})$/,
    );
    const plan = await shop().accept('deploy', slots('1.6.0', 'production', { reason: 'the test is wrong' }));
    expect(codesOf(plan)).toEqual(expect.arrayContaining(['pipeline_failed', 'overridden']));
    const reply = shop().skill('deploy').planReply({ number: 1, locale: 'en', asker: 'Ada', plan });
    expect(JSON.stringify(reply.blocks)).toContain('because: the test is wrong');
  });

  it('goes to staging with a warning', async () => {
    expect(codesOf(await shop().accept('deploy', slots('1.6.0', 'staging')))).toContain('pipeline_failed');
  });

  it('is not what “latest” means', async () => {
    expect(await shop().accept('deploy', slots('latest', 'staging'))).toMatchObject({ to: '1.4.5' });
    await pushed('1.6.1');
    expect(await shop().accept('deploy', slots('latest', 'staging'))).toMatchObject({ to: '1.6.1' });
  });
});

describe('a version without a good run', () => {
  it('is refused in production, saying where was looked', async () => {
    expect(await shop().refusal('deploy', slots('9.9.9', 'production'))).toMatchObject({
      code: 'pipeline_missing',
      params: { where: ['GitHub shop/checkout v9.9.9', 'Jenkins shop/checkout'] },
    });
  });

  it('goes to staging with a warning', async () => {
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'staging')))).toContain('pipeline_missing');
  });

  it('is nothing to a service without a pipeline', async () => {
    const at = shop().services.findIndex(({ name }) => name === 'checkout');
    const {
      repository: _repository,
      jenkinsJob: _job,
      ...rest
    } = shop().services[at] ?? {
      ...{ name: 'checkout', tenant: 'default', aliases: [], spoken: [] },
    };
    shop().services[at] = rest;
    expect(codesOf(await shop().accept('deploy', slots('9.9.9', 'production')))).not.toContain(
      'pipeline_missing',
    );
  });
});

describe('a source that does not answer', () => {
  it('is named: Jenkins', async () => {
    await shop().control('POST', 'jenkins', { restartMs: 60_000 });
    expect(await shop().refusal('deploy', slots('1.4.2', 'production'))).toMatchObject({
      code: 'pipeline_unread',
      params: { source: 'Jenkins' },
    });
  });

  it('is named: GitHub, for “latest” too', async () => {
    await githubSilent();
    for (const version of ['1.4.2', 'latest'])
      expect(await shop().refusal('deploy', slots(version, 'production'))).toMatchObject({
        code: 'pipeline_unread',
        params: { source: 'GitHub' },
      });
    const plan = await shop().accept('deploy', slots('1.4.2', 'production', { reason: 'GitHub is down' }));
    expect(codesOf(plan)).toEqual(expect.arrayContaining(['pipeline_unread', 'overridden']));
    expect(plan.notes).toMatchObject([{ code: 'brings_unread' }]);
  });
});

describe('the refusal', () => {
  it('says how to do it all the same', async () => {
    const refusal = await shop().refusal('deploy', slots('9.9.9', 'production'));
    const { renderRefusal } = await import('../../../src/registry/render.js');
    const { replySchema } = await import('../../../src/contracts/reply.js');
    const english = replySchema.parse({ ...renderRefusal(refusal, 'en'), sandbox: false });
    expect(textOf(english)).toContain('“deploy checkout 9.9.9 to production because …”');
    const korean = replySchema.parse({ ...renderRefusal(refusal, 'ko'), sandbox: false });
    expect(textOf(korean)).toContain('“production에 checkout 9.9.9 배포: 이유”');
  });
});
