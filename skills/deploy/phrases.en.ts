import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'put a version of a service into an environment',
  cues: ['deploy', 'ship', 'release', 'push', 'roll out', 'promote'],
  examples: [
    {
      say: 'deploy checkout 1.4.2 to staging',
      means: { service: 'checkout', version: '1.4.2', environment: 'staging' },
    },
    {
      say: 'ship payments-api v2.0.0-rc1 to dev',
      means: { service: 'payments-api', version: 'v2.0.0-rc1', environment: 'dev' },
    },
    {
      say: 'roll out cart latest to production',
      means: { service: 'cart', version: 'latest', environment: 'production' },
    },
    {
      say: 'promote frontend 3.2.1 to production',
      means: { service: 'frontend', version: '3.2.1', environment: 'production' },
    },
  ],
  replies: {
    ...writeRepliesEn,
    'plan.title': 'Deploy {service} {to} to {environment} (now {from})?',
    'plan.by_run': '{run} will do it, and I watch the rollout.',
    'plan.on_failure_rollback': 'If it fails, I go back to the last healthy revision by myself.',
    'plan.on_failure_leave': 'If it fails, I leave it as it is for you to look at.',
    'warnings.never_seen': '{version} was never seen in {environment} before.',
    'warnings.registry_hidden':
      'The registry does not show me the repository of {image}, so I can’t tell whether it exists.',
    'warnings.registry_unread': 'The registry did not answer, so I can’t tell whether {image} exists.',
    'warnings.failed_before': '{version} failed in {environment} when it was last tried.',
    'warnings.older': '{to} is older than {from}.',
    'warnings.replaces_failing': 'What runs there now ({version}) is not healthy.',
    'warnings.no_readiness_probe':
      'The container {container} has no readiness probe: its pods count as ready as soon as they start.',
    'notes.brings': 'It brings {count} commits by {authors}: {url}',
    'notes.pulls': 'Pull requests: {pulls}.',
    'notes.more_pulls': 'And {count} more pull requests.',
    'notes.takes_away': 'It takes {count} commits away.',
    'notes.brings_unread': '{source} did not answer, so I can’t say which changes it brings.',
    'warnings.pipeline_failed': 'Its pipeline failed: {where}.',
    'warnings.pipeline_missing': 'No pipeline has passed for it. I looked at {where}.',
    'warnings.pipeline_unread': '{source} did not answer, so I can’t tell whether it passed its pipeline.',
    'warnings.overridden': 'You do it all the same, because: {reason}',
    'warnings.run_unmarked':
      '{run} can’t carry my mark: if I am interrupted while starting it, I can’t tell whether it began and will ask.',
    'warnings.owned': '{owner} manages it: if it fails, I can’t roll it back from here.',
    'warnings.cannot_revert': 'My account may not change it: if it fails, I can’t roll it back.',
    'offers.runs': '{version} (runs in {environments})',
    'progress.title': 'Deploying {service} {to} to {environment}',
    'ending.succeeded_empty': '{service} in {environment} is on {to} now, scaled to 0: no pod runs.',
    'ending.succeeded': '{service} {to} runs in {environment}, after {seconds} s.',
    'ending.rolled_back': '{service} {to} failed in {environment}: {reason}. It is back on {back}.',
    'ending.rolled_back_somewhere': '{service} {to} failed in {environment}: {reason}. It was rolled back.',
    'ending.stopped_untouched': 'Stopped. {service} in {environment} was not changed and stays on {version}.',
    'ending.stopped_untouched_yet':
      '{service} in {environment} is still on {version}, but {run} did not stop: look there, it may change it yet.',
    'ending.failed': 'Deploying {service} {to} to {environment} failed: {reason}.',
  },
  speech: {
    ...writeSpeechEn,
    'plan.title': 'Deploy {service} {to} to {environment}, which runs {from} now?',
    'ending.succeeded_empty': '{service} in {environment} is on {to} now, scaled to 0: no pod runs.',
    'ending.succeeded': '{service} {to} runs in {environment}.',
  },
};
