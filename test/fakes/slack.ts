import type { Server } from 'node:http';
import { createHmac } from 'node:crypto';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import {
  BOT,
  FakeWorkspace,
  portOf,
  serveWebApi,
  TEAM,
  type FakeMessage,
  type FakeView,
} from './slack-api.js';

export const SECRET = 'a-signing-secret';

/** What the bot acknowledged: over HTTP with a status, over the socket with its envelope. */
export interface Acked {
  readonly status: number;
  readonly content: unknown;
}
export interface Delivering {
  /** Epoch milliseconds that the request claims to be of. */
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A workspace with its Web API that delivers events, commands and presses as Slack does, over HTTP or a socket. */
export class FakeSlack {
  readonly workspace = new FakeWorkspace(() => this.url);
  /** Where the bot listens; absent: over the socket. */
  botUrl: string | undefined;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;
  #socket: WebSocket | undefined;
  #ids = 0;
  readonly #acks = new Map<string, (content: unknown) => void>();
  readonly #connected: (() => void)[] = [];

  static async start(): Promise<FakeSlack> {
    const slack = new FakeSlack();
    const server = await serveWebApi(slack.workspace);
    slack.#server = server;
    slack.workspace.socketUrl = `ws://127.0.0.1:${portOf(server)}/socket`;
    const sockets = new WebSocketServer({ server, path: '/socket' });
    slack.#sockets = sockets;
    sockets.on('connection', (socket) => slack.#greet(socket));
    return slack;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server === undefined ? 0 : portOf(this.#server)}`;
  }
  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets?.clients ?? []) socket.terminate();
    this.#sockets?.close();
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  /** Resolves when the bot has connected over the socket. */
  connected(): Promise<void> {
    return this.#socket === undefined
      ? new Promise((resolve) => this.#connected.push(resolve))
      : Promise.resolve();
  }

  #greet(socket: WebSocket): void {
    this.#socket = socket;
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString() : '';
      const { envelope_id, payload } = z
        .object({ envelope_id: z.string(), payload: z.unknown() })
        .parse(JSON.parse(text));
      this.#acks.get(envelope_id)?.(payload);
    });
    socket.on('close', () => (this.#socket = this.#socket === socket ? undefined : this.#socket));
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
    for (const tell of this.#connected.splice(0)) tell();
  }

  newId(kind: string): string {
    this.#ids += 1;
    return `${kind}-${this.#ids}`;
  }

  /** `/ops …` typed by a person. */
  command(
    text: string,
    from: { readonly user: string; readonly channel: string },
    trigger = this.newId('trigger'),
    how: Delivering = {},
  ): Promise<Acked> {
    const body = {
      command: '/ops',
      text,
      user_id: from.user,
      channel_id: from.channel,
      trigger_id: trigger,
      team_id: TEAM,
    };
    return this.botUrl === undefined
      ? this.#envelope('slash_commands', body)
      : this.post(new URLSearchParams(body).toString(), 'application/x-www-form-urlencoded', how);
  }

  /** An event of the Events API. */
  event(
    event: Readonly<Record<string, unknown>>,
    id = this.newId('Ev'),
    how: Delivering & { readonly shared?: boolean } = {},
  ): Promise<Acked> {
    const body = {
      type: 'event_callback',
      team_id: TEAM,
      event_id: id,
      event_time: 1,
      is_ext_shared_channel: how.shared ?? false,
      authorizations: [{ team_id: TEAM, user_id: BOT, is_bot: true }],
      event,
    };
    return this.botUrl === undefined
      ? this.#envelope('events_api', body)
      : this.post(JSON.stringify(body), 'application/json', how);
  }

  /** A mention of the bot, as both events that Slack sends for it. Returns the message's time, its thread. */
  async mention(
    text: string,
    from: { readonly user: string; readonly channel: string; readonly thread?: string },
  ): Promise<string> {
    const ts = this.workspace.newTs();
    const base = {
      user: from.user,
      channel: from.channel,
      ts,
      text: `<@${BOT}> ${text}`,
      ...(from.thread === undefined ? {} : { thread_ts: from.thread, ...this.#parentOf(from.thread) }),
    };
    await this.event({ ...base, type: 'app_mention' });
    await this.event({ ...base, type: 'message', channel_type: 'channel' });
    return ts;
  }

  /** A message without a mention, in a thread or a direct message. */
  async say(
    text: string,
    from: { readonly user: string; readonly channel: string; readonly thread?: string },
  ): Promise<string> {
    const ts = this.workspace.newTs();
    const inThread =
      from.thread === undefined ? {} : { thread_ts: from.thread, ...this.#parentOf(from.thread) };
    const channelType = from.channel.startsWith('D') ? 'im' : 'channel';
    await this.event({
      type: 'message',
      user: from.user,
      channel: from.channel,
      channel_type: channelType,
      ts,
      text,
      ...inThread,
    });
    return ts;
  }

  #parentOf(thread: string): { parent_user_id?: string } {
    return this.workspace.messages.some(({ ts }) => ts === thread) ? { parent_user_id: BOT } : {};
  }

  /** Presses the button with that label under a message of the bot. */
  press(message: FakeMessage, label: string, user: string, trigger = this.newId('trigger')): Promise<Acked> {
    const buttons = message.blocks.flatMap(({ elements = [] }) => elements);
    const button = buttons.find(({ text }) => (typeof text === 'string' ? text : text?.text) === label);
    if (button === undefined) throw new Error(`no button "${label}" under "${message.text}"`);
    const { action_id, value } = button;
    const thread =
      message.thread === undefined ? {} : { thread_ts: message.thread, ...this.#parentOf(message.thread) };
    return this.interaction({
      type: 'block_actions',
      trigger_id: trigger,
      user: { id: user, team_id: TEAM },
      channel: { id: message.channel },
      container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
      message: { ts: message.ts, ...thread },
      actions: [{ type: 'button', action_id, value }],
    });
  }

  /** Presses a button of a person's Home tab. */
  pressHome(user: string, label: string): Promise<Acked> {
    const view = this.workspace.homes.get(user);
    const buttons = view?.blocks.flatMap(({ elements = [] }) => elements) ?? [];
    const labelled = z.object({ text: z.string() });
    const button = buttons.find(({ text }) => labelled.safeParse(text).data?.text === label);
    if (button === undefined) throw new Error(`no button "${label}" in the Home of ${user}`);
    return this.interaction({
      type: 'block_actions',
      trigger_id: this.newId('trigger'),
      user: { id: user, team_id: TEAM },
      container: { type: 'view', view_id: 'VHOME' },
      view: { id: 'VHOME', type: 'home' },
      actions: [{ type: 'button', action_id: button.action_id, value: button.value }],
    });
  }

  /** What a select of the newest form offers for what was typed. */
  async suggestions(user: string, typed: string, labelled = false): Promise<readonly string[]> {
    const { element, id, view } = this.#openForm();
    const { content } = await this.interaction({
      type: 'block_suggestion',
      user: { id: user, team_id: TEAM },
      action_id: element.action_id,
      block_id: 'b',
      value: typed,
      view: { id, type: 'modal', private_metadata: view.private_metadata },
    });
    return z
      .object({ options: z.array(z.object({ value: z.string(), text: z.object({ text: z.string() }) })) })
      .parse(content)
      .options.map(({ value, text: { text } }) => (labelled ? text : value));
  }

  /** Fills the newest form and sends it; an update in the acknowledgement becomes the newest form. */
  async submit(user: string, value: string): Promise<Acked> {
    const { id, hash, view, element, blockId } = this.#openForm();
    const filled =
      element.type === 'external_select'
        ? { type: element.type, selected_option: { value, text: { type: 'plain_text', text: value } } }
        : { type: element.type, value };
    const acked = await this.interaction({
      type: 'view_submission',
      trigger_id: this.newId('trigger'),
      user: { id: user, team_id: TEAM },
      view: {
        id,
        hash,
        type: 'modal',
        callback_id: view.callback_id,
        private_metadata: view.private_metadata,
        state: { values: { [blockId]: { [element.action_id]: filled } } },
      },
    });
    const next = z
      .object({ response_action: z.literal('update'), view: z.custom<FakeView>() })
      .safeParse(acked.content).data;
    if (next !== undefined) {
      const trigger = this.newId('update');
      this.workspace.views.push({ id, hash: `${hash}+`, trigger, view: next.view });
    }
    return acked;
  }

  #openForm() {
    const open = this.workspace.views.at(-1);
    const input = open?.view.blocks.find(({ type }) => type === 'input');
    if (open === undefined || input?.element === undefined) throw new Error('no form is open');
    return {
      ...open,
      element: input.element,
      blockId: input.block_id ?? 'b',
      label: input.label?.text ?? '',
    };
  }

  /** The question of the newest form. */
  formQuestion(): string {
    return this.#openForm().label;
  }

  /** A press, a form, a shortcut or a question for choices. */
  interaction(body: Readonly<Record<string, unknown>>, how: Delivering = {}): Promise<Acked> {
    return this.botUrl === undefined
      ? this.#envelope('interactive', body)
      : this.post(
          new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
          'application/x-www-form-urlencoded',
          how,
        );
  }

  /** A signed request. */
  async post(
    body: string,
    contentType: string,
    { at = Date.now(), headers = {} }: Delivering = {},
  ): Promise<Acked> {
    const timestamp = String(Math.floor(at / 1000));
    return this.postRaw(body, { 'content-type': contentType, ...signatureOf(body, timestamp), ...headers });
  }

  async postRaw(body: string, headers: Readonly<Record<string, string>>): Promise<Acked> {
    const response = await fetch(`${this.botUrl}/slack/events`, {
      method: 'POST',
      body,
      headers: { ...headers },
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json') === true;
    return { status: response.status, content: json ? JSON.parse(text) : text };
  }

  async #envelope(type: string, payload: unknown): Promise<Acked> {
    await this.connected();
    const envelope = this.newId('envelope');
    const acked = new Promise<unknown>((resolve) => this.#acks.set(envelope, resolve));
    this.#socket?.send(
      JSON.stringify({ type, envelope_id: envelope, payload, accepts_response_payload: true }),
    );
    const content = await Promise.race([
      acked,
      new Promise<string>((resolve) => setTimeout(resolve, 3_000, 'nothing')),
    ]);
    return content === 'nothing' ? { status: 503, content: undefined } : { status: 200, content };
  }

  /** A shortcut: global, or on somebody's message. */
  shortcut(
    callback: string,
    user: string,
    on?: { readonly channel: string; readonly ts: string },
  ): Promise<Acked> {
    return this.interaction({
      type: on === undefined ? 'shortcut' : 'message_action',
      callback_id: callback,
      trigger_id: this.newId('trigger'),
      user: { id: user, team_id: TEAM },
      team: { id: TEAM },
      ...(on === undefined
        ? {}
        : { channel: { id: on.channel }, message: { ts: on.ts, text: 'it is slow again' } }),
    });
  }

  /** Cuts the socket, as Slack does every few hours; resolves when it is gone. */
  hangUp(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    return new Promise((resolve) => {
      if (socket === undefined) resolve();
      socket?.once('close', () => resolve());
      socket?.close();
    });
  }
}

/** The headers that sign a body. */
export function signatureOf(body: string, timestamp: string, secret = SECRET): Record<string, string> {
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` };
}

/** The text of everything a message shows. */
export function shown(message: FakeMessage): string {
  const parts = message.blocks.flatMap(({ text, fields = [], elements = [] }) => [
    ...(text === undefined ? [] : [text.text]),
    ...fields.map((field) => field.text),
    ...elements.map((element) =>
      typeof element.text === 'string' ? element.text : (element.text?.text ?? ''),
    ),
  ]);
  return [message.text, ...parts].join('\n');
}
