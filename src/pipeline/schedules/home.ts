import type { Locale } from '../../contracts/message.js';
import type { SchedulePort } from '../../contracts/ports/schedules.js';
import type { ReplyDraft } from '../../contracts/reply.js';
import type { Schedule } from '../../contracts/schedule.js';
import type { HomeSection } from '../../contracts/skill.js';
import { lineOf, sayAt, type Viewer } from './words.js';

/** More than these are counted; “list schedules” shows all. */
const SHOWN = 5;

/** What will be posted next, where, and what to say to change it: those that are due soonest first, paused ones last. */
export async function schedulesHome(
  schedules: SchedulePort,
  { tenant, locale, platform }: { tenant: string; locale: Locale; platform: string },
): Promise<HomeSection<ReplyDraft>> {
  const viewer = { locale, platform };
  const all = await schedules.schedules(tenant);
  const due = (schedule: Schedule): number =>
    (schedule.pausedAt === null ? schedules.nextAt(schedule) : undefined) ?? Number.POSITIVE_INFINITY;
  const ordered = all
    .map((schedule) => ({ schedule, at: due(schedule) }))
    .sort((a, b) => (a.at === b.at ? a.schedule.number - b.schedule.number : a.at < b.at ? -1 : 1));
  const lines = ordered.slice(0, SHOWN).map(({ schedule }) => lineAt(schedules, schedule, viewer));
  const rest = all.length - lines.length;
  const [first] = ordered;
  const title =
    first === undefined
      ? sayAt('none', viewer)
      : sayAt(all.length === 1 ? 'list_one' : 'list', viewer, { count: all.length });
  const more = rest > 0 ? [sayAt('home_more', viewer, { count: rest })] : [];
  const change = first === undefined ? [] : [sayAt('home_change', viewer, { number: first.schedule.number })];
  return {
    title: sayAt('home', viewer),
    reply: {
      code: 'answered',
      locale,
      tone: 'info',
      title,
      blocks: [lines.concat(more).join('\n'), ...change]
        .filter((text) => text !== '')
        .map((text) => ({ kind: 'text', text })),
      speech: title,
    },
  };
}

function lineAt(schedules: SchedulePort, schedule: Schedule, viewer: Viewer): string {
  const { number, timezone } = schedule;
  const [first = ''] = schedules.next(schedule, 1, viewer.locale);
  const next =
    schedule.pausedAt === null ? sayAt('home_next', viewer, { first }) : sayAt('state_paused', viewer);
  return sayAt('home_line', viewer, { number, ...lineOf(schedule, viewer), timezone, next });
}
