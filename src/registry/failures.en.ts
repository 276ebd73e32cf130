import type { OutcomeCode } from '../contracts/outcome.js';
import type { ReplyText } from './replies.js';

/** What plans, effects and ports can run into. */
export type FailureCode = Extract<
  OutcomeCode,
  | 'unchanged_version'
  | 'unchanged_replicas'
  | 'target_paused'
  | 'target_not_paused'
  | 'target_rolling'
  | 'out_of_bounds'
  | 'autoscaler_conflict'
  | 'no_healthy_revision'
  | 'irreversible_change'
  | 'pipeline_failed'
  | 'pipeline_missing'
  | 'pipeline_unread'
  | 'run_not_startable'
  | 'no_such_run'
  | 'quota_exceeded'
  | 'no_room'
  | 'rejected_by_cluster'
  | 'run_failed'
  | 'not_arrived'
  | 'rollout_failed'
  | 'rolled_back'
  | 'rollback_failed'
  | 'image_not_found'
  | 'not_pinnable'
  | 'image_unauthorized'
  | 'image_pull_failed'
  | 'missing_config'
  | 'crash_loop'
  | 'out_of_memory'
  | 'container_cannot_run'
  | 'deadline_exceeded'
  | 'unschedulable'
  | 'target_changed'
  | 'not_begun'
  | 'unreachable'
  | 'timeout'
  | 'credentials_expired'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'gone'
  | 'invalid_object'
  | 'rate_limited'
  | 'server_error'
  | 'ledger_down'
  | 'queue_down'
  | 'internal_error'
>;

export const englishFailures: Readonly<Record<FailureCode, ReplyText>> = {
  unchanged_version: {
    title: ['{service} in {environment} runs {version} already.', 'It runs that version already.'],
    text: ['Nothing to do.'],
  },
  unchanged_replicas: {
    title: [
      '{service} in {environment} has {replicas} replicas already.',
      'It has that many replicas already.',
    ],
    text: ['Nothing to do.'],
  },
  target_paused: {
    title: ['The rollout of {service} in {environment} is paused.', 'The rollout is paused.'],
    text: ['Resume it or roll it back first.'],
  },
  target_not_paused: {
    title: ['The rollout of {service} in {environment} is not paused.', 'The rollout is not paused.'],
    text: ['Nothing to resume.'],
  },
  target_rolling: {
    title: ['{service} in {environment} is in the middle of a rollout.', 'A rollout is under way there.'],
    text: ['{detail}', 'Wait for it to end, or roll it back.'],
  },
  out_of_bounds: {
    title: [
      '{service} may have {min} to {max} replicas, not {replicas}.',
      'That is outside the allowed bounds.',
    ],
    text: ['The catalogue says so (`replicas:`).'],
  },
  autoscaler_conflict: {
    title: [
      'An autoscaler keeps {service} between {min} and {max} replicas and would undo this.',
      'An autoscaler would undo this.',
    ],
    text: ['Change the bounds of {autoscaler} instead.'],
  },
  no_healthy_revision: {
    title: [
      'There is no earlier healthy revision of {service} in {environment} to go back to.',
      'There is no healthy revision to go back to.',
    ],
    text: ['Name a version or a revision to go to.', 'Known revisions: {known}.'],
  },
  irreversible_change: {
    title: ['{version} can’t simply be undone: {reason}.', 'A version in between can’t simply be undone.'],
    text: ['Nothing was changed.'],
  },
  pipeline_failed: {
    title: ['The pipeline of {service} {version} failed: {where}.', 'Its pipeline failed.'],
    text: [
      'Nothing was changed. {environment} takes only versions whose pipeline passed.',
      'To do it all the same, say why: “deploy {service} {version} to {environment} because …”.',
    ],
    speech: 'Its pipeline failed. To do it all the same, say it again with because and the reason.',
  },
  pipeline_missing: {
    title: ['No pipeline has passed for {service} {version}.', 'No pipeline has passed for that version.'],
    text: [
      'I looked at {where}.',
      'Nothing was changed. {environment} takes only versions whose pipeline passed.',
      'To do it all the same, say why: “deploy {service} {version} to {environment} because …”.',
    ],
    speech: 'No pipeline has passed for that version. To do it all the same, add because and the reason.',
  },
  pipeline_unread: {
    title: [
      '{source} did not answer, so I can’t tell whether {service} {version} passed its pipeline.',
      'The pipeline did not answer.',
    ],
    text: [
      'Nothing was changed. {environment} takes only versions whose pipeline passed.',
      'To do it all the same, say why: “deploy {service} {version} to {environment} because …”.',
    ],
    speech: 'The pipeline did not answer. To do it all the same, say it again with because and the reason.',
  },
  run_not_startable: {
    title: [
      '{unconnected} is not connected, and {where} would be needed.',
      '{gone} does not exist or can’t be started.',
      '{where} does not declare {unmarked}: I could not find its builds again.',
      '{where} does not declare {undeclared}, and would ignore it.',
      '{where} does not take {wrong}.',
      '{where} can’t tell the targets of {several} apart: one of its values must name the cluster or the namespace.',
      'That run can’t be started.',
    ],
    text: ['Nothing was changed.'],
    speech: 'That run can’t be started. Nothing was changed.',
  },
  not_pinnable: {
    title: [
      '{image} should be deployed by its digest, but {unread} did not tell it.',
      '{image} should be deployed by its digest, but {hidden} does not show me that repository.',
      '{image} should be deployed by its digest, but the registry {unconfigured} is not configured.',
      'Images should be deployed by their digests, but {taker} is not told which: one of its values must hold {placeholders:or}.',
      'The image should be deployed by its digest, and nobody can tell it.',
    ],
    text: ['Nothing was changed.'],
    speech: 'The image can’t be pinned to its digest. Nothing was changed.',
  },
  no_such_run: {
    title: [
      'There is no run of {service} on {branch} to do that with.',
      'There is no run of {service} to do that with.',
      'There is no such run.',
    ],
    text: ['{detail}', 'Nothing was changed.'],
    speech: 'There is no such run. Nothing was changed.',
  },
  quota_exceeded: {
    title: ['The quota of {namespace} has no room for this.', 'The quota has no room for this.'],
    text: ['{detail}', 'Nothing was changed.'],
  },
  no_room: {
    title: 'No node has room for the new pods.',
    text: ['{detail}', 'Nothing was changed.'],
  },
  rejected_by_cluster: {
    title: 'The cluster rejected the change.',
    text: ['It says: {detail}', 'Nothing was changed.'],
    speech: 'The cluster rejected the change. Nothing was changed.',
  },
  run_failed: { title: ['The run that deploys {service} failed.', 'The run failed.'] },
  not_arrived: {
    title: [
      'The run ended well, but {service} {version} is not in {environment}.',
      'The run ended well, but its version did not arrive.',
    ],
  },
  rollout_failed: { title: ['The rollout of {service} in {environment} failed.', 'The rollout failed.'] },
  rolled_back: {
    title: ['{service} in {environment} failed and is back on {version}.', 'It failed and was rolled back.'],
  },
  rollback_failed: {
    title: ['Rolling back {service} in {environment} failed too.', 'The rollback failed too.'],
    text: ['Please look at it now.'],
  },
  image_not_found: {
    title: ['The image {image} does not exist.', 'The image does not exist.'],
    text: ['Versions like it that the registry has: {nearest}.', 'The newest that it has: {newest}.'],
    speech: 'The registry has no such version.',
  },
  image_unauthorized: {
    title: [
      'The registry does not let the cluster pull {image}.',
      'The registry does not let the cluster pull the image.',
    ],
    speech: 'The registry does not let the cluster pull the image.',
  },
  image_pull_failed: {
    title: ['Pulling {image} failed.', 'Pulling the image failed.'],
    speech: 'Pulling the image failed.',
  },
  missing_config: {
    title: ['The pods need {missing}, which does not exist.', 'A ConfigMap or Secret is missing.'],
  },
  crash_loop: {
    title: ['The new pods of {service} crash again and again.', 'The new pods crash again and again.'],
  },
  out_of_memory: { title: ['The pods of {service} run out of memory.', 'The pods run out of memory.'] },
  container_cannot_run: { title: 'The container can’t be started.' },
  deadline_exceeded: { title: 'The rollout made no progress for too long.' },
  unschedulable: { title: 'No node takes the new pods.', text: ['{detail}'] },
  target_changed: {
    title: [
      '{service} in {environment} was changed by somebody else meanwhile.',
      'Somebody else changed it meanwhile.',
    ],
    text: ['I stopped before touching it. Ask again to see the new state.'],
  },
  not_begun: { title: 'Not begun.' },
  unreachable: {
    title: ['I can’t reach {cluster}.', 'I can’t reach the cluster.'],
    text: ['{detail}', 'Check the network and the address in the kubeconfig.'],
  },
  timeout: {
    title: ['{cluster} did not answer in time.', 'The cluster did not answer in time.'],
    text: ['Please try again.'],
  },
  credentials_expired: {
    title: [
      'My credentials for {cluster} are no longer accepted.',
      'My credentials for the cluster are no longer accepted.',
    ],
    text: ['Somebody must renew them in the kubeconfig.'],
  },
  forbidden: {
    title: [
      '{cluster} does not allow my account to do this.',
      'The cluster does not allow my account to do this.',
    ],
    text: ['{detail}', 'The README lists the exact rights it needs (RBAC).'],
  },
  not_found: {
    title: ['{object} does not exist.', 'The cluster says it does not exist.'],
    text: ['{detail}'],
  },
  conflict: {
    title: 'Somebody else changed it at the same moment.',
    text: ['Nothing of mine was applied. Please try again.'],
  },
  gone: { title: 'The cluster no longer has that part of its history.', text: ['Please try again.'] },
  invalid_object: { title: 'The cluster calls the change invalid.', text: ['It says: {detail}'] },
  rate_limited: {
    title: ['{system} asks me to wait {wait} min.', 'The cluster asks me to slow down.'],
    text: ['Please try again in a moment.'],
  },
  server_error: { title: 'The cluster had an error of its own.', text: ['{detail}', 'Please try again.'] },
  ledger_down: {
    title: 'My ledger is down, so I change nothing now.',
    text: ['Questions still work.'],
  },
  queue_down: {
    title: 'My job queue is down, so I change nothing now.',
    text: ['Questions still work.'],
  },
  internal_error: {
    title: 'Something went wrong inside me.',
    text: ['It is in my log as {reference}.'],
    speech: 'Something went wrong inside me.',
  },
};
