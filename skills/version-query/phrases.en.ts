import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'tell which version of a service runs where',
  cues: ['which version', 'what version', 'version of', 'versions of', 'which release', 'what release'],
  examples: [
    {
      say: 'which version of checkout is in production?',
      means: { service: 'checkout', environment: 'production' },
    },
    { say: 'what version of cart is running', means: { service: 'cart' } },
    { say: 'version of payments in staging', means: { service: 'payments-api', environment: 'staging' } },
  ],
  replies: {
    column_environment: 'Environment',
    column_version: 'Version',
    column_state: 'State',
    steady: '{service} in {place}: {version}',
    mixed: '{service} in {place}: {version} wanted, {serving} still serving',
    unserved: '{service} in {place}: {version} wanted, nothing is ready',
    everywhere: '{service} is {version} in {places}',
    several: '{service}: {list}',
    item: '{place} {version}',
    absent: '{service} does not run in {places}',
    absent_item: '{place} not there',
    unread_item: '{place} unknown',
    unread: '{place} could not be read: {reason}',
  },
  speech: {
    steady: '{service} in {place} is version {version}.',
    mixed: '{service} in {place} is moving to {version}. {serving} still serves.',
    unserved: '{service} in {place} should be {version}. Nothing is ready there.',
    everywhere: '{service} is version {version} in {places}.',
    several: '{service}: {list}.',
    absent: '{service} does not run in {places}.',
  },
};
