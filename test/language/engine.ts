import type { DialogueContext, Understanding } from '../../src/contracts/command.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import type { Engine } from '../../src/language/index.js';
import { createEngine } from '../../src/language/index.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';

/** The engine with the built-in intents and the sandbox's shop. */
export const shopEngine: Engine = createEngine({ intents: [], names: () => SHOP_NAMES });

export function understood(
  text: string,
  context: DialogueContext = NO_CONTEXT,
  source: 'chat' | 'voice' = 'chat',
): Understanding {
  return shopEngine.understand({ text, alternatives: [], source }, context);
}
