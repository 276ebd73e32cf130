import type { Locale } from '../../src/contracts/message.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { stateClause } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import type { Surveyed } from '../shared/survey.js';
import { unreadWarnings } from '../shared/unread.js';
import { shortList, voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { troubledOf, worstFirst, type ReadPlace } from './places-by-trouble.js';
import type { StatusFacts } from './run.js';
import { statusSpeech } from './speech.js';
import { statusTable } from './table.js';

/** More clauses than this in one line are no longer read. */
const CLAUSES = 3;

export function statusReply(facts: StatusFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const worst = worstFirst(facts);
  const single = onlyWorkload(facts, locale);
  return {
    code: 'answered',
    locale,
    tone: toneOf(facts, worst),
    title: single === undefined ? titleOf(facts, voice) : voice.text('one', single),
    blocks: [
      ...warnings(facts, voice),
      ...statusTable(facts, worst, voice),
      ...actions(worst, locale, voice),
    ],
    speech: single === undefined ? statusSpeech(facts, worst, voice) : voice.speech('one', single),
  };
}

/** One workload at one place is said in full instead of counted. */
function onlyWorkload(
  { plan, surveyed }: StatusFacts,
  locale: Locale,
): Record<string, string | number> | undefined {
  const [only, ...others] = surveyed;
  if (plan.service === undefined || only?.state !== 'read' || others.length > 0) return undefined;
  const [health] = only.workloads;
  if (health === undefined || only.workloads.length !== 1) return undefined;
  const { version, ready, desired } = health;
  return { place: placeName(only.place), clause: stateClause(health, locale), version, ready, desired };
}

function titleOf({ surveyed, plan }: StatusFacts, voice: Voice): string {
  const nowhere = surveyed.every((each) => each.state === 'read' && each.workloads.length === 0);
  if (plan.service !== undefined && nowhere) {
    const places = surveyed.map((each) => placeName(each.place));
    return voice.text('absent', { service: plan.service.name, places });
  }
  return surveyed.map((each) => placeLine(each, voice)).join('; ');
}

function placeLine(each: Surveyed, voice: Voice): string {
  const place = placeName(each.place);
  if (each.state === 'unread') return voice.text('place_unread', { place });
  const total = each.workloads.length;
  const [only] = each.workloads;
  if (only === undefined) return voice.text('place_empty', { place });
  if (total === 1) return voice.text('place_one', { place, clause: stateClause(only, voice.locale) });
  const troubled = troubledOf(each);
  if (troubled.length === 0) return voice.text('place_healthy', { place, total });
  const said = troubled.map((health) => stateClause(health, voice.locale));
  const clauses = shortList(said, CLAUSES, voice.locale, voice.text('more')).join(', ');
  return voice.text('place_troubled', { place, total, fine: total - troubled.length, clauses });
}

function toneOf({ surveyed }: StatusFacts, worst: readonly ReadPlace[]): ReplyDraft['tone'] {
  const troubled = worst.flatMap(troubledOf);
  if (troubled.some(({ state, ready }) => state.kind === 'degraded' && ready === 0)) return 'danger';
  if (troubled.some(({ state }) => state.kind === 'degraded' || state.kind === 'zero')) return 'warning';
  if (surveyed.some(({ state }) => state === 'unread')) return 'warning';
  return troubled.length === 0 && worst.some(({ workloads }) => workloads.length > 0) ? 'success' : 'info';
}

function warnings({ surveyed, running }: StatusFacts, voice: Voice): readonly ReplyBlock[] {
  const unseen = surveyed.flatMap((each) => {
    if (each.state === 'unread' || each.unseen.length === 0) return [];
    return [voice.text('unseen', { place: placeName(each.place), kinds: each.unseen })];
  });
  const ledger = running === undefined ? [voice.text('ledger_down')] : [];
  const notes = [...unseen, ...ledger].map((text): ReplyBlock => ({ kind: 'warning', text }));
  return [...unreadWarnings(surveyed, voice), ...notes];
}

/** What to do about the worst: look into it, or read its log. */
function actions(worst: readonly ReadPlace[], locale: Locale, voice: Voice): readonly ReplyBlock[] {
  const [place] = worst;
  const [health] = place === undefined ? [] : troubledOf(place);
  if (place === undefined || health === undefined) return [];
  const environment = place.place.environment.name;
  const { service } = health;
  const triage: ReplyAction = {
    label: voice.text('action_triage', { environment }),
    say: locale === 'ko' ? `${environment} 문제 있어?` : `what's broken in ${environment}`,
    command: { intent: 'triage', slots: { environment } },
    style: 'primary',
  };
  const logs: ReplyAction = {
    label: voice.text('action_logs', { service }),
    say: locale === 'ko' ? `${environment} ${service} 로그` : `logs of ${service} in ${environment}`,
    command: { intent: 'logs', slots: { service, environment } },
    style: 'plain',
  };
  return [{ kind: 'actions', actions: health.state.kind === 'degraded' ? [triage, logs] : [triage] }];
}
