import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { LOCALES } from '../../src/contracts/message.js';
import { createEngine } from '../../src/language/index.js';
import { confirmPhrase } from '../../src/registry/decorate.js';
import { createRegistry } from '../../src/registry/index.js';
import { createAloud } from '../../src/outbox/aloud.js';
import { aPlan } from '../fakes/drafts.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';

const registry = createRegistry(skills);
const engine = createEngine({ intents: registry.intents(), names: () => SHOP_NAMES });
const aloud = createAloud(() => SHOP_NAMES);

const cases = registry
  .skills()
  .filter(({ effect }) => effect === 'write')
  .flatMap(({ id }) =>
    LOCALES.flatMap((locale) =>
      ['dev', 'staging', 'production'].map((environment) => [id, locale, environment] as const),
    ),
  );

describe('the phrase that is read out is understood as what it confirms, said or typed', () => {
  it.each(cases)('%s in %s, in %s [CHANNELS-5]', (skill, locale, environment) => {
    const phrase = confirmPhrase({ skill, plan: aPlan({ skill, environment }) }, locale, registry);
    for (const [text, source] of [
      [phrase, 'chat'],
      [aloud(phrase, locale), 'voice'],
    ] as const) {
      expect(engine.understand({ text, alternatives: [], locale, source }, NO_CONTEXT)).toMatchObject({
        decision: 'act',
        intent: 'confirm-yes',
        // Going on is nobody's second meaning of 재개: it needs no act to be told apart.
        slots: { environment, ...(locale === 'ko' && skill !== 'resume' ? { act: skill } : {}) },
      });
    }
  });
});
