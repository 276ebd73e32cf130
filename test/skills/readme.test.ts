import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { LOCALES } from '../../src/contracts/message.js';
import { createEngine } from '../../src/language/index.js';
import { createRegistry } from '../../src/registry/index.js';
import { skills } from '../../skills/index.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';
import { oldestPod } from '../fixtures/sample-skill/index.js';
import { oldestReply } from '../fixtures/sample-skill/replies.js';

const README = readFileSync(new URL('../../skills/README.md', import.meta.url), 'utf8');
const FILES = ['phrases.en.ts', 'phrases.ko.ts', 'plan.ts', 'run.ts', 'replies.ts', 'index.ts'];

describe('the five steps of skills/README.md', () => {
  it.each(FILES)('show %s as it is compiled and run here', (file) => {
    const source = readFileSync(new URL(`../fixtures/sample-skill/${file}`, import.meta.url), 'utf8');
    const shown = source.replaceAll("'../../../src/", "'../../src/").trimEnd();
    expect(README).toContain(`// skills/oldest-pod/${file}\n${shown}\n`);
  });

  it('give a skill that joins the others and is understood without a change to the engine', () => {
    const registry = createRegistry([...skills, oldestPod]);
    const engine = createEngine({ intents: registry.intents(), names: () => SHOP_NAMES });
    for (const locale of LOCALES) {
      for (const { say, means } of oldestPod.phrases[locale].examples) {
        const utterance = { text: say, alternatives: [], locale, source: 'chat' } as const;
        expect(engine.understand(utterance, NO_CONTEXT)).toMatchObject({
          decision: 'act',
          intent: 'oldest-pod',
          slots: means,
        });
      }
    }
  });

  it('answer in both languages', () => {
    const pod = { metadata: { name: 'cart-1', creationTimestamp: '2026-01-01T00:00:00Z' } };
    expect(oldestReply('staging', pod, 'en').title).toBe(
      'The oldest pod in staging is cart-1, since 2026-01-01T00:00:00Z.',
    );
    expect(oldestReply('staging', undefined, 'ko').title).toBe('staging에는 파드가 없어요.');
  });
});
