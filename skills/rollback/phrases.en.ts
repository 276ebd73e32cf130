import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'return a service to its last healthy version, or to one you name',
  cues: ['roll back', 'rollback', 'revert', 'undo', 'go back to', 'put back'],
  examples: [
    {
      say: 'roll back payments in production',
      means: { service: 'payments-api', environment: 'production' },
    },
    {
      say: 'roll back checkout to 1.4.0 in staging',
      means: { service: 'checkout', version: '1.4.0', environment: 'staging' },
    },
    { say: 'undo cart in dev', means: { service: 'cart', environment: 'dev' } },
    {
      say: 'revert auth in staging to previous',
      means: { service: 'auth', version: 'previous', environment: 'staging' },
    },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Roll {service} in {environment} back from {from} to {to}?',
    'plan.revision': 'That is revision {revision}.',
    'warnings.irreversible':
      '{version} can’t be undone by a rollback: {reason}. Go back only if you know that the older version copes.',
    'warnings.unpauses': 'The paused rollout goes on with it.',
    'warnings.abandoned_before': 'A rollback left {version} behind once already.',
    'warnings.unproven': 'Nothing proves that {version} (revision {number}) ever ran healthy.',
    'warnings.skipped': 'Passed over, because nothing proves that they ever ran healthy: {versions}.',
    'warnings.configmaps_changed':
      'These ConfigMaps changed since that version and stay as they are now: {names}.',
    'warnings.configmaps_gone': 'That version reads ConfigMaps that no longer exist: {names}.',
    'progress.title': 'Rolling {service} in {environment} back to {to}',
    'ending.succeeded': '{service} in {environment} is back on {to}, after {seconds} s.',
    'ending.rolled_back': '{service} in {environment} could not return to {to}: {reason}. It is on {back}.',
    'ending.rolled_back_somewhere': '{service} in {environment} could not return to {to}: {reason}.',
    'ending.failed': 'Rolling {service} in {environment} back to {to} failed: {reason}.',
    'action.deploy': 'Deploy {version}',
  },
  speech: {
    ...writeSpeechEn,
    'plan.title': 'Roll {service} in {environment} back from {from} to {to}?',
    'ending.succeeded': '{service} in {environment} is back on {to}.',
  },
};
