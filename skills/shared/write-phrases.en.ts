/** What every writing skill says alike. `{what}` does not occur: each skill has its own titles. */
export const writeRepliesEn: Readonly<Record<string, string>> = {
  'field.service': 'Service',
  'field.environment': 'Environment',
  'field.change': 'Change',
  'field.targets': 'Targets, in order',
  'field.target': 'Target',
  'field.outcome': 'Outcome',

  'plan.one_warning': 'There is one warning, please look at it.',
  'plan.warnings': 'There are {count} warnings, please look at them.',

  'progress.ready': '{done} of {total} ready',
  'progress.unplaced': '{done} of {total} ready; no node takes the next pod: {reason}',
  'progress.run_queued': '{run} waits for its turn. {stage}',
  'progress.run_running': '{run} is running: {stage}',
  'progress.run_waiting': '{run} waits for somebody’s yes: {stage}',
  'progress.speech': '{done} of {total} are ready.',

  'target.done': 'done',
  'target.rolled_back': 'rolled back: {reason}',
  'target.not_begun': 'not begun',
  'target.stopped': 'stopped',
  'target.failed': 'failed: {reason}',

  'warnings.not_checked': 'Not checked, because my account may not read it: {kinds}.',
  'warnings.quota_tight':
    'The quota of {namespace} is tight ({detail}): old pods must go before new ones come.',
  'warnings.nodes_tight': 'The nodes are tight ({detail}): old pods must go before new ones come.',
  'warnings.single_replica': 'There is only one replica: if the new pod is slow, nothing covers for it.',
  'warnings.recreate': 'The strategy is Recreate: the service is down until the new pods are ready.',
  'warnings.no_replicas': 'It is scaled to 0: no pod starts until it is scaled up.',

  'reason.run_failed': 'its job or workflow failed',
  'reason.run_not_startable': 'its job or workflow could not be started',
  'reason.not_arrived': 'its job or workflow ended well, but the version is not in the cluster',
  'reason.outcome_unknown': 'nothing tells whether the job or workflow was started',
  'reason.image_not_found': 'the image does not exist',
  'reason.image_unauthorized': 'the registry does not let the cluster pull the image',
  'reason.image_pull_failed': 'the image can’t be pulled',
  'reason.missing_config': 'a ConfigMap or Secret is missing',
  'reason.crash_loop': 'the new pods crash again and again',
  'reason.out_of_memory': 'the new pods run out of memory',
  'reason.container_cannot_run': 'the container can’t be started',
  'reason.deadline_exceeded': 'it made no progress for too long',
  'reason.unschedulable': 'no node takes the new pods',
  'reason.quota_exceeded': 'the quota has no room for the new pods',
  'reason.rejected_by_cluster': 'the cluster refuses the new pods',
  'reason.target_changed': 'somebody else changed it meanwhile',
  'reason.target_paused': 'somebody paused it meanwhile',
  'reason.target_held': 'another operation holds it',
  'reason.no_healthy_revision': 'there is no healthy revision to go back to',
  'reason.unreachable': 'the cluster can’t be reached',
  'reason.timeout': 'the cluster did not answer in time',
  'reason.credentials_expired': 'my credentials are no longer accepted',
  'reason.forbidden': 'my account may not do it',
  'reason.not_found': 'it no longer exists',
  'reason.invalid_object': 'the cluster calls the change invalid',
  'reason.rate_limited': 'the cluster asked me to slow down',
  'reason.server_error': 'the cluster had an error of its own',
  'reason.internal_error': 'something went wrong inside me',
  'reason.other': 'it did not get done',

  'ending.stopped':
    'Stopped. {done} of {total} of {service} in {environment} on {version}: roll back or resume?',
  'ending.stopped_mixed':
    'Stopped. {done} of {total} of {service} in {environment} on {version}, {others} serving too: roll back or resume?',
  'ending.stopped_late':
    'Too late to stop: all {total} of {service} in {environment} are on {version} already.',
  'ending.stopped_before': 'Stopped before anything was changed.',
  'ending.stopped_between': 'Stopped. What was finished stays, the rest was not begun.',
  'ending.stopped_on_the_way_back':
    'You said stop on the way back. A way back is not left halfway, so I took it to its end.',
  'record.failed': 'Not recorded as a deployment on GitHub: {detail}.',
  'run.by': 'By {run}',
  'run.stopped': '{run} was told to stop, and did.',
  'run.ended': '{run} had ended already.',
  'run.withdrawn': '{run} was taken out of the queue.',
  'run.still_running':
    '{run} was told to stop, three times harder each, and still runs. Please stop it there.',
  'run.absent': '{run} is nowhere to be found.',
  'run.not_stoppable': '{run} can’t be stopped from here: whoever took it up may go on.',
  'ending.unknown':
    'I can’t tell whether it took effect on {service} in {environment}: {reason}. I will not repeat it.',
  'ending.operation_expired': 'It did not start in time and was dropped. Nothing was changed.',
  'ending.plan_changed':
    '{service} in {environment} changed since you saw the plan. Nothing was changed by me.',
  'ending.world_replaced': 'The sandbox was reset: this operation belongs to a world that is gone.',
  'ending.interrupted_too_long': 'It was interrupted for a long while. Say “resume #{number}” to go on.',
  'ending.failed_untouched': '{service} in {environment} was not changed: {reason}.',
  'ending.rollback_failed':
    'It failed on {service} in {environment}, and so did the way back: {reason}. Please look at it now.',

  'label.rollback': 'Roll back',
  'say.rollback': 'roll back {service} in {environment}',
  'label.resume': 'Resume',
  'say.resume': 'resume #{number}',
  'label.logs': 'Logs',
  'say.logs': 'logs of {service} in {environment}',
  'label.status': 'Status',
  'say.status': 'status of {service} in {environment}',
  'label.pipeline': 'Pipeline of {service}',
  'say.pipeline': 'pipeline status of {service}',
  'label.issue': 'File an issue for {service}',
  'say.issue': 'file an issue for {service}',
  'label.rest': 'Resume: deploy to the rest',
  'say.rest': 'deploy {service} {to} to {environment}',
  'label.revert_all': 'Revert all to {version}',
  'say.revert_all': 'roll back {service} to {version} in {environment}',
};

export const writeSpeechEn: Readonly<Record<string, string>> = {
  'ending.stopped': 'Stopped. {done} of {total} are on the new version, say roll back or resume.',
  'ending.stopped_mixed':
    'Stopped with {done} of {total} on the new version, and both versions serving. Say roll back or resume.',
  'ending.interrupted_too_long': 'It was interrupted for a long while. Say resume to go on.',
  'ending.offer_issue': 'Say file an issue for {service} to have it followed up.',
  'ending.stopped_on_the_way_back': 'Your stop came on the way back, so I took that to its end.',
};
