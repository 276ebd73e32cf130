import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARKS } from '../../src/contracts/marks.js';
import { botOn, type Bot, type BotSettings } from './stage/bot.js';
import type { Said } from './stage/processes.js';
import { createNamespaces, given, imageOf, NAMESPACES, type Stage } from './stage/stage.js';
import { IMAGE } from './stage/workload.js';

const { staging, production, second } = NAMESPACES;
const HELM = {
  labels: { 'app.kubernetes.io/managed-by': 'Helm' },
  annotations: { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': staging },
};
const AUTOSCALERS = '/apis/autoscaling/v1/namespaces/e2e-staging/horizontalpodautoscalers';

/** Every service of the suite, made before the bot starts so that it is discovered; each scenario has its own. */
async function furnish(stage: Stage): Promise<void> {
  await createNamespaces(stage);
  await Promise.all([
    given(stage, 'alpha', staging),
    given(stage, 'alpha', production),
    given(stage, 'bravo', staging),
    given(stage, 'charlie', staging, { versions: ['1.4.0', '1.4.1', '1.4.2'] }),
    given(stage, 'delta', staging),
    given(stage, 'echo', staging),
    given(stage, 'foxtrot', staging, { paused: true }),
  ]);
  await Promise.all([
    given(stage, 'golf', staging),
    given(stage, 'golf', second, { image: 'golf-second' }),
    given(stage, 'hotel', staging, HELM),
    given(stage, 'india', staging, {
      templateAnnotations: { [MARKS.irreversible]: 'drops the column orders.note' },
    }),
    given(stage, 'juliet', staging),
    given(stage, 'kilo', staging),
    given(stage, 'lima', staging),
    given(stage, 'mike', staging),
  ]);
  const spec = {
    minReplicas: 2,
    maxReplicas: 6,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'echo' },
  };
  await stage.api.create(AUTOSCALERS, {
    apiVersion: 'autoscaling/v1',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'echo' },
    spec,
  });
}

/** The acceptance suite of the Deployment core, the same on every stage. `label` names what differs (the queue, the store), `settings` sets it. */
export function coreSuite(
  label: string,
  ids: string,
  open: () => Promise<Stage>,
  settings: () => BotSettings = () => ({}),
): void {
  describe(`deployments by plain sentences, ${label} [${ids}]`, () => {
    let stage: Stage;
    let bot: Bot;

    beforeAll(async () => {
      stage = await open();
      await furnish(stage);
      bot = botOn(stage, settings());
      await bot.start();
    }, 180_000);
    afterAll(async () => {
      await bot.close();
      await stage.close();
    });

    it('deploys to staging at once and says so with its steps', async () => {
      const said = await bot.say('deploy alpha 1.4.2 to staging');
      expect(said).toMatchObject({
        exit: 0,
        operation: { status: 'succeeded' },
        reply: { code: 'succeeded' },
      });
      expect(said.operation?.steps.map((step) => step.state)).toEqual(
        said.operation?.steps.map(() => 'done'),
      );
      expect(await imageOf(stage, 'alpha', staging)).toBe(`${IMAGE}/alpha:1.4.2`);
      const { metadata } = await stage.api.deployment(staging, 'alpha');
      expect(metadata.annotations[MARKS.operation]).toContain(said.operation?.id);
      expect(metadata.annotations[MARKS.changeCause]).toContain('1.4.2');
    });

    it('refuses the version that runs already', async () => {
      expect(await bot.say('deploy lima 1.4.1 to staging')).toMatchObject({
        exit: 3,
        reply: { code: 'unchanged_version' },
      });
    });

    it('shows the plan for production and waits for its name', async () => {
      const planned = await bot.say('deploy alpha 1.4.2 to production', 'prod');
      expect(planned).toMatchObject({ exit: 10, operation: { status: 'awaiting_confirmation' } });
      expect(await imageOf(stage, 'alpha', production)).toBe(`${IMAGE}/alpha:1.4.1`);
      expect(await bot.say('confirm staging', 'prod')).toMatchObject({
        exit: 10,
        reply: { code: 'wrong_confirmation' },
      });
      const confirmed = await bot.say('confirm production', 'prod');
      expect(confirmed).toMatchObject({
        exit: 0,
        operation: { number: planned.operation?.number, status: 'succeeded' },
      });
      expect(await imageOf(stage, 'alpha', production)).toBe(`${IMAGE}/alpha:1.4.2`);
    });

    it.each([
      ['missing', 'image_not_found', 'not found'],
      ['config', 'missing_config', 'shop-flags'],
      ['crash', 'crash_loop', ''],
      ['oom', 'out_of_memory', 'OOMKilled'],
    ])('rolls back a version that fails (%s) and quotes the pod', async (tag, code, proof) => {
      const said = await bot.say(`deploy bravo 2.0.0-${tag} to staging`);
      expect(said).toMatchObject({ exit: 4, operation: { status: 'failed' } });
      if (tag === 'missing' || tag === 'config') expect(watchedMs(said)).toBeLessThan(CALLED_WITHIN_MS);
      expect([
        said.reply?.code,
        ...(said.operation?.outcomes.map((outcome) => outcome.code) ?? []),
      ]).toContain('rolled_back');
      expect(JSON.stringify(said.operation?.steps)).toContain(code);
      expect(JSON.stringify(said.operation?.evidence)).toContain(proof);
      expect(await imageOf(stage, 'bravo', staging)).toBe(`${IMAGE}/bravo:1.4.1`);
    });

    it('lets a version be that crashes once and then becomes ready', async () => {
      expect(await bot.say('deploy bravo 2.0.0-once to staging')).toMatchObject({
        exit: 0,
        operation: { status: 'succeeded' },
      });
    });

    it('rolls back twice without coming back to the bad version', async () => {
      expect(await bot.say('roll back charlie in staging')).toMatchObject({ exit: 0 });
      expect(await imageOf(stage, 'charlie', staging)).toBe(`${IMAGE}/charlie:1.4.1`);
      expect(await bot.say('roll back charlie in staging')).toMatchObject({ exit: 0 });
      expect(await imageOf(stage, 'charlie', staging)).toBe(`${IMAGE}/charlie:1.4.0`);
      expect(await bot.say('roll back charlie in staging')).toMatchObject({
        exit: 3,
        reply: { code: 'no_healthy_revision' },
      });
    });

    it('scales to a number, by a number, and asks before zero', async () => {
      expect(await bot.say('scale delta to 5 in staging')).toMatchObject({ exit: 0 });
      expect(await bot.say('add two replicas to delta in staging')).toMatchObject({
        exit: 0,
        operation: { plan: { from: '5', to: '7' } },
      });
      expect((await stage.api.deployment(staging, 'delta')).spec.replicas).toBe(7);
      expect(await bot.say('scale delta to 0 in staging')).toMatchObject({ exit: 10 });
      expect(await bot.say('no')).toMatchObject({ exit: 5 });
      expect((await stage.api.deployment(staging, 'delta')).spec.replicas).toBe(7);
    });

    it('restarts', async () => {
      const before = (await stage.api.deployment(staging, 'lima')).metadata.generation ?? 0;
      expect(await bot.say('restart lima in staging')).toMatchObject({
        exit: 0,
        operation: { status: 'succeeded' },
      });
      expect((await stage.api.deployment(staging, 'lima')).metadata.generation).toBeGreaterThan(before);
    });

    it('refuses to scale what an autoscaler owns and offers its bounds', async () => {
      const said = await bot.say('scale echo to 9 in staging');
      expect(said).toMatchObject({ exit: 3, reply: { code: 'autoscaler_conflict' } });
      expect(JSON.stringify(said.reply)).toMatch(/2.*6/);
    });

    it('refuses a paused target and resumes it', async () => {
      expect(await bot.say('deploy foxtrot 1.4.2 to staging')).toMatchObject({
        exit: 3,
        reply: { code: 'target_paused' },
      });
      expect(await bot.say('resume foxtrot in staging')).toMatchObject({ exit: 0 });
      expect((await stage.api.deployment(staging, 'foxtrot')).spec.paused).toBe(false);
    });

    it('says before work starts what its account may not do', async () => {
      const said = await bot.say('restart lima in locked');
      expect(said).toMatchObject({ exit: 3, operation: null });
      expect(['cluster_denied', 'forbidden']).toContain(said.reply?.code);
    });

    it('asks again when somebody else changed the target before the confirmation', async () => {
      const planned = await bot.say('scale juliet to 0 in staging', 'race');
      expect(planned).toMatchObject({ exit: 10 });
      await stage.api.must(
        'PATCH',
        `/apis/apps/v1/namespaces/${staging}/deployments/juliet`,
        { spec: { replicas: 4 } },
        'application/merge-patch+json',
      );
      expect(await bot.say('yes', 'race')).toMatchObject({ exit: 10, reply: { code: 'plan_changed' } });
      expect((await stage.api.deployment(staging, 'juliet')).spec.replicas).toBe(4);
      expect(await bot.say('yes', 'race')).toMatchObject({ exit: 0 });
      expect((await stage.api.deployment(staging, 'juliet')).spec.replicas).toBe(0);
    });

    it('two targets, the second fails: the first stays, the second rolls back', async () => {
      const said = await bot.say('deploy golf 2.0.0-split to hybrid');
      expect(said).toMatchObject({
        exit: 4,
        operation: { status: 'failed', outcomes: [{ code: 'succeeded' }, { code: 'rolled_back' }] },
      });
      expect(await imageOf(stage, 'golf', staging)).toBe(`${IMAGE}/golf:2.0.0-split`);
      expect(await imageOf(stage, 'golf', second)).toBe(`${IMAGE}/golf-second:1.4.1`);
    });

    it('refuses what Helm owns, by its release name', async () => {
      const said = await bot.say('deploy hotel 1.4.2 to staging');
      expect(said).toMatchObject({ exit: 3, reply: { code: 'managed_elsewhere' } });
      expect(JSON.stringify(said.reply)).toContain('shop');
    });

    it('stops and asks before a version that cannot be undone', async () => {
      const said = await bot.say('roll back india in staging');
      expect(said).toMatchObject({ exit: 10 });
      expect(JSON.stringify(said.reply)).toContain('drops the column orders.note');
    });

    it('stop pauses a rollout, says where it stands, and resume finishes it [CORE-5]', async () => {
      const deploying = bot.say('deploy kilo 2.0.0-late to staging', 'first');
      await until(async () => (await imageOf(stage, 'kilo', staging)).endsWith('2.0.0-late'));
      const stopped = await bot.say('stop', 'first');
      expect(stopped.reply?.code).toBe('cancelled');
      expect(await deploying).toMatchObject({ exit: 5, operation: { status: 'cancelled' } });
      expect((await stage.api.deployment(staging, 'kilo')).spec.paused).toBe(true);
      expect(await bot.say('deploy kilo 1.4.2 to staging', 'other')).toMatchObject({ exit: 3 });
      await stage.letReady('kilo:2.0.0-late');
      expect(await bot.say('resume kilo in staging', 'first')).toMatchObject({ exit: 0 });
      expect((await stage.api.deployment(staging, 'kilo')).spec.paused).toBe(false);
    });

    it('refuses a second write of a held target and offers to cancel and roll back, which does that [CORE-5]', async () => {
      const deploying = bot.say('deploy mike 2.0.0-late to staging', 'first');
      await until(async () => (await imageOf(stage, 'mike', staging)).endsWith('2.0.0-late'));
      const sideBySide = bot.say('restart lima in staging', 'side');
      const refused = await bot.say('roll back mike in staging', 'second');
      expect(refused).toMatchObject({ exit: 3, reply: { code: 'target_held' } });
      const offer = /cancel #\d+ and roll back/.exec(JSON.stringify(refused.reply))?.[0] ?? '';
      const rolledBack = await bot.say(offer, 'second');
      expect(rolledBack).toMatchObject({ exit: 0, operation: { skill: 'rollback', status: 'succeeded' } });
      expect(await deploying).toMatchObject({ exit: 5 });
      expect(await sideBySide).toMatchObject({ exit: 0 });
      expect(await imageOf(stage, 'mike', staging)).toBe(`${IMAGE}/mike:1.4.1`);
      expect((await stage.api.deployment(staging, 'mike')).spec.paused).toBe(false);
    });
  });
}

/** The proof is there about a second after the patch; five more are allowed to call it. */
const CALLED_WITHIN_MS = 6000;

function watchedMs(said: Said): number {
  const watch = said.operation?.steps.find((step) => step.state === 'failed');
  return (watch?.endedAt ?? Number.POSITIVE_INFINITY) - (watch?.startedAt ?? 0);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('it did not happen within a minute');
    await sleep(50);
  }
}
