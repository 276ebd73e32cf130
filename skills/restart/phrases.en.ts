import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'replace every pod of a service by a fresh one of the same version',
  cues: ['restart', 'bounce'],
  examples: [
    { say: 'restart cart in staging', means: { service: 'cart', environment: 'staging' } },
    { say: 'bounce the order-worker in dev', means: { service: 'order-worker', environment: 'dev' } },
  ],
  replies: {
    ...writeRepliesEn,
    'ending.stopped': 'Stopped. {done} of {total} pods of {service} in {environment} are fresh: resume?',
    'ending.stopped_mixed':
      'Stopped. {done} of {total} pods of {service} in {environment} are fresh: resume?',
    'plan.title': 'Restart {service} {to} in {environment}?',
    'progress.title': 'Restarting {service} in {environment}',
    'ending.succeeded': '{service} in {environment} was restarted, after {seconds} s.',
    'ending.rolled_back': 'Restarting {service} in {environment} failed: {reason}. It is back on {back}.',
    'ending.rolled_back_somewhere': 'Restarting {service} in {environment} failed: {reason}.',
    'ending.failed':
      'Restarting {service} in {environment} failed: {reason}. Old pods that are left keep serving.',
  },
  speech: {
    ...writeSpeechEn,
    'ending.succeeded': '{service} in {environment} was restarted.',
    'ending.stopped': 'Stopped. {done} of {total} pods are fresh, say resume to go on.',
    'ending.stopped_mixed': 'Stopped. {done} of {total} pods are fresh, say resume to go on.',
  },
};
