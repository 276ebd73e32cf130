import type { SkillPhrases } from '../../src/contracts/skill.js';

export const en: SkillPhrases = {
  summary: 'list the operations that run or wait for somebody',
  cues: ['jobs', 'running operations', 'list operations', 'operations', 'pending operations'],
  examples: [
    { say: 'jobs', means: {} },
    { say: 'running operations', means: {} },
    { say: 'list operations', means: {} },
  ],
  replies: {
    none: 'Nothing is running and nothing is waiting.',
    one: 'One operation: #{number} {what}, {state}',
    several: '{count} operations: {states}',
    state_count: '{count} {state}',
    column_number: '#',
    column_what: 'What',
    column_state: 'State',
    column_who: 'Who',
    column_since: 'Since',
    what: '{skill} {service} in {environment}, {from} → {to}',
    targets: '{state}, {done} of {total} targets',
    stopping: 'stopping',
    status_awaiting_confirmation: 'waiting for confirmation',
    status_awaiting_approval: 'waiting for approval',
    status_cleared: 'about to start',
    status_running: 'running',
    status_interrupted: 'interrupted',
    status_other: 'ending',
    rest: 'The first {count} of {total} are shown.',
    cancel: 'Cancel #{number}',
    cancel_say: 'cancel #{number}',
  },
  speech: {
    one: 'One operation, number {number}: {what}, {state}.',
    several: '{count} operations: {states}.',
    what: '{skill} {service} in {environment}',
  },
};
