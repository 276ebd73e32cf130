import { describe, expect, it } from 'vitest';
import { replyOf, startRig, textOf } from './rig.js';

const DEPLOY = 'deploy warehouse 1.4.2 to staging';

describe('a name that nobody knew a minute ago', () => {
  it.each([
    ['a write', DEPLOY, 'answered'],
    ['a question about it', 'status of warehouse', 'answered'],
  ])('is found by %s, when its Deployment was made meanwhile', async (_what, text, code) => {
    const rig = await startRig();
    rig.discovery.appeared.push('warehouse');
    const reply = await rig.say(text);
    expect(reply).toMatchObject({ code });
    expect(reply.title).toContain('warehouse');
    expect(rig.discovery.looks).toBe(1);
  });

  it('is found for a slash command too', async () => {
    const rig = await startRig();
    rig.discovery.appeared.push('warehouse');
    const command = { intent: 'status', slots: { service: 'warehouse' } };
    expect(replyOf(await rig.ask('', { message: { command } })).code).toBe('answered');
  });

  it('is not taken for a slip of another one that looks like it', async () => {
    const rig = await startRig();
    rig.discovery.appeared.push('checkouts');
    expect((await rig.say('deploy checkouts 1.4.2 to staging')).title).toContain('checkouts');
    expect((await rig.operation(1)).plan.service).toBe('checkouts');
  });

  it('makes the clusters be asked once in five seconds at most', async () => {
    const rig = await startRig();
    await rig.say(DEPLOY);
    await rig.say(DEPLOY);
    expect(rig.discovery.looks).toBe(1);
    rig.clock.time += 5_000;
    await rig.say(DEPLOY);
    expect(rig.discovery.looks).toBe(2);
  });

  it('is refused all the same when the clusters do not answer', async () => {
    const rig = await startRig();
    rig.discovery.answers = false;
    expect((await rig.say(DEPLOY)).code).toBe('unknown_service');
  });

  it('asks nobody for names that are known, or for talk that is not for the bot', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to staging');
    await rig.ask(DEPLOY, { message: { addressed: false } });
    expect(rig.discovery.looks).toBe(0);
  });
});

describe('a write to a name that does not exist', () => {
  it.each([
    ['deploy nosuch 1 to dev', 'unknown_service', 'I don’t know a service called “nosuch”.', 'checkout'],
    [
      'deploy chekcout-web 1.4.2 to mars',
      'unknown_service',
      'I don’t know a service called “chekcout-web”.',
      'checkout',
    ],
    [
      'deploy checkout 1.4.2 to mars',
      'unknown_environment',
      'I don’t know an environment called “mars”.',
      'staging',
    ],
    ['화성에 checkout 1.4.2 배포해줘', 'unknown_environment', '“화성” 환경을 몰라요.', 'staging'],
  ])('“%s” is told so, with what there is', async (text, code, title, offered) => {
    const rig = await startRig();
    const reply = await rig.say(text);
    expect(reply).toMatchObject({ code, title });
    expect(textOf(reply)).toContain(offered);
  });

  it('right after a question about another one does not run where that one would have', async () => {
    const rig = await startRig();
    expect(await rig.say('deploy to dev')).toMatchObject({ expects: 'choice' });
    expect(await rig.say('deploy checkout 1.4.2 to mars')).toMatchObject({ code: 'unknown_environment' });
  });
});

describe('a look at something that does not exist', () => {
  it.each([
    ['status of warehouse', 'unknown_service', 'I don’t know a service called “warehouse”.'],
    ['warehouse status', 'unknown_service', 'I don’t know a service called “warehouse”.'],
    ['창고 상태', 'unknown_service', '“창고” 서비스를 몰라요.'],
    ['status in moon', 'unknown_environment', 'I don’t know an environment called “moon”.'],
  ])('“%s” is not a look at everything', async (text, code, title) => {
    const rig = await startRig();
    expect(await rig.say(text)).toMatchObject({ code, title });
  });

  it('names the nearest', async () => {
    const rig = await startRig();
    expect(textOf(await rig.say('status of payroll-api'))).toContain('payments-api');
  });

  it.each(['full status', 'status please bro', 'status'])('“%s” is one', async (text) => {
    const rig = await startRig();
    expect((await rig.say(text)).code).toBe('answered');
  });

  it('said aloud is noise, and looked past', async () => {
    const rig = await startRig();
    expect((await rig.say('status of warehouse', { platform: 'voice' })).code).toBe('answered');
  });

  it('is not about what was spoken of before', async () => {
    const rig = await startRig();
    await rig.say('status of checkout');
    expect((await rig.say('status of warehouse')).code).toBe('unknown_service');
  });
});
