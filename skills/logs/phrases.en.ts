import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'show the last log lines of the worst pod of a service',
  cues: ['logs', 'log', 'logs of', 'logs for', 'show logs', 'tail'],
  examples: [
    {
      say: 'logs of payments in production',
      means: { service: 'payments-api', environment: 'production' },
    },
    {
      say: 'show me the logs for checkout in staging',
      means: { service: 'checkout', environment: 'staging' },
    },
    { say: 'logs cart dev', means: { service: 'cart', environment: 'dev' } },
  ],
  replies: {
    title: '{service} in {place}: last {count} lines of {pod}',
    title_previous: '{service} in {place}: last {count} lines of {pod} before its restart {ago}',
    silent: '{service} in {place}: {pod} has written nothing',
    never_ran: '{service} in {place}: {pod} has no log, its container never started',
    no_pod: '{service} has no pod in {places}',
    pod: 'Pod',
    container: 'Container',
    began: 'Began',
    ended: 'Ended',
    why: 'Because',
    rest: 'All {count} lines are in the file.',
    unread: '{place} could not be read: {reason}',
  },
  speech: {
    title: '{service} in {place} last wrote: {line}.',
    title_previous: '{service} in {place} restarted {ago}. Before that it wrote: {line}.',
    silent: '{service} in {place} has written nothing.',
    never_ran: '{service} in {place} has no log because its container never started.',
    no_pod: '{service} has no pod in {places}.',
  },
};
