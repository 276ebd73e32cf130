import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'stop what runs or waits in the queue of a service’s pipeline',
  cues: [
    'abort … pipeline',
    'abort … build',
    'stop … pipeline',
    'stop … build',
    'cancel … pipeline',
    'cancel … build',
    'kill … build',
  ],
  examples: [
    { say: 'abort the pipeline of checkout', means: { service: 'checkout' } },
    { say: 'stop the build of cart', means: { service: 'cart' } },
    {
      say: 'stop the build of checkout on branch feature/gift-cards',
      means: { service: 'checkout', branch: 'feature/gift-cards' },
    },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Stop the pipeline of {service}?',
    'plan.stop-build': '{run} will be told to stop.',
    'plan.stop-queued': '{run} has not begun ({detail}) and will be taken out of the queue.',
    'plan.stop-run': '{run} will be told to stop.',
    'progress.title': 'Stopping the pipeline of {service}',
    'ending.succeeded': 'The pipeline of {service} is stopped: {from}.',
    'ending.failed': 'The pipeline of {service} could not be stopped: {reason}.',
    'ending.rolled_back': 'The pipeline of {service} could not be stopped: {reason}. {back}',
    'ending.rolled_back_somewhere': 'The pipeline of {service} could not be stopped: {reason}.',
    'ending.failed_untouched': 'The pipeline of {service} could not be stopped: {reason}.',
    'reason.run_failed': 'it was told to stop, harder each time, and still runs',
  },
  speech: { ...writeSpeechEn, 'ending.succeeded': 'The pipeline of {service} is stopped.' },
};
