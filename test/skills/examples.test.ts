import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import type { NameEntry } from '../../src/contracts/catalogue.js';
import { LOCALES, type Slots } from '../../src/contracts/message.js';
import { createEngine } from '../../src/language/index.js';
import { createRegistry } from '../../src/registry/index.js';
import { sandboxCatalogue } from '../../src/sandbox/catalogue.js';

const { environments, services } = sandboxCatalogue;
const names = {
  services,
  environments: environments.map(({ name, aliases }): NameEntry => ({ name, aliases, spoken: [] })),
};
const engine = createEngine({ intents: createRegistry(skills).intents(), names: () => names });

const examples = skills.flatMap(({ id, phrases }) =>
  LOCALES.flatMap((locale) =>
    phrases[locale].examples.map(({ say, means }): [string, string, Slots] => [say, id, means]),
  ),
);

describe('every example that a skill gives [CORE-8]', () => {
  it.each(examples)('“%s” is understood as %s', (say, intent, means) => {
    expect(engine.understand({ text: say, alternatives: [], source: 'chat' }, {})).toMatchObject({
      decision: 'act',
      intent,
      slots: means,
    });
  });
});
