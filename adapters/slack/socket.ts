import { SocketModeClient } from '@slack/socket-mode';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { HandOff } from './handoff.js';
import { slackLogger } from './logger.js';

interface SocketParts {
  readonly handOff: HandOff;
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

const envelopeSchema = z.object({
  ack: z.custom<(content?: Record<string, unknown>) => Promise<void>>((value) => typeof value === 'function'),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
});
const contentSchema = z.record(z.string(), z.unknown());

const AGAIN_MS = 10_000;

/**
 * The same over a socket that the bot opens, so that nothing must reach it from outside. What could not be taken is
 * not acknowledged: Slack sends it again. Connects in the background, for as long as it takes.
 */
export function openSocketReceiver(parts: SocketParts): { stop(): Promise<void> } {
  const { handOff, appToken, apiUrl, clock, log } = parts;
  const client = new SocketModeClient({
    appToken,
    logger: slackLogger(log),
    clientOptions: apiUrl === undefined ? {} : { slackApiUrl: apiUrl },
  });
  const stopped = new AbortController();
  client.on('slack_event', (given: unknown) => {
    void take(handOff, given).catch((error: unknown) => log.error({ error }, 'a Slack envelope failed'));
  });
  const connect = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await client.start();
        return;
      } catch (error) {
        log.warn({ error }, 'Slack could not be connected to, trying again');
        await clock.sleep(AGAIN_MS, stopped.signal);
      }
    }
  };
  void connect();
  return {
    async stop() {
      stopped.abort();
      await Promise.race([client.disconnect(), clock.sleep(2_000)]);
    },
  };
}

async function take(handOff: HandOff, given: unknown): Promise<void> {
  const { ack, body, retry_num: retryNum, retry_reason: retryReason } = envelopeSchema.parse(given);
  const acknowledgement = await handOff({
    body,
    ...(retryNum === undefined ? {} : { retryNum }),
    ...(retryReason === undefined ? {} : { retryReason }),
  });
  if (acknowledgement.kind !== 'taken') return;
  const { content } = acknowledgement;
  await ack(typeof content === 'string' ? { text: content } : contentSchema.safeParse(content).data);
}
