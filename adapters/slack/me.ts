import { z } from 'zod';
import { ConfigurationError } from '../../src/contracts/errors.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { SlackApi } from './api.js';
import { SlackRefusal } from './errors.js';

/** Who the bot is in the workspace. */
const meSchema = z
  .object({
    user_id: z.string(),
    team_id: z.string(),
    team: z.string(),
    user: z.string(),
    bot_id: z.string().optional(),
  })
  .transform(({ user_id: userId, team_id: teamId, team, user, bot_id: botId }) => ({
    userId,
    teamId,
    team,
    user,
    botId,
  }));
export type Me = z.infer<typeof meSchema>;

const AGAIN_MS = 5_000;

/**
 * Asks Slack who the token belongs to. Throws ConfigurationError when Slack refuses the token; while Slack does not
 * answer, the result is a promise that goes on asking until `stopped`.
 */
export async function findMe(
  api: SlackApi,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  stopped: AbortSignal,
): Promise<{ readonly now: Me | undefined; readonly known: Promise<Me> }> {
  const ask = async (): Promise<Me> => meSchema.parse(await api.call('auth.test', {}));
  const insist = async (): Promise<Me> => {
    for (;;) {
      await clock.sleep(AGAIN_MS, stopped);
      if (stopped.aborted) throw new Error('stopped before Slack answered');
      try {
        return await ask();
      } catch (error) {
        log.warn({ error }, 'Slack does not say who the bot is, asking again');
      }
    }
  };
  try {
    const me = await ask();
    return { now: me, known: Promise.resolve(me) };
  } catch (error) {
    if (error instanceof SlackRefusal)
      throw new ConfigurationError([
        `slack.botToken: Slack refuses it (${error.reason}); install the app again and copy its bot token.`,
      ]);
    log.warn({ error }, 'Slack does not answer; going on without it until it does');
    const known = insist();
    known.catch(() => undefined);
    return { now: undefined, known };
  }
}
