import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'tell how many replicas of a service run where',
  cues: [
    'how many replicas',
    'how many pods',
    'how many instances',
    'how many copies',
    'replica count',
    'replicas of',
  ],
  examples: [
    {
      say: 'how many replicas of checkout are in production?',
      means: { service: 'checkout', environment: 'production' },
    },
    { say: 'how many pods does cart have', means: { service: 'cart' } },
    {
      say: 'replica count of order-worker in staging',
      means: { service: 'order-worker', environment: 'staging' },
    },
  ],
  replies: {
    column_environment: 'Environment',
    column_ready: 'Ready',
    column_state: 'State',
    one: '{service} in {place}: {ready} of {desired} ready',
    zero: '{service} in {place} is scaled to 0',
    several: '{service}: {list}',
    item: '{place} {ready} of {desired}',
    absent: '{service} does not run in {places}',
    absent_item: '{place} not there',
    unread_item: '{place} unknown',
    unread: '{place} could not be read: {reason}',
    autoscaled: '{workload} in {place} is autoscaled between {min} and {max}.',
  },
  speech: {
    one: '{service} in {place} has {ready} of {desired} replicas ready.',
    zero: '{service} in {place} is scaled to zero.',
    several: 'Ready replicas of {service}: {list}.',
    absent: '{service} does not run in {places}.',
  },
};
