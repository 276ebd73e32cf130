import { describe, expect, it } from 'vitest';
import { understood } from './engine.js';

const write = { service: 'checkout', version: '1.4.2', environment: 'production' };

describe('a reason that is given with a command', () => {
  it.each([
    ['deploy checkout 1.4.2 to production because the fix can’t wait', 'the fix can’t wait'],
    ['deploy checkout 1.4.2 to production, because of the outage', 'the outage'],
    ['deploy checkout 1.4.2 to production: hotfix for scale up', 'hotfix for scale up'],
    ['체크아웃 1.4.2 운영에 배포해 줘: 긴급 수정', '긴급 수정'],
    ['체크아웃 1.4.2 운영에 배포해 줘, 이유는 긴급 수정', '긴급 수정'],
    ['장애 대응 때문에 체크아웃 1.4.2 운영에 배포해 줘', '장애 대응'],
  ])('%s', (text, reason) => {
    expect(understood(text)).toMatchObject({
      decision: 'act',
      intent: 'deploy',
      slots: { ...write, reason },
    });
  });

  it('is kept while something else is asked for', () => {
    const meaning = understood('deploy checkout 1.4.2 because the fix can’t wait');
    expect(meaning).toMatchObject({ decision: 'ask', slots: { reason: 'the fix can’t wait' } });
  });

  it.each([
    ['deploy: checkout 1.4.2 production', 'deploy'],
    ['결제 때문에 뭐가 문제야', 'triage'],
    ['roll back checkout in production because it fails', 'rollback'],
  ])('is none in “%s”', (text, intent) => {
    const meaning = understood(text);
    expect(meaning.intent).toBe(intent);
    expect(meaning.slots).not.toHaveProperty('reason');
  });
});
