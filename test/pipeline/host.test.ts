import { describe, expect, it } from 'vitest';
import { createNews } from '../../src/outbox/news.js';
import { createHost } from '../../src/pipeline/host.js';
import type { Deliver } from '../../src/contracts/ports/host.js';
import type { AnySkill } from '../../src/contracts/skill.js';
import { actionsOf, place, PLACES, startRig } from './rig.js';
import { createShop } from './shop.js';
import type { RigOptions } from './rig.js';

const ada = { platform: 'slack', id: 'ada' };
const bob = { platform: 'slack', id: 'bob' };
const zoe = { platform: 'slack', id: 'zoe' };

const startHost = async (options: RigOptions = {}) => {
  const rig = await startRig(options);
  const subscribed: string[] = [];
  const host = createHost({
    ...rig.deps,
    pipeline: rig.pipeline,
    news: createNews(rig.ledger),
    subscriptions: {
      subscribe: (platform) => {
        subscribed.push(platform);
        return () => void subscribed.splice(subscribed.indexOf(platform), 1);
      },
    },
  });
  const values = async (slot: string, prefix = '', actor = ada) =>
    (await host.options(slot, prefix, actor)).map(({ value }) => value);
  return { rig, host, subscribed, values };
};

describe('options for a slot', () => {
  it('are the names of the catalogue, narrowed by what was typed', async () => {
    const { values } = await startHost();
    expect(await values('service')).toEqual(['checkout', 'cart', 'payments-api']);
    expect(await values('service', 'C')).toEqual(['checkout', 'cart']);
    expect(await values('environment', 'prod')).toEqual(['production']);
  });

  it('are found by alias too', async () => {
    const { values } = await startHost();
    expect(await values('service', '결제')).toEqual(['payments-api']);
    expect(await values('environment', '운')).toEqual(['production']);
  });

  it('are the operations that run, for a number', async () => {
    const { rig, host } = await startHost();
    await rig.say('deploy checkout 1.4.2 to staging');
    expect(await host.options('id', '', ada)).toEqual([
      { value: '1', label: '#1 deploy checkout 1.4.2 (staging)' },
    ]);
  });

  it('are the versions that were deployed before', async () => {
    const { rig, values } = await startHost();
    await rig.say('deploy checkout 1.4.2 to staging');
    const { id } = await rig.operation(1);
    const ended = { status: 'succeeded' as const, patch: { endedAt: rig.clock.now() }, by: 'system' };
    await rig.ledger.transition(id, ['cleared'], ended);
    expect(await values('version')).toEqual(['1.4.2']);
  });

  describe('that a skill offers itself', () => {
    const asked = { intent: 'deploy', slots: { service: 'cart' }, locale: 'ko' } as const;
    const hostOffering = async (offers: NonNullable<AnySkill['offers']>) => {
      const skills = createShop().skills.map((skill) =>
        skill.id === 'deploy' ? { ...skill, offers } : skill,
      );
      return startHost({ skills });
    };
    const found = async ({ host }: Awaited<ReturnType<typeof startHost>>, prefix = '') =>
      (await host.options('version', prefix, ada, undefined, asked)).map(({ label }) => label);
    const offer = (value: string) => ({ value, label: `${value}!` });

    it('come first-hand, narrowed by what was typed, with or without a v', async () => {
      const host = await hostOffering((slot, { service, locale }) =>
        Promise.resolve([offer(`v2.0-${slot}-${service?.name ?? ''}-${locale}`), offer('1.9')]),
      );
      expect(await found(host)).toEqual(['v2.0-version-cart-ko!', '1.9!']);
      expect(await found(host, '2')).toEqual(['v2.0-version-cart-ko!']);
      expect(await found(host, 'v1')).toEqual(['1.9!']);
    });

    it('are those of the history of the service when it fails or offers nothing', async () => {
      for (const offers of [
        () => Promise.reject(new Error('broken')),
        () => Promise.resolve(undefined),
      ] as const) {
        const started = await hostOffering(offers);
        await started.rig.say('deploy checkout 1.4.2 to staging');
        await started.rig.say('deploy cart 2.0.0 to staging');
        for (const number of [1, 2]) {
          const { id } = await started.rig.operation(number);
          await started.rig.ledger.transition(id, ['cleared'], {
            ...{ status: 'succeeded' as const, patch: { endedAt: started.rig.clock.now() }, by: 'system' },
          });
        }
        expect(await found(started)).toEqual(['2.0.0']);
      }
    });

    it('become the choices of the question, save what runs there', async () => {
      const { rig } = await hostOffering(() =>
        Promise.resolve(
          ['3', '2', '1'].map((value) => ({ ...offer(`${value}.0.0`), current: value === '2' })),
        ),
      );
      const question = await rig.say('deploy cart to staging');
      expect(question).toMatchObject({ expects: 'choice', slot: 'version' });
      expect(question.about).toEqual({
        intent: 'deploy',
        slots: { service: 'cart', environment: 'staging' },
      });
      expect(actionsOf(question).map(({ label }) => label)).toEqual(['3.0.0', '1.0.0']);
      expect((await rig.say('the second one')).title).toContain('1.0.0');
    });
  });

  it('are only what the conversation is for', async () => {
    const { rig, host } = await startHost();
    await rig.say('deploy checkout 1.4.2 to staging');
    const here = async (slot: string) =>
      (await host.options(slot, '', ada, { services: ['cart'] })).map(({ value }) => value);
    expect(await here('service')).toEqual(['cart']);
    expect(await here('id')).toEqual([]);
    expect(await here('environment')).toEqual(['staging', 'dev', 'production']);
  });

  it('are none for somebody unknown, or for a slot without any', async () => {
    const { values } = await startHost();
    expect(await values('service', '', zoe)).toEqual([]);
    expect(await values('reason')).toEqual([]);
  });
});

describe('home', () => {
  const environments = [
    ...PLACES.filter(({ name }) => name !== 'production'),
    place('production', { protected: true, approvals: 1, writers: ['ada', 'bob'] }),
  ];
  const numbers = (replies: readonly { readonly operation?: number | undefined }[]) =>
    replies.map(({ operation }) => operation);

  it('shows what runs, what waits for an approval, and what waits for a word', async () => {
    const { rig, host } = await startHost({ environments });
    await rig.say('deploy checkout 1.4.2 to staging');
    await rig.say('deploy cart 2.0.0 to production');
    await rig.say('yes');
    await rig.say('deploy payments 2.0.0 to production');
    const own = await host.home(ada);
    expect([numbers(own.running), numbers(own.approvals), numbers(own.attention)]).toEqual([[1], [], [3]]);
    const other = await host.home(bob);
    expect([numbers(other.running), numbers(other.approvals), numbers(other.attention)]).toEqual([
      [],
      [2],
      [],
    ]);
  });

  it('shows what ended badly within the last day', async () => {
    const { rig, host } = await startHost();
    await rig.say('deploy checkout 1.4.2 to staging');
    const { id } = await rig.operation(1);
    const failed = { status: 'failed' as const, code: 'rollout_failed' as const, by: 'system' };
    await rig.ledger.transition(id, ['cleared'], { ...failed, patch: { endedAt: rig.clock.now() } });
    const [reply] = (await host.home(ada)).attention;
    expect(reply).toMatchObject({
      operation: 1,
      title: 'The rollout of checkout in staging failed.',
      tone: 'danger',
    });
    rig.clock.time += 24 * 60 * 60_000 + 1;
    expect((await host.home(ada)).attention).toEqual([]);
  });

  it('is empty for somebody unknown', async () => {
    const { host } = await startHost();
    expect(await host.home(zoe)).toEqual({ running: [], approvals: [], attention: [] });
  });
});

describe('the host', () => {
  it('tells the words worth listening for', async () => {
    const { host } = await startHost();
    expect(host.vocabulary('en')).toEqual(
      expect.arrayContaining(['payments-api', 'payments', 'production', 'roll back']),
    );
    expect(host.vocabulary('ko')).toEqual(expect.arrayContaining(['체크아웃', '운영', '배포']));
  });

  it('tells every command in one line', async () => {
    const { host } = await startHost();
    expect(host.commands('en')[0]).toEqual({
      intent: 'deploy',
      usage: 'deploy <service> <version> <environment>',
      summary: 'put a version of a service into an environment',
    });
    expect(host.commands('ko')[0]?.usage).toBe('<서비스> <버전> <환경> 배포');
  });

  it('takes messages and subscriptions', async () => {
    const { rig, host, subscribed } = await startHost();
    const deliver: Deliver = () => Promise.resolve(undefined);
    const leave = host.subscribe('slack', deliver);
    expect(subscribed).toEqual(['slack']);
    leave();
    expect(subscribed).toEqual([]);
    const receipt = await host.receive({
      eventId: 'E1',
      actor: ada,
      conversation: { platform: 'slack', id: 'general', tenant: 'default' },
      text: 'status',
      alternatives: [],
      source: 'chat',
      whileSpeaking: false,
      addressed: true,
      receivedAt: rig.clock.now(),
    });
    expect((await receipt.answer)?.reply.code).toBe('answered');
  });
});
