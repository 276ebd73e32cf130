import type { Adapter, AdapterContext, RunningAdapter } from '../../src/contracts/adapter.js';
import { capabilities } from './capabilities.js';
import { voiceSchema, type VoiceConfig } from './config.js';
import { createDevices, VOICE, type OwnDevice } from './devices.js';
import { VOICE_PATH, voiceListener } from './http.js';
import { createNews } from './news.js';
import { createDeliver, createWaiters } from './send.js';
import { createSessions } from './sessions.js';

export { speakersIn } from './devices.js';
export type { OwnDevice } from './devices.js';
export { hashOfToken } from './config.js';

/** Transcripts in, sentences to be said out: for any device that brings its own recogniser and voice. */
export const voice: Adapter<VoiceConfig> = {
  id: VOICE,
  configuration: voiceSchema,
  capabilities,
  start: (context, config) => Promise.resolve(startVoice(context, config)),
};

/** @param own devices beside those of the configuration */
export function startVoice(
  { host, clock, log }: Omit<AdapterContext, 'memory'>,
  config: VoiceConfig,
  own: readonly OwnDevice[] = [],
): RunningAdapter {
  const sessions = createSessions(clock);
  const waiters = createWaiters();
  const news = createNews({ host, sessions, waiters, clock });
  const unsubscribe = host.subscribe(VOICE, createDeliver(waiters));
  const devices = createDevices(config, own);
  const { origins } = config;
  return {
    routes: [
      { path: VOICE_PATH, handler: voiceListener({ host, devices, sessions, news, origins, clock, log }) },
    ],
    describe: () => `voice: POST ${VOICE_PATH}/transcripts, ${Object.keys(config.devices).join(', ')}`,
    stop() {
      unsubscribe();
      waiters.stop();
      return Promise.resolve();
    },
  };
}
