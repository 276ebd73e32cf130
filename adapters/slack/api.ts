import { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { Log } from '../../src/contracts/ports/log.js';
import { SlackBusy, translated } from './errors.js';
import { slackLogger } from './logger.js';
import { createPacing } from './pacing.js';

/** Slack's Web API as this adapter uses it. Every call is paced and its errors are ours (errors.ts). */
export interface SlackApi {
  /** Rejects with SlackRefusal, SlackBusy or PortError. */
  call(method: string, options: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  upload(file: {
    readonly name: string;
    readonly content: string;
    readonly channel: string;
    readonly thread: string | undefined;
  }): Promise<void>;
}

const CALL_MS = 8_000;
const answerSchema = z.record(z.string(), z.unknown());
const ticketSchema = z.object({ upload_url: z.string(), file_id: z.string() });

export function createApi(
  { botToken, apiUrl }: { readonly botToken: string; readonly apiUrl?: string | undefined },
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): SlackApi {
  const client = new webApi.WebClient(botToken, {
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    logger: slackLogger(log),
    // Our own outbox tries again, in order; the SDK's retries would overtake it.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_MS,
  });
  const pacing = createPacing(clock);
  const call: SlackApi['call'] = async (method, options) => {
    for (let attempt = 1; ; attempt++) {
      await pacing.turn(method, typeof options.channel === 'string' ? options.channel : '');
      try {
        return answerSchema.parse(await client.apiCall(method, { ...options }));
      } catch (error) {
        const ours = translated(method, error);
        if (ours instanceof SlackBusy) pacing.pause(method, ours.waitMs);
        if (!(ours instanceof SlackBusy) || attempt >= 2) throw ours;
      }
    }
  };
  return { call, upload: (file) => upload(call, file) };
}

/** Files v2: an address to send the bytes to, the bytes, and the message that shows them. */
async function upload(call: SlackApi['call'], file: Parameters<SlackApi['upload']>[0]): Promise<void> {
  const bytes = Buffer.from(file.content);
  const ticket = ticketSchema.parse(
    await call('files.getUploadURLExternal', { filename: file.name, length: bytes.length }),
  );
  const sent = await fetch(ticket.upload_url, {
    method: 'POST',
    body: bytes,
    signal: AbortSignal.timeout(CALL_MS),
  }).catch((error: unknown) => {
    throw translated('files upload', error);
  });
  if (!sent.ok) throw translated('files upload', new Error(`status ${sent.status}`));
  await call('files.completeUploadExternal', {
    files: [{ id: ticket.file_id, title: file.name }],
    channel_id: file.channel,
    ...(file.thread === undefined ? {} : { thread_ts: file.thread }),
  });
}
