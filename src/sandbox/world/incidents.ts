/** What is already burning in production when a world begins. Times are before its creation. */
export const MEMORY_INCIDENT = {
  service: 'payments-api',
  version: '2.3.0',
  cause: 'payments-api 2.3.0: cache exchange rates in memory',
  startedMinutesAgo: 12,
  restarts: 6,
  lastRestartSecondsAgo: 25,
} as const;

export const SCALED_AWAY_INCIDENT = {
  service: 'ad-service',
  minutesAgo: 25,
  /** Who did it, as `managedFields` tells. */
  by: 'kubectl',
} as const;
