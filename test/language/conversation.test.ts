import { describe, expect, it } from 'vitest';
import type { DialogueContext } from '../../src/contracts/command.js';
import { understood } from './engine.js';

const DEPLOY = {
  intent: 'deploy',
  slots: { service: 'checkout', environment: 'production', version: '1.4.2' },
};
const CONFIRMING: DialogueContext = { confirmation: { ...DEPLOY, environment: 'production' } };
const LAST: DialogueContext = { last: DEPLOY };
const asked = (
  slots: DialogueContext['last'],
  ask: NonNullable<DialogueContext['question']>['ask'],
): DialogueContext => ({
  question: { intent: slots?.intent ?? '', slots: slots?.slots ?? {}, ask },
});
const ENVIRONMENTS = { slot: 'environment', choices: ['dev', 'staging', 'production'] };

describe('while a confirmation of "deploy checkout 1.4.2 to production" is open', () => {
  it.each([
    ['no, staging', { environment: 'staging' }],
    ['아니, 스테이징으로', { environment: 'staging' }],
    ['not production, staging', { environment: 'staging' }],
    ['운영 말고 스테이징', { environment: 'staging' }],
    ['actually 1.4.3', { version: '1.4.3' }],
    ['no, cart', { service: 'cart' }],
    ['no, deploy 1.4.3', { version: '1.4.3' }],
  ])('"%s" corrects it', (say, change) => {
    expect(understood(say, CONFIRMING)).toMatchObject({
      decision: 'act',
      intent: 'deploy',
      slots: { ...DEPLOY.slots, ...change },
    });
  });

  it.each(["don't deploy it", '배포하지 마', 'no', '아니요', 'no wait'])('"%s" withdraws it', (say) => {
    expect(understood(say, CONFIRMING)).toMatchObject({ decision: 'act', intent: 'confirm-no', slots: {} });
  });

  it('a name alone neither confirms nor corrects', () => {
    expect(understood('production', CONFIRMING)).toMatchObject({ decision: 'ignore' });
  });

  it('another command is that command', () => {
    expect(understood('roll back cart in dev', CONFIRMING)).toMatchObject({
      decision: 'act',
      intent: 'rollback',
      slots: { service: 'cart', environment: 'dev' },
    });
  });
});

describe('while "which branch?" is open', () => {
  const branch = asked(
    { intent: 'pipeline-run', slots: { service: 'checkout' } },
    { slot: 'branch', choices: ['main', 'hotfix'] },
  );
  it.each([
    ['feature/Cards', 'feature/Cards'],
    ['the hotfix branch please', 'hotfix'],
    ['feature/Cards 브랜치로', 'feature/Cards'],
    ['main', 'main'],
    ['the second one', 'hotfix'],
    ['release-1.4', 'release-1.4'],
  ])('"%s" answers it', (say, named) => {
    expect(understood(say, branch)).toMatchObject({
      decision: 'act',
      intent: 'pipeline-run',
      slots: { service: 'checkout', branch: named },
    });
  });
  it.each(['lunch?', 'anybody there'])('"%s" is talk', (say) => {
    expect(understood(say, branch)).toMatchObject({ decision: 'ignore' });
  });
});

describe('while a question is open', () => {
  const where = asked({ intent: 'deploy', slots: { service: 'checkout', version: '1.4.2' } }, ENVIRONMENTS);
  it.each([
    'staging',
    'to staging',
    'the second one',
    'in staging please',
    '스테이징이요',
    '두 번째',
    'deploy to staging',
  ])('"%s" answers which environment', (say) => {
    expect(understood(say, where)).toMatchObject({
      decision: 'act',
      intent: 'deploy',
      slots: { service: 'checkout', version: '1.4.2', environment: 'staging' },
    });
  });

  it('a new command with a name that nobody knows does not borrow what was said before', () => {
    const which = asked(
      { intent: 'deploy', slots: { environment: 'dev' } },
      { slot: 'service', choices: ['checkout', 'cart'] },
    );
    expect(understood('deploy checkout 1.4.2 to mars', which)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'environment' },
      unknown: 'mars',
    });
  });

  it.each([
    ['deploy checkout 1.4.2 to stagign', 'an environment that was not said clearly'],
    ['deploy cart 2.3.0', 'another service'],
    ['deploy checkout 1.4.3', 'another version'],
  ])('"%s" is a new command, for the environment that was said before is not that of %s', (say) => {
    const which = asked(
      { intent: 'deploy', slots: { environment: 'dev', version: '1.4.2' } },
      { slot: 'service', choices: ['checkout'] },
    );
    expect(understood(say, which)).toMatchObject({ decision: 'ask', ask: { slot: 'environment' } });
  });

  it.each(['네', '응', '확인'])('"%s" shows that one listens: what it would start is read back', (say) => {
    const slip = asked(
      { intent: 'restart', slots: { service: 'auth' } },
      { slot: 'environment', choices: ['staging'] },
    );
    expect(understood(say, slip)).toMatchObject({
      decision: 'act',
      slots: { service: 'auth', environment: 'staging' },
      fuzzy: ['environment'],
    });
    expect(understood('yes', slip)).toMatchObject({ decision: 'act', fuzzy: [] });
  });

  it('asks again about a slip', () => {
    expect(understood('prodction', where)).toMatchObject({
      decision: 'ask',
      ask: { slot: 'environment', choices: ['production'] },
    });
  });

  it('takes a whole new command for what it is', () => {
    expect(understood('restart cart in dev', where)).toMatchObject({
      decision: 'act',
      intent: 'restart',
      slots: { service: 'cart', environment: 'dev' },
    });
  });

  it('lets go on "never mind" and does not listen to talk', () => {
    expect(understood('never mind', where)).toMatchObject({ decision: 'act', intent: 'cancel' });
    expect(understood('lunch is at noon', where)).toMatchObject({ decision: 'ignore' });
  });

  const which = asked(
    { intent: 'deploy', slots: { service: 'checkout', environment: 'staging' } },
    { slot: 'version', choices: [] },
  );
  it.each([
    ['1.4.2', '1.4.2'],
    ['one point four point two', '1.4.2'],
    ['일 점 사 점 이', '1.4.2'],
    ['latest', 'latest'],
  ])('"%s" answers which version', (say, version) => {
    expect(understood(say, which)).toMatchObject({
      decision: 'act',
      slots: { service: 'checkout', environment: 'staging', version },
    });
  });

  const howMany = asked(
    { intent: 'scale', slots: { service: 'cart', environment: 'dev' } },
    { slot: 'replicas', choices: [2, '-2'] },
  );
  it.each([
    ['to two', 2],
    ['두 개로', 2],
    ['by two', '-2'],
    ['the second one', '-2'],
    ['2', 2],
  ])('"%s" answers how many', (say, replicas) => {
    expect(understood(say, howMany)).toMatchObject({ decision: 'act', intent: 'scale', slots: { replicas } });
  });

  it('"yes" takes the only choice, and nothing when there are more', () => {
    const slip = asked(
      { intent: 'deploy', slots: { environment: 'dev', version: '1.4.2' } },
      { slot: 'service', choices: ['checkout'] },
    );
    expect(understood('yes', slip)).toMatchObject({
      decision: 'act',
      intent: 'deploy',
      slots: { service: 'checkout' },
    });
    expect(understood('yes', where)).toMatchObject({ decision: 'act', intent: 'confirm-yes' });
  });

  it('a verb answers which intent, and what it lacks is asked next', () => {
    const verb = asked(
      { intent: 'deploy', slots: { service: 'checkout', environment: 'production' } },
      { intents: ['deploy', 'scale'] },
    );
    expect(understood('scale it to 5', verb)).toMatchObject({
      decision: 'act',
      intent: 'scale',
      slots: { service: 'checkout', replicas: 5 },
    });
    expect(understood('배포', verb)).toMatchObject({
      decision: 'ask',
      intent: 'deploy',
      ask: { slot: 'version' },
    });
    for (const say of [
      'deploy cart 2.3.0',
      'deploy checkout 1.4.2 to mars',
      'deploy checkout 1.4.2 to stagign',
    ])
      expect(understood(say, verb)).toMatchObject({ decision: 'ask', ask: { slot: 'environment' } });
  });
});

describe('after a command', () => {
  it.each([
    ['and in staging?', { environment: 'staging' }],
    ['스테이징은?', { environment: 'staging' }],
    ['same for cart', { service: 'cart' }],
    ['카트도 똑같이 해줘', { service: 'cart' }],
  ])('"%s" is the same with another value, read back before it runs', (say, change) => {
    const meaning = understood(say, LAST);
    expect(meaning).toMatchObject({
      decision: 'act',
      intent: 'deploy',
      slots: { ...DEPLOY.slots, ...change },
    });
    expect(meaning.decision === 'act' && meaning.fuzzy.length).toBe(2);
  });

  it('"it" is the service spoken of last, but a write has no default environment', () => {
    expect(understood('roll it back', LAST)).toMatchObject({
      decision: 'ask',
      slots: { service: 'checkout' },
      ask: ENVIRONMENTS,
    });
    expect(understood('roll it back in staging', LAST)).toMatchObject({
      decision: 'act',
      slots: { service: 'checkout', environment: 'staging' },
      fuzzy: ['service'],
    });
    expect(understood('roll it back there', LAST)).toMatchObject({
      decision: 'act',
      slots: { service: 'checkout', environment: 'production' },
    });
  });

  it.each(['file this', 'open a ticket for this', '이거 이슈로 등록해 줘'])(
    '“%s” is about the service spoken of last, whose name it could do without',
    (text) => {
      const meant = { decision: 'act', intent: 'file-issue' };
      expect(understood(text, LAST)).toMatchObject({
        ...meant,
        slots: { service: 'checkout' },
        fuzzy: ['service'],
      });
      expect(understood(text)).toMatchObject({ ...meant, slots: {} });
      expect(understood('file an issue for #42', LAST)).toMatchObject({ ...meant, slots: { id: 42 } });
    },
  );

  it('a read looks at the service spoken of last, a write never does unasked', () => {
    expect(understood('logs', LAST)).toMatchObject({
      decision: 'act',
      intent: 'logs',
      slots: { service: 'checkout', environment: 'production' },
    });
    expect(understood('restart', LAST)).toMatchObject({ decision: 'ask', ask: { slot: 'service' } });
  });
});
