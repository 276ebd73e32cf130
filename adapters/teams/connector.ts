import type {
  Activity,
  CloudAdapter,
  ConversationAccount,
  ConversationParameters,
  TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import type { Clock } from '../../src/contracts/ports/clock.js';
import { isUnauthorized, TeamsBusy, tokenLate, unreachable } from './errors.js';
import { createPacing } from './pacing.js';
import { inTime } from '../shared/in-time.js';
import type { Place } from './references.js';
import { API_AUDIENCE, type Sdk } from './sdk.js';

/** What is shown, as the connector takes it. */
export type Shown = Pick<
  Partial<Activity>,
  'text' | 'summary' | 'textFormat' | 'attachments' | 'channelData'
>;

/** The Bot Connector API as this adapter uses it. Every call is paced and its errors are ours (errors.ts). */
export interface Connector {
  /** Posts a message; returns its id. */
  post(place: Place, conversation: string, shown: Shown): Promise<string>;
  /** Replaces a message in place. */
  update(place: Place, conversation: string, id: string, shown: Shown): Promise<void>;
  /** Opens, or finds, the personal chat with somebody; returns its conversation id. */
  open(place: Place, person: string): Promise<string>;
}

/** The SDK's type also asks for a first message, which Teams does not. */
const newChat = z.custom<ConversationParameters>(
  (value) => z.object({ members: z.array(z.object({ id: z.string() })) }).safeParse(value).success,
);
/** The SDK's type also asks for name and kind; Teams knows them, and refuses wrong ones. */
const account = z.custom<ConversationAccount>(
  (value) => z.object({ id: z.string() }).safeParse(value).success,
);
/** The SDK looks for a managed identity for a minute and a half, on machines that have none. */
const TOKEN_MS = 10_000;
const idSchema = z.object({ id: z.string().min(1) });

export function createConnector({ adapter, appId, token }: Sdk, clock: Clock): Connector {
  const pacing = createPacing(clock);
  const seeToToken = async (fresh: boolean): Promise<void> => {
    if ((await inTime(clock, TOKEN_MS, token(fresh))) === undefined) throw tokenLate(TOKEN_MS / 1000);
  };
  const paced = async <T>(conversation: string, call: () => Promise<T>): Promise<T> => {
    await pacing.turn(conversation);
    try {
      return await withToken(seeToToken, call);
    } catch (error) {
      const ours = unreachable(error);
      if (ours instanceof TeamsBusy) pacing.pause(conversation, ours.waitMs);
      throw ours;
    }
  };
  return {
    post: (place, conversation, shown) =>
      paced(conversation, async () => {
        const [sent] = await inside(adapter, appId, place, conversation, (context) =>
          adapter.sendActivities(context, [messageOf(place, conversation, shown)]),
        );
        return idSchema.parse(sent).id;
      }),
    update: (place, conversation, id, shown) =>
      paced(conversation, async () => {
        await inside(adapter, appId, place, conversation, (context) =>
          adapter.updateActivity(context, { ...messageOf(place, conversation, shown), id }),
        );
      }),
    open: (place, person) => paced(person, () => opened(adapter, appId, place, person)),
  };
}

/** A token may have been revoked before its time: what Teams refuses for it is sent once more, with a new one. */
async function withToken<T>(
  seeToToken: (fresh: boolean) => Promise<void>,
  call: () => Promise<T>,
): Promise<T> {
  await seeToToken(false);
  try {
    return await call();
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    await seeToToken(true);
    return call();
  }
}

/** Runs a call with the SDK's client for this place. */
async function inside<T>(
  adapter: CloudAdapter,
  appId: string,
  place: Place,
  conversation: string,
  call: (context: TurnContext) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  await adapter.continueConversationAsync(appId, referenceOf(place, conversation), async (context) => {
    results.push(await call(context));
  });
  const [result] = results;
  if (result === undefined) throw new Error('the SDK did not make the call');
  return result;
}

async function opened(adapter: CloudAdapter, appId: string, place: Place, person: string): Promise<string> {
  const ids: string[] = [];
  const tenant = place.tenantId === undefined ? {} : { tenantId: place.tenantId };
  await adapter.createConversationAsync(
    appId,
    'msteams',
    place.serviceUrl,
    API_AUDIENCE,
    newChat.parse({
      isGroup: false,
      bot: { id: place.botId, name: '' },
      members: [{ id: person, name: '' }],
      ...tenant,
      channelData: place.tenantId === undefined ? {} : { tenant: { id: place.tenantId } },
    }),
    (context) => {
      ids.push(context.activity.conversation.id);
      return Promise.resolve();
    },
  );
  const [id] = ids;
  return z.string().min(1).parse(id);
}

function referenceOf({ serviceUrl, botId, tenantId }: Place, conversation: string) {
  return {
    channelId: 'msteams',
    serviceUrl,
    bot: { id: botId, name: '' },
    conversation: account.parse({ id: conversation, ...(tenantId === undefined ? {} : { tenantId }) }),
  };
}

function messageOf(place: Place, conversation: string, shown: Shown): Partial<Activity> {
  const { channelId, serviceUrl, bot, conversation: account } = referenceOf(place, conversation);
  return { type: 'message', channelId, serviceUrl, from: bot, conversation: account, ...shown };
}
