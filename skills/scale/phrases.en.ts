import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'change how many replicas of a service run',
  cues: ['scale', 'set … replicas', 'add … replicas', 'give me … more'],
  examples: [
    {
      say: 'scale checkout in production to 5',
      means: { service: 'checkout', environment: 'production', replicas: 5 },
    },
    {
      say: 'scale ad-service to 2 replicas in production',
      means: { service: 'ad-service', environment: 'production', replicas: 2 },
    },
    {
      say: 'add 2 replicas to cart in staging',
      means: { service: 'cart', environment: 'staging', replicas: '+2' },
    },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Scale {service} in {environment} from {from} to {to}?',
    'warnings.to_zero': '{service} stops answering: no replica is left.',
    'warnings.large': '{to} is a lot more than {from}.',
    'warnings.paused': 'The rollout is paused; both versions scale together.',
    'progress.title': 'Scaling {service} in {environment} to {to}',
    'ending.succeeded': '{service} in {environment} has {to} replicas ready, after {seconds} s.',
    'ending.rolled_back': 'Scaling {service} in {environment} failed: {reason}. It is back on {back}.',
    'ending.rolled_back_somewhere': 'Scaling {service} in {environment} failed: {reason}. It was taken back.',
    'ending.failed': 'Scaling {service} in {environment} to {to} failed: {reason}.',
    'ending.stopped_scale':
      'Stopped watching. {service} in {environment} is set to {replicas} and has {ready} ready; Kubernetes goes on by itself.',
    'label.scale_back': 'Back to {replicas}',
    'say.scale_back': 'scale {service} in {environment} to {replicas} replicas',
  },
  speech: {
    ...writeSpeechEn,
    'ending.succeeded': '{service} in {environment} has {to} replicas ready.',
    'ending.stopped_scale':
      'I stopped watching. It is set to {replicas}, has {ready} ready, and Kubernetes goes on by itself.',
  },
};
