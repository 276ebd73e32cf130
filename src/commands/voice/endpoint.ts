import { z } from 'zod';
import type { Transcript } from '../../../adapters/voice/receive.js';
import { PortError } from '../../contracts/errors.js';
import { operationStatusSchema } from '../../contracts/operation.js';
import { replySchema } from '../../contracts/reply.js';
import type { Clock } from '../../contracts/ports/clock.js';
import type { Endpoint } from '../../socket/client.js';

const spokenSchema = z.object({
  say: z.string(),
  show: z.object({ code: replySchema.shape.code, title: z.string() }).nullable(),
  expects: z.string(),
  operation: z.object({ number: z.number(), status: operationStatusSchema.optional() }).nullable(),
});
export type Spoken = z.infer<typeof spokenSchema>;
const newsSchema = z.object({
  news: z.array(spokenSchema.extend({ final: z.boolean() })),
  cursor: z.string(),
});
export type News = z.infer<typeof newsSchema>;
const refusalSchema = z.object({ error: z.string(), problems: z.array(z.string()).default([]) });

/** The voice endpoint as a device uses it. Both reject with PortError when it can't be had. */
export interface VoiceEndpoint {
  /** Posts until it is answered: as often as it is told to try again, or the bot comes back. */
  post(transcript: Transcript): Promise<Spoken>;
  /** Waits for news for at most so many milliseconds. */
  news(session: string, after: string | undefined, waitMs: number): Promise<News>;
}

/** How long the bot may be away, in milliseconds. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 200;
const LONGEST_WAIT_MS = 25_000;

/** @param where asked before every request: the bot may have moved. */
export function createEndpoint(where: () => Promise<Endpoint>, clock: Clock): VoiceEndpoint {
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const giveUpAt = clock.now() + PATIENCE_MS;
    for (;;) {
      const { url, token } = await where();
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(`${url}/voice/${path}`, { ...init, headers }).catch(() => undefined);
      if (response?.ok === true) return response.json();
      const passing = response === undefined || response.status === 503 || response.status === 429;
      if (!passing || clock.now() > giveUpAt) throw await problemOf(url, response);
      await clock.sleep(PAUSE_MS);
    }
  };
  return {
    post: async (transcript) =>
      spokenSchema.parse(await ask('transcripts', { method: 'POST', body: JSON.stringify(transcript) })),
    async news(session, after, waitMs) {
      const wait = String(Math.min(waitMs, LONGEST_WAIT_MS) / 1000);
      const query = new URLSearchParams({ wait, ...(after === undefined ? {} : { after }) });
      return newsSchema.parse(
        await ask(`sessions/${encodeURIComponent(session)}/news?${query.toString()}`, {}),
      );
    },
  };
}

async function problemOf(url: string, response: Response | undefined): Promise<PortError> {
  if (response === undefined) return new PortError('unreachable', `nobody answers at ${url}`);
  const refusal = refusalSchema.safeParse(await response.json().catch(() => undefined));
  const { error, problems } = refusal.success ? refusal.data : { error: response.statusText, problems: [] };
  const detail = problems.length === 0 ? '' : `: ${problems.join('; ')}`;
  return new PortError('server_error', `${url}/voice answered ${response.status} ${error}${detail}`);
}
