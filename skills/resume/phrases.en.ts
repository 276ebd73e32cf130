import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'go on with a paused rollout',
  cues: ['resume', 'go on with the rollout', 'continue'],
  examples: [
    { say: 'resume #42', means: { id: 42 } },
    { say: 'resume checkout in staging', means: { service: 'checkout', environment: 'staging' } },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Go on with the rollout of {service} {to} in {environment}?',
    'warnings.stands': '{done} of {total} are on {version}.',
    'warnings.stands_mixed': '{done} of {total} are on {version}; {others} serves too.',
    'progress.title': 'Going on with {service} {to} in {environment}',
    'ending.succeeded': '{service} {to} runs in {environment}, after {seconds} s.',
    'ending.rolled_back': '{service} {to} failed in {environment}: {reason}. It is back on {back}.',
    'ending.rolled_back_somewhere': '{service} {to} failed in {environment}: {reason}. It was rolled back.',
    'ending.failed': 'The rollout of {service} {to} in {environment} failed: {reason}.',
  },
  speech: { ...writeSpeechEn, 'ending.succeeded': '{service} {to} runs in {environment}.' },
};
