import { describe, expect, it } from 'vitest';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import type { IntentDeclaration } from '../../src/contracts/command.js';
import { LOCALES } from '../../src/contracts/message.js';
import { createRegistry } from '../../src/registry/index.js';
import { BUILT_IN_INTENTS, createEngine } from '../../src/language/index.js';
import { skills } from '../../skills/index.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';

const WARM_UP: IntentDeclaration = {
  id: 'warm-up',
  effect: 'write',
  slots: [
    { name: 'service', required: true },
    { name: 'environment', required: true },
  ],
  cues: { en: ['warm up', 'preheat … cache'], ko: ['예열'] },
};
const typed = (text: string) => ({ text, alternatives: [], source: 'chat' as const });

describe('intents', () => {
  it('a skill that somebody adds joins by its declaration', () => {
    const engine = createEngine({ intents: [WARM_UP], names: () => SHOP_NAMES });
    const wanted = { decision: 'act', intent: 'warm-up', slots: { service: 'cart', environment: 'staging' } };
    expect(engine.understand(typed('warm up cart in staging'), NO_CONTEXT)).toMatchObject(wanted);
    expect(engine.understand(typed('preheat the cart cache in staging'), NO_CONTEXT)).toMatchObject(wanted);
    expect(engine.understand(typed('스테이징 카트 예열해 줘'), NO_CONTEXT)).toMatchObject(wanted);
    expect(engine.understand(typed('deploy cart 1.2.3 to dev'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      intent: 'deploy',
    });
  });

  it('a skill’s own declaration of a built-in intent wins, and its cues are added', () => {
    const restart: IntentDeclaration = {
      id: 'restart',
      effect: 'write',
      slots: [{ name: 'service', required: true }],
      cues: { en: ['jiggle'], ko: [] },
    };
    const engine = createEngine({ intents: [restart], names: () => SHOP_NAMES });
    expect(engine.understand(typed('jiggle cart'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      intent: 'restart',
      slots: { service: 'cart' },
    });
    expect(engine.understand(typed('restart cart'), NO_CONTEXT)).toMatchObject({
      decision: 'act',
      intent: 'restart',
    });
  });

  it('every built-in intent can be said in both languages', () => {
    const silent = BUILT_IN_INTENTS.flatMap(({ id, cues }) =>
      LOCALES.filter((locale) => cues[locale].length === 0).map((locale) => `${id} ${locale}`),
    );
    expect(silent).toEqual([]);
    expect(new Set(BUILT_IN_INTENTS.map(({ id }) => id)).size).toBe(BUILT_IN_INTENTS.length);
  });
});

describe('every example of every skill is understood as what it says', () => {
  const engine = createEngine({ intents: createRegistry(skills).intents(), names: () => SHOP_NAMES });
  const examples = skills.flatMap(({ id, phrases }) =>
    LOCALES.flatMap((locale) =>
      phrases[locale].examples.map(({ say, means }) => [id, locale, say, means] as const),
    ),
  );
  it.each(examples)('%s (%s): %s', (intent, locale, say, slots) => {
    for (const source of ['chat', 'voice'] as const) {
      const { decision, ...meaning } = engine.understand(
        { text: say, alternatives: [], locale, source },
        NO_CONTEXT,
      );
      expect({ decision, intent: meaning.intent, slots: meaning.slots }).toEqual({
        decision: 'act',
        intent,
        slots,
      });
    }
  });
});
