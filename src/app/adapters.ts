import { slack } from '../../adapters/slack/index.js';
import { teams } from '../../adapters/teams/index.js';
import { startVoice, voice, type OwnDevice } from '../../adapters/voice/index.js';
import type { Configuration } from '../../config/index.js';
import type { Adapter, AdapterContext, RunningAdapter } from '../contracts/adapter.js';
import type { FactStore } from '../contracts/ports/ledger.js';

/**
 * The voice adapter, with a section or without: beside the devices that the file names it serves those of this
 * machine. Only the file's devices are reached through the public listener.
 */
export function openVoice(
  { sections }: Configuration,
  around: Omit<AdapterContext, 'memory'>,
  own: readonly OwnDevice[],
): { readonly running: RunningAdapter; readonly configured: boolean } {
  const section = sections[voice.id];
  const config = section === undefined ? { devices: {}, origins: [] } : voice.configuration.parse(section);
  return { running: startVoice(around, config, own), configured: section !== undefined };
}

/** Each adapter whose section is in the configuration, but voice. */
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
  await start(teams);
  return started;
}
