import type { FreezeWindow } from '../contracts/policy.js';
import { actorKey } from '../contracts/message.js';
import type { PolicySource } from './index.js';

/** What a freeze refuses; rollbacks are left out, so that a way back stays open (DESIGN.md, Policy). */
const FROZEN = ['deploy'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The facts of time and duty, from what is configured. `now`: epoch milliseconds. */
export function policyFrom(
  { freezes, onCall }: { readonly freezes: readonly FreezeWindow[]; readonly onCall: readonly string[] },
  now: () => number,
): PolicySource {
  return ({ person, actor, environment }) => {
    const at = now();
    const frozen = freezes.find(
      (each) => environment !== undefined && each.environments.includes(environment.name) && holds(each, at),
    );
    return {
      onCall: onCall.includes(person.id) || onCall.includes(actorKey(actor)),
      ...(frozen === undefined ? {} : { freeze: { intents: FROZEN, reason: reasonOf(frozen) } }),
    };
  };
}

/** Whether a freeze holds at a time: from its beginning, and no longer at its end. */
export function holds({ when }: FreezeWindow, at: number): boolean {
  if (!('zone' in when)) return Date.parse(when.from) <= at && at < Date.parse(when.until);
  const [from, until, now] = [minuteOf(when.from), minuteOf(when.until), minuteOf(wallClock(at, when.zone))];
  return from <= until ? from <= now && now < until : now >= from || now < until;
}

function reasonOf({ name, when }: FreezeWindow): string {
  return `${name} (${when.from} → ${when.until}${'zone' in when ? ` ${when.zone}` : ''})`;
}

/** `Fri 17:00` as minutes since Monday 00:00. */
function minuteOf(text: string): number {
  const [, day = '', hours, minutes] = /^(\w{3}) (\d\d):(\d\d)$/.exec(text) ?? [];
  return DAYS.indexOf(day) * 1440 + Number(hours) * 60 + Number(minutes);
}

/** What a clock on the wall says there, as `Fri 17:00`. */
function wallClock(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('weekday') ?? ''} ${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`;
}
