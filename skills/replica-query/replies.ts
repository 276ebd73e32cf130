import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { isFine } from '../shared/health.js';
import { stateText } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import type { Surveyed } from '../shared/survey.js';
import { unreadWarnings } from '../shared/unread.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { ReplicaFacts } from './run.js';

export function replicaReply(facts: ReplicaFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const [key, params] = sentence(facts, voice);
  const fine = facts.surveyed.every((each) => each.state === 'read' && each.workloads.every(isFine));
  return {
    code: 'answered',
    locale,
    tone: fine ? 'info' : 'warning',
    title: voice.text(key, params),
    blocks: [...unreadWarnings(facts.surveyed, voice), ...table(facts, voice), ...autoscaled(facts, voice)],
    speech: voice.speech(key, params),
  };
}

/** The one sentence that answers: which phrase, and what fills it. */
function sentence({ service, surveyed }: ReplicaFacts, voice: Voice): readonly [string, TextParams] {
  const [first] = surveyed;
  const found = surveyed.flatMap((each) => (each.state === 'read' ? each.workloads : []));
  if (found.length === 0 && surveyed.every(({ state }) => state === 'read'))
    return ['absent', { service, places: surveyed.map(({ place }) => placeName(place)) }];
  const [only] = found;
  if (first !== undefined && surveyed.length === 1 && found.length === 1 && only !== undefined) {
    const { ready, desired } = only;
    return [desired === 0 ? 'zero' : 'one', { service, place: placeName(first.place), ready, desired }];
  }
  return ['several', { service, list: surveyed.map((each) => item(each, voice)) }];
}

function item(each: Surveyed, voice: Voice): string {
  const place = placeName(each.place);
  if (each.state === 'unread') return voice.text('unread_item', { place });
  if (each.workloads.length === 0) return voice.text('absent_item', { place });
  const ready = each.workloads.reduce((sum, health) => sum + health.ready, 0);
  const desired = each.workloads.reduce((sum, health) => sum + health.desired, 0);
  return voice.text('item', { place, ready, desired });
}

/** A state that the count does not tell, or several workloads or places. */
function table({ service, surveyed }: ReplicaFacts, voice: Voice): readonly ReplyBlock[] {
  const found = surveyed.flatMap((each) =>
    each.state === 'unread' ? [] : each.workloads.map((health) => ({ each, health })),
  );
  if (found.length < 2 && found.every(({ health }) => isFine(health))) return [];
  const rows = found.map(({ each, health }) => [
    health.workload === service ? placeName(each.place) : `${placeName(each.place)} (${health.workload})`,
    `${health.ready}/${health.desired}`,
    stateText(health, voice.locale),
  ]);
  const columns = ['column_environment', 'column_ready', 'column_state'].map((key) => voice.text(key));
  return [{ kind: 'table', columns, rows }];
}

function autoscaled({ surveyed, autoscalers }: ReplicaFacts, voice: Voice): readonly ReplyBlock[] {
  return surveyed.flatMap((each): ReplyBlock[] => {
    if (each.state === 'unread') return [];
    const { cluster, namespace } = each.place.target;
    const names = new Set(each.workloads.map(({ workload }) => workload));
    return autoscalers
      .filter(
        (bounds) =>
          bounds.cluster === cluster && bounds.namespace === namespace && names.has(bounds.workload),
      )
      .map(({ workload, min, max }) => ({
        kind: 'text',
        text: voice.text('autoscaled', { workload, place: placeName(each.place), min, max }),
      }));
  });
}
