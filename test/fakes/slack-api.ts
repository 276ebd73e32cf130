import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { messageProblems, viewProblems } from './slack-limits.js';

/** A message as the fake workspace keeps it. */
export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  text: string;
  blocks: readonly FakeBlock[];
  /** For that person's eyes only. */
  readonly onlyFor: string | undefined;
  /** Every text it had, oldest first. */
  readonly versions: string[];
}
const blockSchema = z.looseObject({
  type: z.string(),
  text: z.looseObject({ text: z.string() }).optional(),
  fields: z.array(z.looseObject({ text: z.string() })).optional(),
  elements: z
    .array(
      z.looseObject({
        type: z.string(),
        action_id: z.string().optional(),
        value: z.string().optional(),
        text: z.union([z.string(), z.looseObject({ text: z.string() })]).optional(),
      }),
    )
    .optional(),
});
export type FakeBlock = z.infer<typeof blockSchema>;

const viewSchema = z.looseObject({
  type: z.string(),
  callback_id: z.string().optional(),
  private_metadata: z.string().default(''),
  blocks: z.array(
    z.looseObject({
      type: z.string(),
      block_id: z.string().optional(),
      label: z.looseObject({ text: z.string() }).optional(),
      element: z.looseObject({ type: z.string(), action_id: z.string() }).optional(),
      text: z.looseObject({ text: z.string() }).optional(),
      elements: z
        .array(
          z.looseObject({
            action_id: z.string().optional(),
            value: z.string().optional(),
            text: z.unknown(),
          }),
        )
        .optional(),
    }),
  ),
});
export type FakeView = z.infer<typeof viewSchema>;

export interface FakeCall {
  readonly method: string;
  readonly at: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly answer: string;
}
export interface FakeUser {
  readonly name: string;
  readonly locale?: string;
  readonly restricted?: boolean;
  readonly team?: string;
}
/** How the Web API fails. `lost`: what was asked happens, but its answer never arrives. */
export type Weather = 'fine' | 'down' | 'lost' | { readonly busy: number };

export const BOT = 'UBOT';
export const TEAM = 'T0SHOP';
/** Slack's rule of thumb: one message a second in a channel, short bursts allowed. */
const BURST = 4;

/** What a workspace holds, and what its Web API does with calls. */
export class FakeWorkspace {
  readonly users = new Map<string, FakeUser>();
  /** Channels without the bot. */
  readonly closed = new Set<string>();
  readonly sharedChannels = new Set<string>();
  readonly channelNames = new Map<string, string>();
  readonly messages: FakeMessage[] = [];
  readonly files: { name: string; content: string; channel: string; thread: string | undefined }[] = [];
  readonly homes = new Map<string, FakeView>();
  /** Forms that are open, newest last. */
  readonly views: {
    readonly id: string;
    readonly hash: string;
    readonly trigger: string;
    readonly view: FakeView;
  }[] = [];
  readonly calls: FakeCall[] = [];
  weather: Weather = 'fine';
  /** Milliseconds that must lie between posts in a channel once the burst is used up; 0: no limit. */
  rate = 0;
  socketUrl = '';
  #ticks = 0;
  readonly #uploads = new Map<string, { name: string; content: string }>();
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(readonly baseUrl: () => string) {}

  newTs(): string {
    this.#ticks += 1;
    return `1780000000.${String(this.#ticks).padStart(6, '0')}`;
  }

  /** The answer to a call: `retryAfter` in seconds when it came too fast. */
  call(
    method: string,
    options: Readonly<Record<string, unknown>>,
  ): { retryAfter: number } | Record<string, unknown> {
    const limited = this.#limited(method, options);
    if (limited !== undefined) {
      this.#note(method, options, 'ratelimited');
      return { retryAfter: limited };
    }
    const answer = this.#answer(method, options);
    this.#note(method, options, typeof answer.error === 'string' ? answer.error : 'ok');
    return answer;
  }

  #note(method: string, options: Readonly<Record<string, unknown>>, answer: string): void {
    this.calls.push({ method, at: Date.now(), options, answer });
  }

  #limited(method: string, options: Readonly<Record<string, unknown>>): number | undefined {
    if (typeof this.weather === 'object') return this.weather.busy;
    if (this.rate === 0 || !method.startsWith('chat.')) return undefined;
    const key = `${method} ${String(options.channel)}`;
    const bucket = this.#buckets.get(key) ?? { tokens: BURST, at: Date.now() };
    const tokens = Math.min(BURST, bucket.tokens + (Date.now() - bucket.at) / this.rate);
    this.#buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: Date.now() });
    return tokens < 1 ? 1 : undefined;
  }

  #answer(method: string, options: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const handler = this.#methods[method];
    return handler === undefined ? failed('unknown_method') : handler(options);
  }

  readonly #methods: Readonly<
    Record<string, (options: Readonly<Record<string, unknown>>) => Record<string, unknown>>
  > = {
    'auth.test': () => ({
      ok: true,
      user_id: BOT,
      team_id: TEAM,
      team: 'Shop',
      user: 'coxswain',
      bot_id: 'B0BOT',
    }),
    'apps.connections.open': () => ({ ok: true, url: this.socketUrl }),
    'users.info': ({ user }) => {
      const found = this.users.get(String(user));
      if (found === undefined) return failed('user_not_found');
      const { name, locale = 'en-US', restricted = false, team = TEAM } = found;
      return {
        ok: true,
        user: {
          id: user,
          name,
          locale,
          is_restricted: restricted,
          team_id: team,
          profile: { display_name: name },
        },
      };
    },
    'conversations.info': ({ channel }) =>
      this.closed.has(String(channel))
        ? failed('channel_not_found')
        : {
            ok: true,
            channel: {
              id: channel,
              name: this.channelNames.get(String(channel)) ?? String(channel).toLowerCase(),
              is_ext_shared: this.sharedChannels.has(String(channel)),
            },
          },
    'chat.postMessage': (options) => this.#post(options, undefined),
    'chat.postEphemeral': (options) => this.#post(options, String(options.user)),
    'chat.update': (options) => this.#update(options),
    'views.open': ({ trigger_id: trigger, view }) => this.#open(String(trigger), view),
    'views.publish': ({ user_id: user, view }) => {
      const problems = viewProblems(view);
      if (problems.length > 0) return failed('invalid_arguments', problems);
      this.homes.set(String(user), viewSchema.parse(view));
      return { ok: true };
    },
    'files.getUploadURLExternal': ({ filename, length }) => {
      if (Number(length) <= 0) return failed('invalid_arguments');
      const file = `F${this.#uploads.size + 1}`;
      this.#uploads.set(file, { name: String(filename), content: '' });
      return { ok: true, file_id: file, upload_url: `${this.baseUrl()}/upload/${file}` };
    },
    'files.completeUploadExternal': ({ files, channel_id: channel, thread_ts: thread }) => {
      for (const { id } of z.array(z.object({ id: z.string() })).parse(files)) {
        const file = this.#uploads.get(id);
        if (file === undefined) return failed('file_not_found');
        this.files.push({
          ...file,
          channel: String(channel),
          thread: optionalText(thread),
        });
      }
      return { ok: true, files };
    },
  };

  receiveUpload(id: string, content: string): boolean {
    const file = this.#uploads.get(id);
    if (file !== undefined) file.content = content;
    return file !== undefined;
  }

  #post(options: Readonly<Record<string, unknown>>, onlyFor: string | undefined): Record<string, unknown> {
    const channel = this.#channelOf(String(options.channel));
    if (this.closed.has(channel)) return failed('not_in_channel');
    const problems = messageProblems(options);
    if (problems.length > 0) return failed('invalid_blocks', problems);
    const message: FakeMessage = {
      channel,
      ts: this.newTs(),
      thread: optionalText(options.thread_ts),
      text: String(options.text),
      blocks: z.array(blockSchema).parse(options.blocks ?? []),
      onlyFor,
      versions: [String(options.text)],
    };
    this.messages.push(message);
    return onlyFor === undefined
      ? { ok: true, channel, ts: message.ts }
      : { ok: true, message_ts: message.ts };
  }

  #update(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const message = this.messages.find(
      ({ ts, channel, onlyFor }) => ts === options.ts && channel === options.channel && onlyFor === undefined,
    );
    if (message === undefined) return failed('message_not_found');
    const problems = messageProblems(options);
    if (problems.length > 0) return failed('invalid_blocks', problems);
    message.text = String(options.text);
    message.blocks = z.array(blockSchema).parse(options.blocks ?? []);
    message.versions.push(message.text);
    return { ok: true, channel: message.channel, ts: message.ts };
  }

  /** A trigger opens one form, once. */
  #open(trigger: string, view: unknown): Record<string, unknown> {
    if (!trigger.startsWith('trigger-') || this.views.some((open) => open.trigger === trigger))
      return failed('expired_trigger_id');
    const problems = viewProblems(view);
    if (problems.length > 0) return failed('invalid_arguments', problems);
    this.views.push({
      id: `V${this.views.length + 1}`,
      hash: `h${this.views.length + 1}`,
      trigger,
      view: viewSchema.parse(view),
    });
    return { ok: true };
  }

  /** A user's id as a channel means the direct message with them. */
  #channelOf(channel: string): string {
    return channel.startsWith('U') ? `D${channel.slice(1)}` : channel;
  }
}

function failed(error: string, messages: readonly string[] = []): Record<string, unknown> {
  return { ok: false, error, response_metadata: { messages } };
}

/** Serves the workspace's Web API on loopback. */
export async function serveWebApi(workspace: FakeWorkspace): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(workspace, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answer(
  workspace: FakeWorkspace,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  const body = Buffer.concat(chunks).toString();
  if (workspace.weather === 'down') {
    request.socket.destroy();
    return;
  }
  const path = new URL(request.url ?? '/', 'http://fake').pathname;
  const upload = /^\/upload\/(\w+)$/.exec(path)?.[1];
  if (upload !== undefined) {
    response.writeHead(workspace.receiveUpload(upload, body) ? 200 : 404).end('OK');
    return;
  }
  const given = workspace.call(
    path.replace(/^\/api\//, ''),
    optionsOf(body, request.headers['content-type'] ?? ''),
  );
  if (workspace.weather === 'lost') {
    request.socket.destroy();
  } else if ('retryAfter' in given) {
    response
      .writeHead(429, { 'retry-after': String(given.retryAfter) })
      .end(JSON.stringify(failed('ratelimited')));
  } else {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(given));
  }
}

/** The SDK sends forms whose structured values are JSON. */
function optionsOf(body: string, contentType: string): Record<string, unknown> {
  if (contentType.startsWith('application/json'))
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  const entries = [...new URLSearchParams(body)].map(([name, value]): [string, unknown] => [
    name,
    /^[[{]/.test(value) ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
