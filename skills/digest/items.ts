import type { Locale } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import { isFine, bySeverity, type WorkloadHealth } from '../shared/health.js';
import { stateClause, stateText } from '../shared/health-words.js';
import { placeName, type Place } from '../shared/places.js';
import { ago } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import type { DigestFacts } from './run.js';

/** What a digest tells of, the most pressing first. */
export const KINDS = [
  'unhealthy',
  'failed',
  'approval',
  'interrupted',
  'locked',
  'rolling',
  'running',
  'deployed',
  'changed',
] as const;
export type Kind = (typeof KINDS)[number];

/** One line of a digest. */
export interface Item {
  readonly kind: Kind;
  readonly environment: string;
  readonly subject: string;
  readonly detail: string;
  /** A clause that says it aloud, of trouble only. */
  readonly spoken?: string;
}

export interface Tally {
  readonly fine: number;
  readonly total: number;
}

/** Everything worth telling, in the order in which it is told. */
export function itemsOf(facts: DigestFacts, voice: Voice): readonly Item[] {
  const items = [
    ...troubles(facts, voice.locale),
    ...work(facts, voice),
    ...rollouts(facts),
    ...news(facts, voice),
  ];
  return items.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));

  function rollouts({ surveyed, work: doing }: DigestFacts): readonly Item[] {
    const ours = new Set(doing?.operations.map(({ plan }) => `${plan.environment} ${plan.service}`));
    return surveyed.flatMap((each) =>
      each.state === 'unread'
        ? []
        : each.workloads
            .filter(({ state }) => state.kind === 'rolling' || state.kind === 'starting')
            .filter(({ service }) => !ours.has(`${each.place.environment.name} ${service}`))
            .map((health) => stateItem('rolling', each.place, health, voice.locale)),
    );
  }
}

export function tallyOf({ surveyed }: DigestFacts, items: readonly Item[]): Tally {
  const troubled = new Set(
    items.filter(({ kind }) => kind === 'unhealthy').map((item) => `${item.environment} ${item.subject}`),
  );
  const all = surveyed.flatMap((each) =>
    each.state === 'unread' ? [] : each.workloads.map(({ service }) => `${placeName(each.place)} ${service}`),
  );
  return { total: all.length, fine: all.filter((name) => !troubled.has(name)).length };
}

/** What triage names as a cause; beside it, whatever is plainly not well and that no cause explains by name. */
function troubles({ surveyed, causes }: DigestFacts, locale: Locale): readonly Item[] {
  const named = causes.map((cause): Item => ({
    kind: 'unhealthy',
    environment: placeName(cause.place),
    subject: cause.service ?? '',
    detail: cause.text(locale),
    spoken: cause.speech(locale),
  }));
  const known = new Set(named.map(({ environment, subject }) => `${environment} ${subject}`));
  const others = surveyed.flatMap((each) =>
    each.state === 'unread'
      ? []
      : each.workloads
          .filter((health) => !isFine(health) && !['rolling', 'starting'].includes(health.state.kind))
          .filter(({ service }) => !known.has(`${placeName(each.place)} ${service}`))
          .sort(bySeverity)
          .map((health) => stateItem('unhealthy', each.place, health, locale)),
  );
  return [...named, ...others];
}

function stateItem(kind: Kind, place: Place, health: WorkloadHealth, locale: Locale): Item {
  const spoken = stateClause(health, locale);
  const detail =
    kind === 'rolling' ? `${health.version}: ${stateText(health, locale)}` : stateText(health, locale);
  return { kind, environment: placeName(place), subject: health.service, detail, spoken };
}

/** What the bot runs, what waits for people, and what they left halfway. */
function work({ work: doing, now }: DigestFacts, voice: Voice): readonly Item[] {
  if (doing === undefined) return [];
  const item = (kind: Kind, key: string, operation: Operation, minutes = 0): Item => {
    const { number, skill, plan, actor, createdAt } = operation;
    const who = actor.display ?? actor.id;
    const params = { number, skill, to: plan.to, who, minutes, ago: ago(createdAt, now, voice.locale) };
    const detail = voice.text(key, params);
    return { kind, environment: plan.environment, subject: plan.service, detail };
  };
  const operations = doing.operations.flatMap((operation) => {
    if (operation.status === 'awaiting_approval') return [item('approval', 'operation', operation)];
    if (operation.status === 'interrupted') return [item('interrupted', 'operation', operation)];
    const runs = operation.status === 'running' || operation.status === 'cleared';
    return runs ? [item('running', 'operation', operation)] : [];
  });
  const kept = doing.kept.map(({ operation, until }) => {
    const minutes = Math.max(1, Math.round((until - now) / 60_000));
    return item('locked', minutes === 1 ? 'kept_one' : 'kept', operation, minutes);
  });
  return [...operations, ...kept];
}

/** What went out or failed; what still runs is told already. */
function news({ news: all, now }: DigestFacts, voice: Voice): readonly Item[] {
  return all.flatMap(({ kind, environment, subject, who, at, text }): Item[] => {
    if (kind === 'open') return [];
    const params = { what: text(voice.locale), who: who ?? '', ago: ago(at, now, voice.locale) };
    const detail = voice.text(who === undefined ? 'news' : 'news_by', params);
    return [{ kind, environment, subject, detail }];
  });
}
