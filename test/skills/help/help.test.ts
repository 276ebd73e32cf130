import { describe, expect, it } from 'vitest';
import { skills } from '../../../skills/index.js';
import { help } from '../../../skills/help/index.js';
import { ask, block, texts } from '../asking.js';

const registry = { skills: () => skills };

describe('help', () => {
  it('lists every declared skill with its summary and an example', async () => {
    const reply = await ask(help, { registry });
    const rows = block(reply, 'table').rows;
    expect(rows.map(([id]) => id).sort()).toEqual(skills.map(({ id }) => id).sort());
    expect(rows.every((row) => row.every((cell) => cell.length > 0))).toBe(true);
    expect(reply.visibility).toBe('asker');
  });

  it('puts what changes something first', async () => {
    const [row] = block(
      await ask(help, { registry: { skills: () => [status, { ...status, id: 'deploy', effect: 'write' }] } }),
      'table',
    ).rows;
    expect(row?.[0]).toBe('deploy');
  });

  it('tells one command in detail, in the language of the question', async () => {
    const reply = await ask(help, { registry, slots: { intent: 'status' }, locale: 'ko' });
    expect(reply.title).toBe('status: 서비스의 버전, 레플리카, 상태를 보여 줘요');
    expect(texts(reply, 'code')[0]).toContain('운영 상태 보여줘');
    expect(texts(reply, 'text')).toContain('보기만 하고 아무것도 바꾸지 않아요.');
  });

  it('does not pretend to know a command that is none', async () => {
    const reply = await ask(help, { registry, slots: { intent: 'dance' } });
    expect(reply.title).toBe('I have no command called dance; this is what I can do.');
  });
});

const status = {
  id: 'status',
  effect: 'read',
  phrases: {
    en: { summary: 's', cues: ['status'], examples: [], replies: {}, speech: {} },
    ko: { summary: 's', cues: ['상태'], examples: [], replies: {}, speech: {} },
  },
} as const;
