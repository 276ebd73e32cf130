import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { WorkloadHealth } from '../shared/health.js';
import { stateText } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import { unreadWarnings } from '../shared/unread.js';
import type { Surveyed } from '../shared/survey.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { VersionFacts } from './run.js';

export function versionReply(facts: VersionFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const [key, params] = sentence(facts, voice);
  return {
    code: 'answered',
    locale,
    tone: facts.surveyed.some(({ state }) => state === 'unread') ? 'warning' : 'info',
    title: voice.text(key, params),
    blocks: [...unreadWarnings(facts.surveyed, voice), ...table(facts, voice)],
    speech: voice.speech(key, params),
  };
}

/** The one sentence that answers: which phrase, and what fills it. */
function sentence({ service, surveyed }: VersionFacts, voice: Voice): readonly [string, TextParams] {
  const [first] = surveyed;
  const found = surveyed.flatMap((each) => (each.state === 'read' ? each.workloads : []));
  const places = surveyed.map(({ place }) => placeName(place));
  if (found.length === 0 && surveyed.every(({ state }) => state === 'read'))
    return ['absent', { service, places }];
  const [only] = found;
  if (first !== undefined && surveyed.length === 1 && found.length === 1 && only !== undefined)
    return oneSentence(service, placeName(first.place), only);
  const same = only !== undefined && found.every((each) => isSteady(each) && each.version === only.version);
  if (same && found.length === surveyed.length)
    return ['everywhere', { service, version: only.version, places }];
  return ['several', { service, list: surveyed.map((each) => item(each, voice)) }];
}

function oneSentence(service: string, place: string, health: WorkloadHealth): readonly [string, TextParams] {
  const { version, serving, desired } = health;
  if (isSteady(health) || desired === 0) return ['steady', { service, place, version }];
  if (serving.length === 0) return ['unserved', { service, place, version }];
  return ['mixed', { service, place, version, serving: serving.filter((each) => each !== version) }];
}

/** What is wanted is what serves. */
function isSteady({ version, serving }: WorkloadHealth): boolean {
  return serving.length === 1 && serving[0] === version;
}

function item(each: Surveyed, voice: Voice): string {
  const place = placeName(each.place);
  if (each.state === 'unread') return voice.text('unread_item', { place });
  if (each.workloads.length === 0) return voice.text('absent_item', { place });
  return voice.text('item', { place, version: each.workloads.map(versionText).join(' / ') });
}

/** `1.4.1→1.4.2` while both serve. */
function versionText({ version, serving }: WorkloadHealth): string {
  const others = serving.filter((each) => each !== version);
  return others.length === 0 ? version : `${others.join(', ')}→${version}`;
}

/** Only where one sentence does not hold it: several workloads or places. */
function table({ service, surveyed }: VersionFacts, voice: Voice): readonly ReplyBlock[] {
  const rows = surveyed.flatMap((each) =>
    each.state === 'unread'
      ? []
      : each.workloads.map((health) => [
          health.workload === service
            ? placeName(each.place)
            : `${placeName(each.place)} (${health.workload})`,
          versionText(health),
          stateText(health, voice.locale),
        ]),
  );
  if (rows.length < 2) return [];
  const columns = ['column_environment', 'column_version', 'column_state'].map((key) => voice.text(key));
  return [{ kind: 'table', columns, rows }];
}
