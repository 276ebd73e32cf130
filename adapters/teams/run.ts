import type { AdapterContext, RunningAdapter } from '../../src/contracts/adapter.js';
import { ConfigurationError } from '../../src/contracts/errors.js';
import { byLoopback, byToken } from './authentication.js';
import { createBoard } from './board.js';
import type { TeamsConfig } from './config.js';
import { createConnector } from './connector.js';
import { TEAMS } from './conversation.js';
import { createSignatures } from './keys.js';
import { httpListener, TEAMS_PATH } from './http.js';
import { take } from './intake.js';
import type { TeamsParts } from './parts.js';
import { createReferences } from './references.js';
import { createSdk } from './sdk.js';
import { createDeliver } from './send.js';

/** Connects the bot with Teams. Throws ConfigurationError where development mode would open it to strangers. */
export function startTeams(context: AdapterContext, config: TeamsConfig): Promise<RunningAdapter> {
  const { host, memory, surroundings, clock, log } = context;
  if (config.development) refuseOpenDoor(surroundings);
  const sdk = createSdk(config);
  const { serviceUrl, tenantId, appId = '' } = config;
  const place = { serviceUrl, botId: `28:${appId}`, ...(tenantId === undefined ? {} : { tenantId }) };
  const parts: TeamsParts = {
    ...{ host, config, clock, log },
    connector: createConnector(sdk, clock),
    references: createReferences({ memory, log }, place),
    board: createBoard(),
  };
  const signatures = createSignatures(sdk.openIdMetadata, clock);
  const authenticate = config.development ? byLoopback : byToken({ ...sdk, signatures }, clock);
  const handler = httpListener({ authenticate, take: (activity) => take(parts, activity), log });
  const unsubscribe = host.subscribe(TEAMS, createDeliver(parts));
  return Promise.resolve({
    routes: [{ path: TEAMS_PATH, handler }],
    describe: () => `teams: POST ${TEAMS_PATH}, ${modeOf(config)}`,
    stop: () => {
      unsubscribe();
      return Promise.resolve();
    },
  });
}

function modeOf({ development, type, appId }: TeamsConfig): string {
  return development ? 'WITHOUT AUTHENTICATION (development, this machine only)' : `app ${appId}, ${type}`;
}

function refuseOpenDoor({ loopback, sandbox }: AdapterContext['surroundings']): void {
  const problems = [
    ...(loopback
      ? []
      : [
          'teams.development: anybody who reaches the port could be anybody in Teams. Listen on 127.0.0.1 (HOST, --host), or remove it and set appId and appPassword.',
        ]),
    ...(sandbox
      ? []
      : [
          'teams.development: any program of this machine could be anybody in Teams, and real clusters are configured. Remove it and set appId and appPassword, or try it without environments in the file.',
        ]),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}
