/** What holds when neither the file nor the environment says otherwise. */
export const DEFAULTS = {
  file: 'coxswain.yaml',
  home: '.coxswain',
  host: '127.0.0.1',
  port: 3000,
  logLevel: 'warn',
  locale: 'en',
  redisPrefix: 'coxswain',
  approvalMinutes: 60,
} as const;
