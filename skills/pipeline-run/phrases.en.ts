import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'run a service’s pipeline again: only what failed, or a new build',
  cues: ['run the pipeline', 'rerun the pipeline', 'retry the failed pipeline', 'rebuild'],
  examples: [
    { say: 'run the pipeline of checkout', means: { service: 'checkout' } },
    { say: 'retry the failed pipeline of cart', means: { service: 'cart' } },
    { say: 'rebuild frontend', means: { service: 'frontend' } },
    {
      say: 'run the pipeline of checkout on branch feature/gift-cards',
      means: { service: 'checkout', branch: 'feature/gift-cards' },
    },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Run the pipeline of {service} again?',
    'plan.build': '{run} will be built.',
    'plan.rebuild': '{run} will be built again, as {detail} was, which failed.',
    'plan.rerun': '{run} will run again, only what failed of it where something did.',
    'warnings.run_unmarked':
      '{run} can’t carry my mark: if I am interrupted while starting it, I can’t tell whether it began and will ask.',
    'progress.run_queued': 'waits for its turn. {stage}',
    'progress.run_running': '{number} is running: {stage}',
    'progress.run_waiting': '{number} waits for somebody’s yes: {stage}',
    'progress.title': 'Running the pipeline of {service}',
    'ending.succeeded': 'The pipeline of {service} passed, after {seconds} s.',
    'ending.failed': 'The pipeline of {service} did not pass: {reason}.',
    'ending.rolled_back': 'The pipeline of {service} did not pass: {reason}. {back}',
    'ending.rolled_back_somewhere': 'The pipeline of {service} did not pass: {reason}.',
    'ending.failed_untouched': 'The pipeline of {service} did not run: {reason}.',
    'ending.stopped_between': 'Stopped the pipeline of {service}.',
    'reason.run_failed': 'a run failed',
  },
  speech: { ...writeSpeechEn, 'ending.succeeded': 'The pipeline of {service} passed.' },
};
