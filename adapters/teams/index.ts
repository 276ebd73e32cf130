import type { Adapter } from '../../src/contracts/adapter.js';
import { capabilities } from './capabilities.js';
import { teamsSchema, type TeamsConfig } from './config.js';
import { TEAMS } from './conversation.js';

/** Microsoft Teams, over the Bot Framework. Its SDK is loaded only when Teams is configured. */
export const teams: Adapter<TeamsConfig> = {
  id: TEAMS,
  configuration: teamsSchema,
  capabilities,
  async start(context, config) {
    const { startTeams } = await import('./run.js');
    return startTeams(context, config);
  },
};
