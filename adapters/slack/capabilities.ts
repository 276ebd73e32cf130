import type { Capabilities } from '../../src/contracts/adapter.js';

/** What Slack can do. */
export const capabilities: Capabilities = {
  edits: { has: true, how: 'edited in place' },
  buttons: { has: true, how: 'buttons' },
  forms: { has: true, how: 'modal; after a mention, behind a button' },
  private: { has: true, how: 'ephemeral' },
  files: { has: true, how: 'in the thread, its beginning in the message' },
  threads: { has: true, how: 'threads; a slash command begins one' },
  approvals: { has: true, how: 'buttons, in any channel' },
  proactive: { has: true, how: 'any channel it was invited to, direct messages' },
  home: { has: true, how: 'App Home' },
};
