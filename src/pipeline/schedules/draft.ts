import type { ConversationRef, Slots } from '../../contracts/message.js';
import type { SchedulePort } from '../../contracts/ports/schedules.js';
import type { ScheduleDraft } from '../../contracts/schedule.js';
import type { ScheduleSentence } from '../../language/index.js';
import type { PipelineDeps } from '../deps.js';
import type { Turn } from '../turn.js';
import type { ScheduleTextKey } from './texts.js';

type Create = Extract<ScheduleSentence, { act: 'create' }>;
type Problem = {
  readonly problem: ScheduleTextKey;
  readonly params: Readonly<Record<string, string | number>>;
};

/** The schedule that a sentence asks for, or what keeps it from being one. Nothing is guessed. */
export function draftOf(
  deps: PipelineDeps,
  schedules: SchedulePort,
  turn: Turn,
  { recurrence, zone, where, rest }: Create,
): { readonly draft: ScheduleDraft } | Problem {
  const slots = slotsOf(deps, turn, rest);
  if (slots === undefined) return { problem: 'only_digests', params: {} };
  if (zone?.kind === 'unknown') return { problem: 'no_zone', params: { said: zone.said } };
  if (recurrence.kind === 'none') return { problem: 'no_when', params: {} };
  if (recurrence.kind === 'no_time') return { problem: 'no_time', params: {} };
  if (recurrence.kind === 'impossible' || recurrence.kind === 'unsupported')
    return { problem: recurrence.kind, params: { said: recurrence.said } };
  const wrong = schedules.problem(recurrence.cron);
  if (wrong !== undefined) {
    return {
      problem: wrong.problem,
      params: wrong.problem === 'too_often' ? { minutes: wrong.minutes } : {},
    };
  }
  const conversation = conversationFor(turn, where);
  if (conversation === undefined) return { problem: 'no_channel', params: {} };
  const { person, message, locale } = turn;
  const draft: ScheduleDraft = {
    id: `event:${turn.eventKey}`,
    tenant: person.tenant,
    cron: recurrence.cron,
    timezone: zone?.timezone ?? schedules.timezone,
    missed: 'latest',
    intent: 'digest',
    slots: { ...slots },
    conversation,
    locale,
    owner: { person: person.id, actor: message.actor },
    createdAt: deps.clock.now(),
  };
  return { draft };
}

/** What is asked of a whole place is posted as its digest, as the question that follows says. */
const POSTED_AS_DIGEST = new Set(['digest', 'status', 'triage']);

/** What the rest of the sentence means must be a digest; nothing left is a digest of everything. */
function slotsOf({ engine }: PipelineDeps, turn: Turn, rest: string): Slots | undefined {
  if (/^(?:an?|the|our|of|for)?\s*(?:digest|요약)?$/iu.test(rest)) return {};
  const { locale } = turn;
  const meaning = engine.understand({ text: rest, alternatives: [], locale, source: 'chat' }, {});
  if (meaning.decision !== 'act' || meaning.fuzzy.length > 0) return undefined;
  if (!POSTED_AS_DIGEST.has(meaning.intent)) return undefined;
  if (meaning.unknown !== undefined) return undefined;
  return Object.fromEntries(Object.entries(meaning.slots).filter(([name]) => name !== 'window'));
}

/**
 * Here, or a channel of the same platform: Slack takes names, a terminal's conversation is named by itself. What is asked
 * for by voice is posted where everything of it appears as text.
 */
function conversationFor(turn: Turn, where: string | undefined): ConversationRef | undefined {
  const { linked, tenant, ...here } = turn.message.conversation;
  const { platform, id } = linked ?? here;
  if (where === undefined) return platform === 'voice' ? undefined : { platform, id, tenant };
  const marked = /^<#([A-Z0-9]+)/i.exec(where)?.[1];
  if (platform === 'slack') return { platform, id: marked?.toUpperCase() ?? where, tenant };
  return platform === 'terminal' ? { platform, id: where.replace(/^#/, ''), tenant } : undefined;
}
