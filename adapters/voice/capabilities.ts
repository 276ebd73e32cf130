import type { Capabilities } from '../../src/contracts/adapter.js';

/** What a voice device can do. */
export const capabilities: Capabilities = {
  edits: { has: false, how: 'what was said is said; news tell the newest state' },
  buttons: { has: false, how: 'the sentence to say is offered; in the linked chat, buttons' },
  forms: { has: false, how: 'asks, one thing after the other' },
  private: { has: false, how: 'whoever stands near hears it' },
  files: { has: false, how: 'named; in full in the linked chat' },
  threads: { has: false, how: 'one conversation a session' },
  approvals: { has: false, how: 'in a chat' },
  proactive: { has: false, how: 'news are fetched, by long poll' },
  home: { has: false, how: '“what is running?”' },
};
