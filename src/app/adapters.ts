import { slack } from '../../adapters/slack/index.js';
import { teams } from '../../adapters/teams/index.js';
import { voice } from '../../adapters/voice/index.js';
import type { Configuration } from '../../config/index.js';
import type { Adapter, AdapterContext, RunningAdapter } from '../contracts/adapter.js';
import type { FactStore } from '../contracts/ports/ledger.js';

/** Each adapter whose section is in the configuration. */
export async function startAdapters(
  { sections }: Configuration,
  { ledger, ...around }: Omit<AdapterContext, 'memory'> & { readonly ledger: FactStore },
  closing: (() => Promise<unknown>)[],
): Promise<readonly RunningAdapter[]> {
  const started: RunningAdapter[] = [];
  const start = async <Config>(adapter: Adapter<Config>): Promise<void> => {
    const section = sections[adapter.id];
    if (section === undefined) return;
    const running = await adapter.start(
      { ...around, memory: ledger.memoryOf(adapter.id) },
      adapter.configuration.parse(section),
    );
    closing.push(() => running.stop());
    started.push(running);
  };
  await start(slack);
  await start(voice);
  await start(teams);
  return started;
}
