import type { Capabilities } from '../../src/contracts/adapter.js';

/** What Teams can do. */
export const capabilities: Capabilities = {
  edits: { has: true, how: 'the card is replaced in place' },
  buttons: { has: true, how: 'buttons on the card' },
  forms: { has: true, how: 'on the card of the question' },
  private: { has: false, how: 'in the personal chat; elsewhere everybody sees them' },
  files: { has: false, how: 'its beginning is on the card' },
  threads: { has: true, how: 'threads of a channel; chats have none' },
  approvals: { has: true, how: 'buttons, in any conversation' },
  proactive: { has: true, how: 'any conversation it was added to, personal chats' },
  home: { has: false, how: '“what is running?”' },
};
