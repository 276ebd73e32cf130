import type { z } from 'zod';
import type { Host } from './ports/host.js';
import type { Clock } from './ports/clock.js';
import type { Log } from './ports/log.js';
import type { AdapterMemory } from './ports/memory.js';
import type { RequestListener } from 'node:http';

/** Where the bot runs, for adapters whose safety depends on it. */
export interface Surroundings {
  /** Whether only programs of this machine can reach the public listener. */
  readonly loopback: boolean;
  /** Whether the world that the bot steers is the simulated one. */
  readonly sandbox: boolean;
}

/** What an adapter is given when it starts. Everything else of the bot is behind `host`. */
export interface AdapterContext {
  readonly host: Host;
  /** What it must still know after a restart. */
  readonly memory: AdapterMemory;
  readonly surroundings: Surroundings;
  readonly clock: Clock;
  readonly log: Log;
}

/** One way in and out: Slack, Teams, voice, console, terminal. */
export interface Adapter<Config = unknown> {
  /** The folder's name and the `platform` of its actors and conversations. */
  readonly id: string;
  /** Its section of the configuration. */
  readonly configuration: z.ZodType<Config>;
  /** What its channel can do. README.md shows it; the contract suite (test/contracts/adapter) holds it to it. */
  readonly capabilities: Capabilities;
  start(context: AdapterContext, config: Config): Promise<RunningAdapter>;
}

/** What a channel may be able to do, with what it means. README.md's table has a row for each, in this order. */
export const ABILITIES = {
  edits: 'one message an operation, edited in place',
  buttons: 'what can be done next is pressed',
  forms: 'a form with live choices asks for what is missing',
  private: 'refusals and help are seen by the asker only',
  files: 'long output is attached as a file',
  threads: 'an answer stays with its question',
  approvals: 'another person can approve here',
  proactive: 'the bot can speak first',
  home: 'a page with what concerns you',
} as const;
export type AbilityName = keyof typeof ABILITIES;

/** Whether a channel has an ability, and how that looks there, or what happens instead. One line of Markdown each. */
export interface Ability {
  readonly has: boolean;
  readonly how: string;
}
export type Capabilities = Readonly<Record<AbilityName, Ability>>;

export interface RunningAdapter {
  /** Where the public listener routes its webhooks, e.g. `/slack/events`; absent when it needs none. */
  readonly routes?: readonly { readonly path: string; readonly handler: RequestListener }[];
  /** One line for the start banner: where it listens and as whom. */
  describe(): string;
  stop(): Promise<void>;
}
