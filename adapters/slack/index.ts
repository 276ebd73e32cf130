import type { Adapter } from '../../src/contracts/adapter.js';
import { capabilities } from './capabilities.js';
import { slackSchema, type SlackConfig } from './config.js';
import { SLACK } from './conversation.js';

/** Slack, over HTTP or Socket Mode. Bolt is loaded only when Slack is configured. */
export const slack: Adapter<SlackConfig> = {
  id: SLACK,
  configuration: slackSchema,
  capabilities,
  async start(context, config) {
    const { startSlack } = await import('./run.js');
    return startSlack(context, config);
  },
};
