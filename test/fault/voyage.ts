import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { botOn, type Bot } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { sandboxStage, type SandboxStage } from '../acceptance/stage/sandbox.js';
import { createNamespaces, given, NAMESPACES } from '../acceptance/stage/stage.js';
import { Proxy } from './proxy.js';

const journalSchema = z.object({
  requests: z.array(
    z.object({
      user: z.string(),
      method: z.string(),
      path: z.string(),
      dryRun: z.boolean(),
      status: z.number(),
      changed: z.boolean(),
      operation: z.string().nullable(),
    }),
  ),
});
export type JournalEntry = z.infer<typeof journalSchema>['requests'][number];
const BOT = 'coxswain';
/** The service of all fault tests; there before the bot starts, so that it is discovered. */
export const SERVICE = 'bravo';

/** A world as a process of its own, a bot as another, and a proxy between them that can kill the bot at any request. */
export interface Voyage {
  readonly stage: SandboxStage;
  readonly bot: Bot;
  readonly proxy: Proxy;
  /** kill -9, and at once a new process over the same state folder. */
  crash(): Promise<void>;
  /** What the bot's account changed in the world since the last `forget`, dry runs left out. */
  effects(service: string): Promise<readonly JournalEntry[]>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

export async function embark(): Promise<Voyage> {
  const stage = await sandboxStage();
  await createNamespaces(stage);
  await given(stage, SERVICE, NAMESPACES.staging, { replicas: 2 });
  const proxy = await Proxy.before(stage.api.server);
  const kubeconfig = join(stage.folder, 'through-proxy');
  const config = z
    .looseObject({ clusters: z.array(z.looseObject({ cluster: z.looseObject({ server: z.string() }) })) })
    .parse(parse(readFileSync(stage.kubeconfig, 'utf8')));
  for (const { cluster } of config.clusters) cluster.server = proxy.url;
  writeFileSync(kubeconfig, stringify(config));
  const bot = botOn({ ...stage, kubeconfig });
  let running: Running = await bot.start();
  return {
    stage,
    bot,
    proxy,
    crash: async () => {
      await running.kill();
      running = await bot.start();
    },
    effects: async (service) => {
      const { requests } = journalSchema.parse(await stage.api.must('GET', '/sandbox/requests'));
      return requests.filter(
        (entry) => entry.user === BOT && !entry.dryRun && entry.changed && entry.path.includes(`/${service}`),
      );
    },
    forget: async () => {
      await stage.api.must('DELETE', '/sandbox/requests');
    },
    close: async () => {
      await bot.close();
      await proxy.close();
      await stage.close();
    },
  };
}
