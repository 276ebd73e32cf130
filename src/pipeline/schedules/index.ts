import type { Understanding } from '../../contracts/command.js';
import type { SchedulePort } from '../../contracts/ports/schedules.js';
import type { PendingSetting } from '../../contracts/schedule.js';
import { refuse } from '../../contracts/outcome.js';
import { scheduleSentence } from '../../language/index.js';
import { duration } from '../../registry/texts.js';
import { WINDOWS } from '../../registry/windows.js';
import type { PipelineDeps } from '../deps.js';
import { misheardYes } from '../hearing.js';
import { refused } from '../respond.js';
import { settled } from '../subscriptions/settle.js';
import type { Response, Turn } from '../turn.js';
import { draftOf } from './draft.js';
import { listed, managed } from './manage.js';
import { audited, pending } from './pending.js';
import { lineOf, phraseFor, said, sayAt, viewerOf, yesOrNo } from './words.js';

/**
 * "schedule a digest of production every weekday at 9", "list schedules", "pause schedule 2": settings of the bot itself.
 * They make no operation; what posts into a channel from now on, or ends, is read back and confirmed first.
 */
export async function scheduling(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  const { schedules } = deps;
  if (schedules === undefined || turn.degraded || !turn.person.known) return undefined;
  const { setting } = turn.dialogue;
  if (setting !== undefined && setting !== null && deps.clock.now() < setting.expiresAt) {
    const answered = await answeredTo(deps, schedules, turn, meaning, setting);
    if (answered !== undefined) return answered;
  }
  if (!turn.message.addressed || turn.message.command !== undefined) return undefined;
  if (NAMED_YES.test(turn.message.text))
    return refused(deps, turn, refuse('nothing_pending', { running: [] }));
  const sentence = scheduleSentence(turn.message.text);
  if (sentence === undefined)
    return meaning.intent === 'schedule' ? said(deps, turn, 'only_digests', {}, 'warning') : undefined;
  if (turn.person.guest && sentence.act !== 'list') return said(deps, turn, 'guest', {}, 'warning');
  if (sentence.act === 'list') return listed(deps, schedules, turn);
  if (sentence.act !== 'create') return managed(deps, schedules, turn, sentence);
  const made = draftOf(deps, schedules, turn, sentence);
  if ('problem' in made) return said(deps, turn, made.problem, made.params, 'warning');
  const { draft } = made;
  const [first = '', second = ''] = schedules.next(draft, 2, turn.locale);
  const params = { ...lineOf(draft, viewerOf(turn)), timezone: draft.timezone, first, second };
  const time = duration(WINDOWS.confirmation[turn.message.source], turn.locale);
  const texts = [
    sayAt('first', turn, params),
    sayAt('how', turn, { phrase: phraseFor('read_back', turn), time }),
  ];
  const change = { kind: 'create', draft } as const;
  return {
    ...said(deps, turn, 'read_back', params, 'question', texts, yesOrNo(turn, 'label_confirm')),
    dialogue: { setting: pending(deps, turn, change) },
  };
}

/** A yes, a no, or undefined for anything else: then the question goes on waiting. */
async function answeredTo(
  deps: PipelineDeps,
  schedules: SchedulePort,
  turn: Turn,
  meaning: Understanding,
  { change }: PendingSetting,
): Promise<Response | undefined> {
  const closed = { setting: null };
  const negated = meaning.decision === 'reject' && meaning.reason === 'negated';
  const intent = meaning.decision === 'act' ? meaning.intent : undefined;
  const bareCancel =
    intent === 'cancel' && meaning.decision === 'act' && Object.keys(meaning.slots).length === 0;
  const { confirming } = turn.dialogue;
  if (confirming !== null && confirming.expiresAt > deps.clock.now()) return undefined;
  if (intent === 'confirm-no' || negated || bareCancel)
    return { ...said(deps, turn, 'withdrawn', {}, 'info'), dialogue: closed };
  if (!isYes(turn, meaning)) return undefined;
  const misheard = misheardYes(deps, turn);
  if (misheard !== undefined) return misheard;
  if (change.kind === 'subscribe' || change.kind === 'unsubscribe') {
    const done = await settled(deps, turn, change);
    return done === undefined ? undefined : { ...done, dialogue: closed };
  }
  if (change.kind === 'delete') {
    const schedule = await schedules.scheduleById(change.id);
    const number = schedule?.number ?? 0;
    await schedules.removeSchedule(change.id, deps.clock.now());
    await audited(deps, turn, 'schedule_deleted', change.id);
    return { ...said(deps, turn, 'deleted', { number }, 'success'), dialogue: closed };
  }
  const made = await schedules.addSchedule(change.draft);
  await audited(deps, turn, 'schedule_created', made.id);
  const [first = ''] = schedules.next(made, 1, turn.locale);
  const params = { ...lineOf(made, viewerOf(turn)), number: made.number, timezone: made.timezone, first };
  return {
    ...said(deps, turn, 'created', params, 'success', [sayAt('next', turn, params)]),
    dialogue: closed,
  };
}

const NAMED_YES =
  /^\s*(?:confirm (?:the )?(?:schedule|subscription|deletion|delete)|(?:예약|알림|삭제)\s*진행)[\s.!]*$/iu;

/** Typed English takes a bare yes, but none that names an environment: that one is for a write. Aloud, and in Korean where 네 only shows listening, the words name what is meant. */
function isYes(turn: Turn, meaning: Understanding): boolean {
  const { text, source, command } = turn.message;
  if (command !== undefined) return command.intent === 'confirm-yes' && command.slots['act'] === 'schedule';
  if (NAMED_YES.test(text)) return true;
  const bare =
    meaning.decision === 'act' && meaning.intent === 'confirm-yes' && Object.keys(meaning.slots).length === 0;
  return bare && source === 'chat' && !/\p{Script=Hangul}/u.test(text);
}
