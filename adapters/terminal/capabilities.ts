import type { Capabilities } from '../../src/contracts/adapter.js';

/** What a terminal can do. */
export const capabilities: Capabilities = {
  edits: { has: true, how: 'redrawn in place; on a pipe each version once' },
  buttons: { has: false, how: 'the sentence to type is shown' },
  forms: { has: false, how: 'asks, one thing after the other' },
  private: { has: false, how: 'a terminal is one person’s' },
  files: { has: false, how: 'named; in full with `--json`' },
  threads: { has: false, how: 'one conversation a session' },
  approvals: { has: false, how: 'from another channel: one machine is one person' },
  proactive: { has: true, how: 'shown when its conversation is opened' },
  home: { has: false, how: '`jobs`' },
};
