import { describe, expect, it } from 'vitest';
import { whoami } from '../../../skills/whoami/index.js';
import { ada, ask, block, production, texts } from '../asking.js';

describe('whoami', () => {
  it('tells a known person where they may change things', async () => {
    const reply = await ask(whoami, { person: ada });
    expect(reply.title).toBe('You are Ada. You may look at everything and change staging.');
    expect(texts(reply, 'text')).toEqual([
      'To change production you need an admin, or your name under its “writers” in coxswain.yaml.',
    ]);
    expect(reply.visibility).toBe('asker');
  });

  it('knows the writers of a protected environment', async () => {
    const reply = await ask(whoami, { environments: [{ ...production, writers: ['ada'] }] });
    expect(reply.title).toBe('You are Ada. You may look at everything and change production.');
  });

  it('tells an admin', async () => {
    const reply = await ask(whoami, { person: { ...ada, admin: true }, locale: 'ko' });
    expect(reply.title).toBe('Ada 님은 관리자예요. 모든 일을 할 수 있어요.');
    expect(block(reply, 'fields').fields[1]?.value).toBe('staging, production');
  });

  it('lets a guest of another organisation change nothing', async () => {
    const reply = await ask(whoami, { person: { ...ada, guest: true } });
    expect(reply.title).toBe('You are Ada, a guest. You may look at everything and change nothing.');
  });

  it('tells a stranger how to become known', async () => {
    const reply = await ask(whoami, { person: { ...ada, known: false, display: 'eve' } });
    expect(reply.title).toBe('I do not know you yet, eve: you may ask for help and whoami.');
    expect(texts(reply, 'text')[0]).toContain('coxswain link');
  });
});
