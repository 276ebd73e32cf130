import { DEFAULT_TENANT, type Locale } from '../contracts/message.js';
import type { ScheduleDraft } from '../contracts/schedule.js';
import type { SchedulesSection } from './config.js';

/** What a schedule of the file has where it names nothing itself. */
export interface ScheduleDefaults {
  readonly timezone: string;
  readonly locale: Locale;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The digests that the configuration names. They are the bot's own: no person can lose the right to them. */
export function configuredSchedules(
  section: SchedulesSection,
  { timezone, locale, now }: ScheduleDefaults,
): readonly ScheduleDraft[] {
  return Object.entries(section).map(([name, entry]) => {
    const { environment, services } = entry;
    const [platform = '', ...rest] = entry.in.split(':');
    return {
      id: `config:${name}`,
      tenant: DEFAULT_TENANT,
      cron: entry.every,
      timezone: entry.timezone ?? timezone,
      missed: entry.missed ?? 'latest',
      intent: 'digest',
      slots: {
        ...(environment === undefined ? {} : { environment }),
        ...(services === undefined ? {} : { services: services.join(',') }),
      },
      conversation: { platform, id: rest.join(':'), tenant: DEFAULT_TENANT },
      locale: entry.locale ?? locale,
      owner: null,
      createdAt: now,
    };
  });
}
