import { describe, expect, it } from 'vitest';
import { createRegistry } from '../../../src/registry/index.js';
import { createEngine } from '../../../src/language/index.js';
import { NO_CONTEXT } from '../../../src/contracts/command.js';
import { help } from '../../../skills/help/index.js';
import { skills } from '../../../skills/index.js';
import { SHOP_NAMES } from '../../fixtures/catalogue.js';
import { ask, texts } from '../asking.js';

const registry = createRegistry(skills);
const engine = createEngine({ intents: registry.intents(), names: () => SHOP_NAMES });

describe('help about one command', () => {
  it.each([
    ['help deploy', 'deploy', 'en'],
    ['help with rollback', 'rollback', 'en'],
    ['how do I scale?', 'scale', 'en'],
    ['help logs', 'logs', 'en'],
    ['배포 도움말', 'deploy', 'ko'],
    ['도움말 배포', 'deploy', 'ko'],
    ['롤백 어떻게 해?', 'rollback', 'ko'],
    ['롤백은 어떻게 하면 돼요?', 'rollback', 'ko'],
    ['상태 사용법', 'status', 'ko'],
  ] as const)('“%s” answers usage and examples of %s', async (text, intent, locale) => {
    const meaning = engine.understand({ text, alternatives: [], source: 'chat' }, NO_CONTEXT);
    expect(meaning).toMatchObject({ decision: 'act', intent: 'help', slots: { intent } });
    const reply = await ask(help, { registry, slots: meaning.slots, locale });
    const declared = registry.skill(intent)?.phrases[locale];
    expect(reply.title).toContain(declared?.summary);
    const shown = texts(reply, 'code').join('\n');
    for (const { say } of declared?.examples ?? []) expect(shown).toContain(say);
    expect(declared?.examples.length).toBeGreaterThan(0);
  });
});
