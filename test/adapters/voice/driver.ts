import { createHash } from 'node:crypto';
import { renderReply } from '../../../adapters/terminal/index.js';
import { capabilities } from '../../../adapters/voice/capabilities.js';
import { voiceSchema } from '../../../adapters/voice/config.js';
import { voice } from '../../../adapters/voice/index.js';
import { replySchema, type Reply } from '../../../src/contracts/reply.js';
import { systemClock } from '../../../src/clock.js';
import { startPublicListener } from '../../../src/http/index.js';
import type {
  AdapterDriver,
  DriverContext,
  PlayedPlatform,
  Said,
  Who,
} from '../../contracts/adapter/driver.js';
import { newsSchema, spokenSchema, type Spoken } from './spoken.js';

const SCREEN = { colors: false, fancy: true, width: 400 };
const SESSION = 's-1';
/** How long a listening device waits for news each time. */
const WAIT_S = 1;
/** How long a device without a connection waits before it tries again. */
const AWAY_MS = 20;

/** Voice: two people, each with a headset of their own, whose recognisers understand every word. */
export const voiceDriver: AdapterDriver = {
  id: voice.id,
  capabilities,
  actors: { ada: { platform: voice.id, id: 'ada' }, mina: { platform: voice.id, id: 'mina' } },
  conversation: { platform: voice.id, id: `ada/${SESSION}`, tenant: 'default' },
  start,
};

const TOKENS: Readonly<Record<Who, string>> = {
  ada: 'the-token-of-the-headset-of-ada',
  mina: 'the-token-of-the-headset-of-mina',
};
const hashed = (token: string) => `sha256:${createHash('sha256').update(token).digest('hex')}`;

async function start(context: DriverContext): Promise<PlayedPlatform> {
  const devices = Object.fromEntries(
    Object.entries(TOKENS).map(([who, token]) => [who, { tokenHash: hashed(token) }]),
  );
  const adapter = await voice.start(context, voiceSchema.parse({ devices }));
  const listener = await startPublicListener({
    ...{ host: '127.0.0.1', port: 0, log: context.log },
    routes: adapter.routes ?? [],
    ready: () => Promise.resolve({ ready: true, parts: {} }),
  });
  const away = { is: false };
  const device = (who: Who) => openDevice(`${listener.url}/voice`, TOKENS[who], away);
  const devicesOf = { ada: device('ada'), mina: device('mina') };
  let last = 0;
  const send = (who: Who, text: string, id: string): Said => {
    const taken = devicesOf[who].post(id, text).then(
      (answer) => answer !== undefined,
      () => false,
    );
    return { who, text, id, taken };
  };
  const say = (who: Who, text: string): Said => send(who, text, `e-${(last += 1)}`);
  return {
    say,
    redeliver: ({ who, text, id }) => send(who, text, id),
    press: async (who, label) => {
      const action = devicesOf[who].offered().findLast((each) => each.label === label);
      if (action === undefined) throw new Error(`nothing offers "${label}" to ${who}`);
      const answer = await devicesOf[who].post(`e-${(last += 1)}`, context.host.aloud(action.say, 'en'));
      // What can be overheard is not enough there: the same person says it where they can be told from others.
      if (answer?.expects === 'factor') await context.elsewhere(who, action.say);
    },
    answer: async (who, value) => {
      if (!devicesOf[who].isAsked()) throw new Error(`nothing is asked of ${who}`);
      await say(who, value).taken;
    },
    seen: (who) => devicesOf[who].heard.map((reply) => renderReply(reply, SCREEN).join('\n')),
    files: () => [],
    outage: (on) => {
      away.is = on;
    },
    arrived: async () => {
      await Promise.all([devicesOf.ada.fetchNews(0), devicesOf.mina.fetchNews(0)]);
    },
    stop: async () => {
      for (const each of Object.values(devicesOf)) await each.close();
      await adapter.stop();
      await listener.stop();
    },
  };
}

/** A device in one session: it posts what it hears, and listens for news all the while. */
function openDevice(url: string, token: string, away: { readonly is: boolean }) {
  const authorization = `Bearer ${token}`;
  const closing = new AbortController();
  const heard: Reply[] = [];
  const hears = ({ say, show }: Pick<Spoken, 'say' | 'show'>): void => {
    if (show !== null) heard.push(replySchema.parse({ ...show, speech: say }));
  };
  let expects = 'nothing';
  let cursor: string | undefined;
  // One fetch after the other, so that each goes on where the one before ended.
  let fetching: Promise<unknown> = Promise.resolve();
  const fetchNews = (wait: number): Promise<unknown> => (fetching = fetching.then(() => fetchOnce(wait)));
  const listen = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      if (away.is) await systemClock.sleep(AWAY_MS, closing.signal);
      await fetchNews(WAIT_S);
    }
  };
  const fetchOnce = async (wait: number): Promise<void> => {
    if (away.is) return;
    const query = new URLSearchParams({
      ...{ wait: String(wait), progress: 'true' },
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    const response = await fetch(`${url}/sessions/${SESSION}/news?${query.toString()}`, {
      headers: { authorization },
      signal: closing.signal,
    });
    const { news, cursor: next } = newsSchema.parse(await response.json());
    // Lost on the way: what was not acknowledged is told again.
    if (away.is) return;
    cursor = next;
    for (const item of news) hears(item);
  };
  const listening = listen().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error;
  });
  return {
    heard,
    fetchNews,
    isAsked: () => /^slot:|^choice$/.test(expects),
    /** What can be said next: of each operation, what its newest reply offers. */
    offered: () =>
      heard
        .filter(({ operation }, at) => !heard.slice(at + 1).some((later) => later.operation === operation))
        .flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []))),
    /** Undefined: it was not taken, and is to be posted again. */
    async post(id: string, text: string): Promise<Spoken | undefined> {
      const response = await fetch(`${url}/transcripts`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ id, session: SESSION, locale: 'en', alternatives: [{ text }] }),
      });
      if (response.status !== 200) return undefined;
      const answer = spokenSchema.parse(await response.json());
      ({ expects } = answer);
      hears(answer);
      return answer;
    },
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}
