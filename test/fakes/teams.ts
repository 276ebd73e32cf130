import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { listening, portOf } from './listening.js';

export const BOT = '28:bot';
const TENANT = '11111111-1111-4111-8111-111111111111';
/** The object ids of people. */
export const PEOPLE = {
  ada: 'aaaaaaaa-0000-4000-8000-00000000000a',
  mina: 'bbbbbbbb-0000-4000-8000-00000000000b',
  eve: 'eeeeeeee-0000-4000-8000-00000000000e',
} as const;
type Person = keyof typeof PEOPLE;

/** A message of the bot as Teams shows it now. */
export interface FakeMessage {
  readonly conversation: string;
  readonly id: string;
  /** Its states, oldest first; more than one: it was edited in place. */
  readonly states: FakeActivity[];
}

const elementSchema = z.record(z.string(), z.unknown());
/** What the Bot Connector API takes (its OpenAPI description, as the SDK's mappers have it). */
const postedSchema = z.looseObject({
  type: z.literal('message'),
  from: z.object({ id: z.string().min(1) }).loose(),
  conversation: z.looseObject({
    id: z.string().min(1),
    conversationType: z.enum(['personal', 'groupChat', 'channel']).optional(),
  }),
  summary: z.string().optional(),
  text: z.string().optional(),
  textFormat: z.enum(['plain', 'markdown', 'xml']).optional(),
  attachments: z
    .array(z.object({ contentType: z.string(), content: elementSchema }))
    .max(10)
    .optional(),
});
export type FakeActivity = z.infer<typeof postedSchema>;

interface Failure {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code?: string;
}

/** The Bot Connector service of a tenant over real HTTP: it keeps and edits messages, and sends activities to the bot. */
export class FakeTeams {
  readonly messages: FakeMessage[] = [];
  /** Every call in order: method and path. */
  readonly calls: string[] = [];
  /** The `Authorization` headers of the calls. */
  readonly tokens: (string | undefined)[] = [];
  /** What the next calls get instead of an answer. */
  readonly failures: Failure[] = [];
  /** Conversations that the bot may not post in. */
  readonly closed = new Set<string>();
  /** It answers nothing but 503. */
  down = false;
  botUrl = '';
  /** What an activity is sent with. */
  authorization: string | undefined;
  /** The path under which it serves, as Teams has a region in it. */
  readonly base = '/emea/';
  readonly #server: Server;
  #ids = 1_700_000_000_000;

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<FakeTeams> {
    const teams = new FakeTeams();
    await listening(teams.#server);
    return teams;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}${this.base}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const path = (request.url ?? '').slice(this.base.length - 1);
    this.calls.push(`${request.method ?? ''} ${decodeURIComponent(path)}`);
    this.tokens.push(request.headers.authorization);
    const [, , conversation = '', id] =
      /^\/v3\/(conversations)(?:\/([^/]+)\/activities(?:\/([^/]+))?)?$/.exec(path) ?? [];
    const failure =
      (this.down ? { status: 503 } : this.failures.shift()) ??
      this.#refusal(decodeURIComponent(conversation));
    if (failure !== undefined) {
      fail(response, failure);
      return;
    }
    if (conversation === '') {
      answer(response, 201, this.#opened(text));
      return;
    }
    const activity = postedSchema.safeParse(JSON.parse(text));
    if (!activity.success) {
      fail(response, { status: 400, code: `BadSyntax: ${activity.error.message}` });
      return;
    }
    if (2 * text.length > 28 * 1024) {
      fail(response, { status: 413, code: 'RequestEntityTooLarge' });
      return;
    }
    if (request.method === 'PUT') {
      this.#edit(response, decodeURIComponent(id ?? ''), activity.data);
      return;
    }
    const made = {
      conversation: decodeURIComponent(conversation),
      id: this.newId(),
      states: [activity.data],
    };
    this.messages.push(made);
    answer(response, 201, { id: made.id });
  }

  #refusal(conversation: string): Failure | undefined {
    return this.closed.has(conversation) ? { status: 403, code: 'BotNotInConversationRoster' } : undefined;
  }

  #opened(text: string): { id: string } {
    const { members } = z
      .object({ members: z.array(z.object({ id: z.string() })).length(1) })
      .parse(JSON.parse(text));
    return { id: chatOf(members[0]?.id ?? '') };
  }

  #edit(response: ServerResponse, id: string, activity: FakeActivity): void {
    const message = this.messages.find((each) => each.id === id);
    if (message === undefined) {
      fail(response, { status: 404, code: 'ActivityNotFoundInConversation' });
      return;
    }
    message.states.push(activity);
    answer(response, 200, { id });
  }

  newId(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  /** Something that somebody wrote. In channels and groups the bot is mentioned, as Teams writes it. */
  message(text: string, from: Sender = {}): Promise<Answered> {
    const { conversation = chatOf(PEOPLE.ada) } = from;
    const shared = conversation.startsWith('19:');
    return this.activity(
      {
        type: 'message',
        text: shared ? `<at>Coxswain</at>${text}` : text,
        textFormat: 'plain',
        entities: shared ? [mentionOf('<at>Coxswain</at>')] : [],
      },
      from,
    );
  }

  /** Presses the control with that label in the newest state of a message, with what was filled in. */
  press(
    message: FakeMessage,
    label: string,
    from: Sender = {},
    inputs: Readonly<Record<string, string>> = {},
  ) {
    const action = controls(message).find(({ title }) => title === label);
    if (action === undefined)
      throw new Error(
        `no control "${label}", only ${controls(message)
          .map(({ title }) => title)
          .join(', ')}`,
      );
    return this.execute(message, { ...action, data: { ...action.data, ...inputs } }, from);
  }

  execute(
    message: FakeMessage,
    action: Readonly<Record<string, unknown>>,
    from: Sender = {},
  ): Promise<Answered> {
    const invoke = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: message.id,
      value: { action: { type: 'Action.Execute', ...action }, trigger: 'manual' },
    };
    return this.activity(invoke, { conversation: message.conversation, ...from });
  }

  /** Any activity, as Teams posts it. */
  activity(activity: Readonly<Record<string, unknown>>, from: Sender = {}): Promise<Answered> {
    const { person = 'ada', conversation = chatOf(PEOPLE.ada), locale = 'en-US', id, tenant = TENANT } = from;
    const shared = conversation.startsWith('19:');
    const kind = !shared ? 'personal' : conversation.includes('@thread.tacv2') ? 'channel' : 'groupChat';
    return this.post({
      id: id ?? this.newId(),
      timestamp: '2026-03-02T09:00:00.000Z',
      channelId: 'msteams',
      serviceUrl: from.serviceUrl ?? this.url,
      from: { id: `29:${person}`, name: nameOf(person), aadObjectId: PEOPLE[person] },
      recipient: { id: BOT, name: 'Coxswain' },
      conversation: {
        id: conversation,
        conversationType: kind,
        tenantId: tenant,
        ...(shared ? { isGroup: true } : {}),
      },
      channelData: { tenant: { id: tenant } },
      locale,
      ...activity,
    });
  }

  async post(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
    const authorization = this.authorization === undefined ? {} : { authorization: this.authorization };
    const response = await fetch(`${this.botUrl}/teams/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, content: text === '' ? undefined : JSON.parse(text) };
  }
}

export interface Sender {
  readonly person?: Person;
  readonly conversation?: string;
  readonly locale?: string;
  /** The activity's id; the same again: a redelivery. */
  readonly id?: string;
  readonly tenant?: string;
  readonly serviceUrl?: string;
}
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly content: unknown;
}

/** The personal chat of somebody with the bot. */
export const chatOf = (person: string): string => `a:${person}`;
export const CHANNEL = '19:ops@thread.tacv2';
export const GROUP = '19:crew@thread.v2';

export function mentionOf(text: string, id = BOT, name = 'Coxswain') {
  return { type: 'mention', text, mentioned: { id, name } };
}

const nameOf = (person: string): string => person.charAt(0).toUpperCase() + person.slice(1);

const controlSchema = z.object({
  type: z.literal('Action.Execute'),
  title: z.string(),
  verb: z.string(),
  data: z.record(z.string(), z.unknown()),
});
type Control = z.infer<typeof controlSchema>;

/** The controls in the newest state of a message. */
export function controls(message: FakeMessage): readonly Control[] {
  return everything(message.states.at(-1)).flatMap((each) => controlSchema.safeParse(each).data ?? []);
}

/** Every word that a state of a message shows, the newest when none is named. */
export function shown(message: FakeMessage | undefined, state = -1): string {
  const activity = message?.states.at(state);
  const texts = everything(activity?.attachments).flatMap((each) => {
    const { text, title } = z
      .object({ text: z.string().optional(), title: z.string().optional() })
      .parse(each);
    return [text ?? '', title ?? ''].filter((word) => word !== '');
  });
  return [activity?.summary ?? '', activity?.text ?? '', ...texts].join('\n');
}

/** Every object in a tree. */
function everything(tree: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(tree)) return tree.flatMap(everything);
  const node = z.record(z.string(), z.unknown()).safeParse(tree).data;
  return node === undefined ? [] : [node, ...Object.values(node).flatMap(everything)];
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
}

function fail(response: ServerResponse, { status, headers = {}, code = 'ServiceError' }: Failure): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ error: { code, message: code } }));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.isBuffer(part) ? part : Buffer.from(String(part)));
  return Buffer.concat(parts).toString('utf8');
}
