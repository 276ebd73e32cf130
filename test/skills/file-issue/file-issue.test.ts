import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issueData } from '../../../skills/file-issue/plan.js';
import { maskSecrets } from '../../../src/contracts/masking.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile({}, { delivery: true });
const githubSchema = z.object({
  issues: z.array(
    z.looseObject({ repository: z.string(), number: z.number(), title: z.string(), body: z.string() }),
  ),
});
const issues = async () => githubSchema.parse(await shop().control('GET', 'github')).issues;
const SECRET = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';

beforeEach(() => shop.fresh());

/** A deploy whose new pods crash with these words in their log. */
async function failedDeploy(
  lines: readonly string[] = ['fatal: price table could not be loaded'],
  { service, version } = { service: 'checkout', version: '1.4.2' },
) {
  const behaviour = { kind: 'crash', exitCode: 1, lines };
  await shop().control('POST', 'behaviour', {
    image: `registry.shop.local/${service}:${version}`,
    behaviour,
  });
  const slots = { service, version, environment: 'staging' };
  const { operation } = await shop().run('deploy', slots);
  expect(operation.code).toBe('rolled_back');
  return operation;
}

describe('an issue about a failure', () => {
  it('names the operation, who asked and what came of it, with the pods’ own words, and is filed once', async () => {
    const failed = await failedDeploy(['fatal: ``` @everyone', `ERROR token=${SECRET} was refused`]);
    const { operation, reply } = await shop().run('file-issue', { service: 'checkout' });
    expect(operation.status).toBe('succeeded');
    expect(reply.title).toMatch(/^Issue #1001 about operation #\d+ is filed: http/);
    const [issue] = await issues();
    expect(issue).toMatchObject({
      repository: 'shop/checkout',
      title: `Operation #${failed.number}: deploy of checkout in staging`,
    });
    expect(issue?.body).toContain('1.4.1 → 1.4.2');
    expect(issue?.body).toContain('crash_loop');
    expect(issue?.body).toContain('was refused');
    expect(issue?.body).not.toContain(SECRET);
    expect(maskSecrets(issue?.body ?? '')).toBe(issue?.body);
    expect(issue?.body).toContain(`<!-- coxswain:operation-${failed.id} -->`);
    const again = await shop().run('file-issue', { id: failed.number });
    expect(again.reply.title).toMatch(/^There is an issue about operation #\d+ already: #1001/);
    expect(await issues()).toHaveLength(1);
  });

  it('is found again, not filed again, when the answer to filing it was lost', async () => {
    await failedDeploy();
    const operation = await shop().clear('file-issue', { service: 'checkout' });
    await shop().control('POST', 'faults', { method: 'POST', path: '^/github/.*/issues$', drop: 'after' });
    const { operation: ended } = await shop().finish(operation);
    expect(ended.status).toBe('succeeded');
    expect(await issues()).toHaveLength(1);
  });
});

describe('an issue about a finding', () => {
  it('has the cause and its proof, where nothing failed before', async () => {
    const plan = await shop().accept('file-issue', { service: 'payments-api' });
    expect(plan.from).toBe('the finding in production');
    const { operation } = await shop().run('file-issue', { service: 'payments-api' });
    expect(operation.status).toBe('succeeded');
    const [issue] = await issues();
    expect(issue).toMatchObject({ repository: 'shop/payments-api' });
    expect(issue?.title).toMatch(/^payments-api in production: /);
    expect(issue?.body).toMatch(/OOMKilled|memory/);
  });
});

describe('an issue about a failed run', () => {
  it('names the newest build of the trunk with its first error lines and failed tests, and is filed once', async () => {
    const { operation, reply } = await shop().run('file-issue', { service: 'cart' });
    expect(operation.status).toBe('succeeded');
    expect(reply.title).toMatch(/^Issue #1001 about Jenkins shop\/cart\/main #6 is filed: http/);
    const [issue] = await issues();
    expect(issue).toMatchObject({
      repository: 'shop/cart',
      title: 'cart: Jenkins shop/cart/main #6 failed in Test',
    });
    const body = issue?.body ?? '';
    expect(body).toMatch(/^- Branch: main$/m);
    expect(body).toMatch(/^- Commit: [0-9a-f]{40} Merge carts when somebody logs in/m);
    expect(body).toMatch(/^- Author: jhpark$/m);
    expect(body).toMatch(/^- Run: http\S+\/6\/$/m);
    expect(body).toContain('AssertionError: expected 18000 to equal 20000');
    expect(body).toContain('Failed test: total.test: 합계에 쿠폰을 한 번만 적용한다');
    const again = await shop().run('file-issue', { service: 'cart' });
    expect(again.reply.title).toMatch(/^There is an issue about Jenkins shop\/cart\/main #6 already: #1001/);
    expect(await issues()).toHaveLength(1);
  });

  it('is about the run on GitHub where no build failed', async () => {
    await shop().control('POST', 'faults', { path: '^/jenkins/', times: 99, respond: { status: 404 } });
    const plan = await shop().accept('file-issue', { service: 'cart' });
    expect(plan.from).toBe('GitHub shop/cart CI #6');
    expect(issueData.parse(plan.data).title).toMatch(/^cart: GitHub shop\/cart CI #6 failed in /);
  });

  it('gives way to an operation that failed later', async () => {
    const failed = await failedDeploy(undefined, { service: 'cart', version: '3.3.0' });
    const plan = await shop().accept('file-issue', { service: 'cart' });
    expect(plan.from).toBe(`operation #${failed.number}`);
  });

  it('is not ruled out while Jenkins, which could know of one, is silent', async () => {
    await shop().control('POST', 'faults', { path: '^/jenkins/', times: 99, respond: { status: 403 } });
    expect((await shop().refusal('file-issue', { service: 'auth' })).code).not.toBe('nothing_pending');
  });
});

describe('nothing is filed', () => {
  it('about an operation that was dropped before it began', async () => {
    const dropped = await shop().clear('deploy', {
      service: 'auth',
      version: '2.9.0',
      environment: 'staging',
    });
    await shop().stop(dropped);
    expect((await shop().refusal('file-issue', { service: 'auth' })).code).toBe('nothing_pending');
    expect(await issues()).toHaveLength(0);
  });

  it.each([
    [{ service: 'auth' }, 'nothing_pending'],
    [{ id: 99 }, 'unknown_operation'],
  ])('for %j: %s', async (slots, code) => {
    expect((await shop().refusal('file-issue', slots)).code).toBe(code);
    expect(await issues()).toHaveLength(0);
  });
});
