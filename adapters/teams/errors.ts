import { z } from 'zod';
import { PortError } from '../../src/contracts/errors.js';

/** Teams understood the call and said no; `reason` is its code, e.g. `BotNotInConversationRoster`. */
class TeamsRefusal extends Error {
  override readonly name = 'TeamsRefusal';
  constructor(
    readonly status: number,
    readonly reason: string,
  ) {
    super(`Teams refused: ${status} ${reason}`);
  }
}

/** Teams asked for a pause. */
export class TeamsBusy extends PortError {
  constructor(readonly waitMs: number) {
    super('rate_limited', `Teams asks to wait ${Math.ceil(waitMs / 1000)} s`);
  }
}

/** The bot can't post there: it was removed, blocked, or never added. */
export const isClosed = (error: unknown): boolean =>
  error instanceof TeamsRefusal && (error.status === 403 || error.status === 404);

/** The message is gone or can no longer be edited; a new one takes its place. */
export const isNotEditable = (error: unknown): boolean =>
  error instanceof TeamsRefusal && [400, 403, 404, 405, 410].includes(error.status);

/** The card was too large for Teams after all (413, or 400 naming the size). */
export const isTooLarge = (error: unknown): boolean =>
  error instanceof TeamsRefusal && (error.status === 413 || /size|too ?large/i.test(error.reason));

/** Teams does not take the token. */
export const isUnauthorized = (error: unknown): boolean =>
  error instanceof PortError && error.code === 'credentials_expired';

const DEFAULT_WAIT_S = 2;
const LONGEST_WAIT_S = 600;

/** What a status means (Bot Connector API: 412, 502, 503 and 504 are to be tried again, 429 after a pause). */
export function refusalOf(status: number, reason: string, retryAfter: string | undefined): Error {
  if (status === 429) {
    const seconds = Number(retryAfter);
    const wait = Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : DEFAULT_WAIT_S;
    return new TeamsBusy(wait * 1000);
  }
  if (status >= 500 || status === 408 || status === 412)
    return new PortError('server_error', `Teams failed with status ${status}`, {}, true);
  if (status === 401)
    return new PortError('credentials_expired', 'Teams does not accept the credentials of the bot');
  return new TeamsRefusal(status, reason);
}

const failureSchema = z.object({ name: z.string(), errorCode: z.string().exactOptional() });
const NO_IDENTITY: ReadonlySet<string> = new Set([
  'AggregateAuthenticationError',
  'AuthenticationError',
  'AuthenticationRequiredError',
  'CredentialUnavailableError',
]);

/** Nobody said no; on a machine without a managed identity nobody ever answers. */
export const tokenLate = (seconds: number): Error =>
  new PortError(
    'credentials_expired',
    `Microsoft gave the bot no token within ${seconds} s. Can login.microsoftonline.com be reached? ${IDENTITY}`,
    {},
    true,
  );
const IDENTITY =
  'Type UserAssignedMSI needs an Azure machine with a managed identity whose client ID is teams.appId.';

/** Whatever else went wrong on the way: no token, no connection. Nothing of the request is in the message. */
export function unreachable(error: unknown): Error {
  if (error instanceof PortError || error instanceof TeamsRefusal) return error;
  const { name, errorCode = '' } = failureSchema.safeParse(error).data ?? { name: '' };
  const because = { cause: error };
  if (name === 'ServerError' || name === 'InteractionRequiredAuthError')
    return new PortError(
      'credentials_expired',
      `Microsoft gives the bot no token (${errorCode}): check teams.appId, appPassword and tenantId`,
      {},
      false,
      because,
    );
  if (NO_IDENTITY.has(name))
    return new PortError(
      'credentials_expired',
      `Microsoft gives the bot no token. ${IDENTITY}`,
      {},
      false,
      because,
    );
  return new PortError('unreachable', 'Teams could not be reached', {}, true, because);
}
