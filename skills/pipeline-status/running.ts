import { placeName } from '../shared/places.js';
import { joinList } from '../../src/contracts/phrasing.js';
import type { Voice } from '../shared/voice.js';
import type { PipelineFacts, ServicePipeline } from './facts.js';

/** Where each version of the service runs, and how far it is behind, as clauses of one sentence. */
export function runningText(
  { surveyed }: Pick<PipelineFacts, 'surveyed'>,
  { service, behind }: ServicePipeline,
  voice: Voice,
  say: Voice['text'],
): string {
  const places = new Map<string, string[]>();
  for (const each of surveyed) {
    if (each.state === 'unread') continue;
    for (const { service: name, version } of each.workloads)
      if (name === service.name) places.set(version, [...(places.get(version) ?? []), placeName(each.place)]);
  }
  const clauses = [...places].map(([version, where]) => {
    const count = behind.find((known) => known.version === version)?.commits ?? 0;
    const key = count === 0 ? 'runs' : count === 1 ? 'runs_behind_one' : 'runs_behind';
    return say(key, { places: where, version, count });
  });
  if (clauses.length > 0) return joinList(clauses, voice.locale);
  return say(surveyed.some(({ state }) => state === 'unread') ? 'runs_unseen' : 'runs_nowhere');
}
