import { z } from 'zod';
import type { Deliver, Delivery } from '../../src/contracts/ports/host.js';
import type { Log } from '../../src/contracts/ports/log.js';
import type { SlackApi } from './api.js';
import { isDirect, threadOfKey } from './conversation.js';
import { isClosed, isNotEditable, isThreadGone, SlackRefusal } from './errors.js';
import { withChannelNames } from './channels.js';
import type { Forms } from './forms.js';
import type { People } from './people.js';
import { renderReply, type File } from './render.js';
import { remembered } from '../shared/remembered.js';

interface SendParts {
  readonly api: SlackApi;
  readonly forms: Forms;
  readonly people: Pick<People, 'channelName'>;
  readonly log: Log;
  /** Told of every place that the bot posted in, and that an operation's message changed. */
  readonly posted: (channel: string, thread: string | undefined, operation: boolean) => void;
}

/** Where a message is: `channel:ts`. Slack edits by both. */
interface Ref {
  readonly channel: string;
  readonly ts: string;
}
const postedSchema = z.object({ channel: z.string(), ts: z.string() });

/**
 * Brings replies to Slack: one message a key, edited in place. Rejects when Slack did not take it; the outbox then
 * comes again. What was posted before something else failed is remembered, so that it is edited and not posted twice.
 */
export function createDeliver(parts: SendParts): Deliver {
  const { forms, people, posted } = parts;
  const sent = remembered<Ref>();
  const uploaded = remembered<true>();
  return async (given) => {
    if (await forms.replaces(given.key)) return undefined;
    const delivery = { ...given, reply: await withChannelNames(given.reply, people) };
    const before = sent.get(delivery.key) ?? readRef(delivery.ref);
    const { conversation, reply } = delivery;
    const ref = await put(parts, delivery, before);
    posted(conversation.id, conversation.thread ?? ref?.ts, reply.operation !== undefined);
    if (ref === undefined) return undefined;
    sent.set(delivery.key, ref);
    for (const file of renderReply(reply).files) {
      const name = `${delivery.key} ${file.name}`;
      if (uploaded.get(name) === undefined) await attach(parts, delivery, ref, file);
      uploaded.set(name, true);
    }
    return `${ref.channel}:${ref.ts}`;
  };
}

async function put(parts: SendParts, delivery: Delivery, before: Ref | undefined): Promise<Ref | undefined> {
  if (before !== undefined) {
    try {
      return await edit(parts, delivery, before);
    } catch (error) {
      if (!isNotEditable(error)) throw error;
    }
  }
  try {
    return await post(parts, delivery, threadOf(delivery));
  } catch (error) {
    if (isThreadGone(error)) return post(parts, delivery, undefined);
    if (!isClosed(error)) throw error;
    return postDirect(parts, delivery);
  }
}

async function edit({ api }: SendParts, { reply, conversation }: Delivery, ref: Ref): Promise<Ref> {
  const elsewhere = ref.channel !== conversation.id && !isDirect(conversation.id);
  const { text, blocks } = renderReply(reply, elsewhere ? conversation : undefined);
  await api.call('chat.update', { channel: ref.channel, ts: ref.ts, text, blocks });
  return ref;
}

/** For the asker's eyes only where others could see it; such a message can't be edited, so it has no ref. */
async function post(
  { api }: SendParts,
  { reply, conversation, actor }: Delivery,
  thread: string | undefined,
): Promise<Ref | undefined> {
  const { text, blocks } = renderReply(reply);
  const channel = conversation.id;
  const message = { channel, text, blocks, ...(thread === undefined ? {} : { thread_ts: thread }) };
  if (reply.visibility === 'asker' && !isDirect(channel)) {
    await api.call('chat.postEphemeral', { ...message, user: actor.id });
    return undefined;
  }
  const given = await api.call('chat.postMessage', { ...message, unfurl_links: false, unfurl_media: false });
  return postedSchema.parse(given);
}

/** Where the bot can't post, the asker still hears of it. The controls keep the conversation they belong to. */
async function postDirect(
  { api, log }: SendParts,
  { reply, conversation, actor, key }: Delivery,
): Promise<Ref | undefined> {
  const { text, blocks } = renderReply(reply, conversation);
  const message = { channel: actor.id, text, blocks, unfurl_links: false, unfurl_media: false };
  try {
    return postedSchema.parse(await api.call('chat.postMessage', message));
  } catch (error) {
    if (!isClosed(error)) throw error;
    log.warn({ key, actor: actor.id, error }, 'a reply can be shown neither in its channel nor to its asker');
    return undefined;
  }
}

async function attach({ api, log }: SendParts, delivery: Delivery, ref: Ref, file: File): Promise<void> {
  const thread = threadOf(delivery) ?? ref.ts;
  try {
    await api.upload({ ...file, channel: ref.channel, thread });
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    log.warn({ key: delivery.key, error }, 'a file was refused');
  }
}

function threadOf({ conversation, key }: Delivery): string | undefined {
  return conversation.thread ?? threadOfKey(key);
}

function readRef(ref: string | undefined): Ref | undefined {
  const [channel, ts] = ref?.split(':') ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}
