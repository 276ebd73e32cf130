import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'say yes to the input or environment gate that a service’s pipeline waits at',
  cues: ['approve … pipeline', 'approve … build', 'approve … input', 'approve … gate'],
  examples: [
    { say: 'approve the pipeline of checkout', means: { service: 'checkout' } },
    { say: 'approve the build of cart', means: { service: 'cart' } },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Let the pipeline of {service} go on, by the rules of {environment}?',
    'plan.input': '{run} asks: {detail}',
    'plan.gate': '{run} waits at its gate.',
    'progress.title': 'Approving the pipeline of {service}',
    'ending.succeeded': '{from} goes on.',
    'ending.failed': '{from} does not go on: {reason}.',
    'ending.rolled_back': '{from} does not go on: {reason}. {back}',
    'ending.rolled_back_somewhere': '{from} does not go on: {reason}.',
    'ending.failed_untouched': '{from} does not go on: {reason}.',
    'reason.target_changed': 'somebody else answered it, or it waits no more',
  },
  speech: { ...writeSpeechEn, 'ending.succeeded': 'The pipeline of {service} goes on.' },
};
