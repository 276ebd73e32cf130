import type { SchedulePort } from '../../contracts/ports/schedules.js';
import { isConfigured, type Schedule } from '../../contracts/schedule.js';
import type { ScheduleSentence } from '../../language/index.js';
import { duration } from '../../registry/texts.js';
import { WINDOWS } from '../../registry/windows.js';
import type { PipelineDeps } from '../deps.js';
import type { Response, Turn } from '../turn.js';
import { audited, pending } from './pending.js';
import { lineOf, phraseFor, said, sayAt, viewerOf, yesOrNo } from './words.js';

type Manage = Exclude<ScheduleSentence, { act: 'list' } | { act: 'create' }>;

/** Every schedule of the tenant: those of others too, for they post where many read. */
export async function listed(deps: PipelineDeps, schedules: SchedulePort, turn: Turn): Promise<Response> {
  const all = await schedules.schedules(turn.person.tenant);
  if (all.length === 0) return said(deps, turn, 'none', {}, 'info');
  const columns = (['number', 'what', 'when', 'where', 'next'] as const).map((name) =>
    sayAt(`column_${name}`, turn),
  );
  const rows = all.map((schedule) => {
    const { about, when, where } = lineOf(schedule, viewerOf(turn));
    const [first = ''] = schedules.next(schedule, 1, turn.locale);
    const next = schedule.pausedAt === null ? first : sayAt('state_paused', turn);
    return [String(schedule.number), about, `${when} (${schedule.timezone})`, where, next];
  });
  const key = all.length === 1 ? 'list_one' : 'list';
  const table = { kind: 'table', columns, rows } as const;
  return said(deps, turn, key, { count: all.length }, 'info', [], [table], comesNext(all, schedules, turn));
}

/** How many there are, and which posts next: the others are what "say more" goes through. */
function comesNext(all: readonly Schedule[], schedules: SchedulePort, turn: Turn): string {
  const count = sayAt(all.length === 1 ? 'list_one' : 'list', turn, { count: all.length });
  const [soonest] = all
    .filter(({ pausedAt }) => pausedAt === null)
    .flatMap((schedule) => {
      const at = schedules.nextAt(schedule);
      return at === undefined ? [] : [{ schedule, at }];
    })
    .sort((a, b) => a.at - b.at);
  if (soonest === undefined) return sayAt('aloud_paused', turn, { count });
  const { schedule } = soonest;
  const [first = ''] = schedules.next(schedule, 1, turn.locale);
  return sayAt('aloud_next', turn, {
    count,
    number: schedule.number,
    ...lineOf(schedule, viewerOf(turn)),
    first,
  });
}

/** Pausing, resuming and posting now take effect at once; deleting is confirmed. */
export async function managed(
  deps: PipelineDeps,
  schedules: SchedulePort,
  turn: Turn,
  { act, number }: Manage,
): Promise<Response> {
  const all = await schedules.schedules(turn.person.tenant);
  const [only] = all;
  const schedule =
    number === undefined && all.length === 1 ? only : all.find((each) => each.number === number);
  if (schedule === undefined)
    return number === undefined
      ? said(deps, turn, all.length === 0 ? 'none' : 'which', {}, 'warning')
      : said(deps, turn, 'unknown', { number }, 'warning');
  const params = { number: schedule.number, ...lineOf(schedule, viewerOf(turn)) };
  if (!mayChange(turn, schedule)) return said(deps, turn, 'not_yours', params, 'warning');
  if (act === 'delete') {
    if (isConfigured(schedule)) return said(deps, turn, 'in_file', params, 'warning');
    const time = duration(WINDOWS.confirmation[turn.message.source], turn.locale);
    const line = sayAt('line', turn, params);
    const asked = said(
      deps,
      turn,
      'delete',
      { ...params, line },
      'question',
      [sayAt('how', turn, { phrase: phraseFor('delete', turn), time })],
      yesOrNo(turn, 'label_delete'),
    );
    return { ...asked, dialogue: { setting: pending(deps, turn, { kind: 'delete', id: schedule.id }) } };
  }
  return changed(deps, schedules, turn, schedule, act);
}

async function changed(
  deps: PipelineDeps,
  schedules: SchedulePort,
  turn: Turn,
  schedule: Schedule,
  act: Exclude<Manage['act'], 'delete'>,
): Promise<Response> {
  const { id, number } = schedule;
  const now = deps.clock.now();
  const [first = ''] = schedules.next(schedule, 1, turn.locale);
  const params = { number, first, ...lineOf(schedule, viewerOf(turn)) };
  const done =
    act === 'pause'
      ? await schedules.pauseSchedule(id, now)
      : act === 'resume'
        ? await schedules.resumeSchedule(id, now)
        : await schedules.run(schedule, turn.eventKey);
  if (done === undefined || done === false) return said(deps, turn, 'unknown', params, 'warning');
  await audited(deps, turn, `schedule_${act}`, id);
  return said(
    deps,
    turn,
    act === 'pause' ? 'paused' : act === 'resume' ? 'resumed' : 'ran',
    params,
    'success',
  );
}

/** Its owner and admins; one of the file is the admins'. */
function mayChange({ person }: Turn, { owner }: Schedule): boolean {
  return person.admin || owner?.person === person.id;
}
