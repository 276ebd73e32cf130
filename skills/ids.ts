/** The ids of all skills, for whoever must know their names without loading them; a test holds it to `createSkills`. */
export const SKILL_IDS: readonly string[] = [
  'triage',
  'status',
  'version-query',
  'replica-query',
  'logs',
  'changes',
  'digest',
  'pipeline-status',
  'deploy',
  'rollback',
  'scale',
  'restart',
  'resume',
  'jobs',
  'whoami',
  'help',
];
