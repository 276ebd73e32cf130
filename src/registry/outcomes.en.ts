import type { OutcomeCode } from '../contracts/outcome.js';
import type { FailureCode } from './failures.en.js';
import type { ReplyText } from './replies.js';

/** Endings, understanding, names and policy. What goes wrong in plans, effects and ports is in failures.en.ts. */
export const englishOutcomes: Readonly<Record<Exclude<OutcomeCode, FailureCode>, ReplyText>> = {
  succeeded: { title: 'Done.' },
  answered: { title: 'Here you are.' },
  awaiting_answer: { title: 'I need one more thing.' },
  awaiting_confirmation: { title: 'Waiting for your confirmation.' },
  awaiting_approval: {
    title: ['#{operation} waits for approval.', 'Waiting for approval.'],
    speech: 'This waits for approval.',
  },
  cancelled: {
    title: ['#{operation} is cancelled.', 'Cancelled.'],
    text: ['Nothing was changed.'],
    speech: 'Cancelled. Nothing was changed.',
  },
  withdrawn: {
    title: ['OK, #{operation} is withdrawn.', 'OK, withdrawn.'],
    text: ['Nothing was changed.'],
    speech: 'OK, withdrawn. Nothing was changed.',
  },
  superseded: {
    title: [
      '#{operation} is dropped: you asked for something else before confirming it.',
      'The earlier request is dropped.',
    ],
    text: ['Nothing was changed.', 'Say the new one again to start it: “{again}”.'],
    speech: ['I dropped the earlier request. Please say the new one again.'],
  },
  confirmation_expired: {
    title: ['#{operation} was not confirmed in time.', 'The time to confirm is over.'],
    text: ['Nothing was changed.', 'To do it after all, ask again: “{again}”.'],
    speech: 'The time to confirm is over. Nothing was changed, please ask again.',
  },
  approval_expired: {
    title: ['#{operation} was not approved in time.', 'The time to approve is over.'],
    text: ['Nothing was changed.', 'It needed {needed} and got {given}.'],
    speech: 'Nobody approved in time. Nothing was changed.',
  },
  approval_rejected: {
    title: ['{approver} rejected #{operation}.', 'The approval was refused.'],
    text: ['Nothing was changed.'],
    speech: ['{approver} rejected it. Nothing was changed.', 'It was rejected. Nothing was changed.'],
  },
  operation_expired: {
    title: [
      '#{operation} did not start in time and was dropped.',
      'It did not start in time and was dropped.',
    ],
    text: ['Nothing was changed.', 'Ask again if it is still wanted.'],
    speech: 'It did not start in time. Nothing was changed, please ask again.',
  },
  interrupted_too_long: {
    title: ['#{operation} was interrupted for a long while.', 'It was interrupted for a long while.'],
    text: [
      'I looked at where it stands and will not go on by myself.',
      'Say “resume #{operation}” to go on, or “cancel #{operation}”.',
    ],
    speech: 'It was interrupted for a long while. Say resume to go on, or cancel.',
  },
  outcome_unknown: {
    title: ['I can’t tell whether #{operation} took effect.', 'I can’t tell whether it took effect.'],
    text: ['I will not repeat it. Please look at {service} in {environment} and decide.'],
    speech: 'I can’t tell whether it took effect, and will not repeat it. Please have a look.',
  },
  world_replaced: {
    title: 'The sandbox was reset: that operation belongs to a world that is gone.',
  },
  lock_released: {
    title: [
      '{service} in {environment} is no longer held by #{operation}; its rollout is still paused.',
      'It is no longer held; the rollout is still paused.',
    ],
    text: ['I will not go on by myself. Say “resume #{operation}”, or roll back.'],
    speech: 'I no longer hold it, and the rollout is still paused. Resume it or roll back.',
  },
  plan_changed: {
    title: [
      '{service} in {environment} changed since you saw the plan.',
      'Things changed since you saw the plan.',
    ],
    text: ['Nothing was done.', 'To see the plan as it is now, ask again: “{again}”.'],
    speech: 'Things changed since you saw the plan, so I did nothing. Please ask again.',
  },
  not_understood: {
    title: 'I didn’t get that.',
    text: ['Try for example: “{example}”. “help” lists everything.'],
    speech: 'I didn’t get that. Say help to hear what I can do.',
  },
  not_for_me: { title: 'That seems not to be meant for me.' },
  invalid_input: {
    title: ['{slot} can’t be “{value}”.', 'I can’t use that.'],
    text: ['It is written like this: {usage}'],
    speech: 'I can’t use that value.',
  },
  too_long: {
    title: ['That is too long for me: at most {max} characters.', 'That is too long for me.'],
    text: ['One request in one sentence works best.'],
    speech: 'That is too long for me. Please say it in one sentence.',
  },
  negated: { title: 'OK, I leave it as it is.', text: ['Nothing was changed.'] },
  many_targets: {
    title: 'One service and one environment at a time, please.',
    text: ['Nothing was changed.'],
  },
  not_a_request: {
    title: 'That doesn’t sound like a request, so I did nothing.',
    text: ['To have it done, say it as a command, like “{example}”.'],
  },
  unsupported: {
    title: 'I can’t do that.',
    text: ['I can do: {known}.', '“help” tells more.'],
    speech: 'I can’t do that. Say help to hear what I can do.',
  },
  nothing_pending: {
    title: 'Nothing is waiting for that.',
    text: ['Running now: {running}.', '“jobs” lists what is going on.'],
  },
  wrong_confirmation: {
    title: ['That confirms {said}, but {needed} is waiting.', 'That is not the confirmation I need.'],
    text: ['#{operation} is still waiting. Say “{phrase}” to go on, or “cancel”.'],
    speech: ['Not confirmed. Say {phrase} to go on, or cancel.', 'That is not the confirmation I need.'],
  },
  own_approval: {
    title: [
      'You asked for #{operation} yourself, so somebody else must approve it.',
      'Somebody else must approve it.',
    ],
    text: ['It needs {needed} and has {given}.'],
    speech: 'You asked for it yourself, so somebody else must approve it.',
  },
  voice_locked: {
    title: 'Three confirmations by voice failed here, so protected environments are locked for this session.',
    text: ['Nothing was changed. Do it in a chat, or begin a new session.'],
    speech:
      'Three confirmations failed, so protected environments are locked in this session. Do it in a chat.',
  },
  unknown_service: {
    title: ['I don’t know a service called “{service}”.', 'I don’t know that service.'],
    text: ['Did you mean {nearest:or}?', 'I know {known}.'],
    speech: ['I don’t know that service. The closest is {first}.', 'I don’t know that service.'],
  },
  unknown_environment: {
    title: ['I don’t know an environment called “{environment}”.', 'I don’t know that environment.'],
    text: ['Did you mean {nearest:or}?', 'I know {known}.'],
    speech: ['I don’t know that environment. I know {known}.', 'I don’t know that environment.'],
  },
  unknown_branch: {
    title: ['{service} has no branch “{branch}”.', 'There is no such branch.'],
    text: ['Did you mean {nearest:or}?', 'It has {known}.'],
    speech: [
      '{service} has no such branch. The closest is {first}.',
      '{service} has no such branch.',
      'There is no such branch.',
    ],
  },
  ambiguous_name: {
    title: ['“{name}” could be {choices:or}.', 'That name could mean several things.'],
    text: ['Please say which one.'],
    speech: ['That could be {choices:or}. Which one?', 'That name could mean several things. Which one?'],
  },
  missing_slot: {
    title: ['The {slot} is missing.', 'Something is missing.'],
    text: ['It is written like this: {usage}'],
  },
  malformed_version: {
    title: ['“{version}” is not a version I can read.', 'That is not a version I can read.'],
    text: ['A version looks like 1.4.2, v2.0.0-rc1 or latest.'],
    speech: 'That is not a version I can read.',
  },
  version_not_found: {
    title: ['There is no version {version} of {service}.', 'There is no such version.'],
    text: ['It has {known}.'],
  },
  unknown_container: {
    title: ['{service} has no container called {container}.', 'There is no such container.'],
    text: ['It has {known}.', 'Name the one to change in the catalogue (`container:`).'],
  },
  unknown_operation: {
    title: ['There is no operation #{id}.', 'There is no such operation.'],
    text: ['“jobs” lists what is going on.'],
    speech: ['There is no operation {id}.', 'There is no such operation.'],
  },
  no_workload: {
    title: ['{service} has no Deployment in {environment}.', 'There is nothing of that name there.'],
    text: ['It runs in {known}.'],
  },
  not_permitted: {
    title: [
      '{person} may not do this in {environment}.',
      '{person} may not do this.',
      'You may not do this.',
    ],
    text: ['Writing in {environment} is for {writers}.', 'An admin can do it, or give you the right.'],
    speech: ['You may not do this in {environment}. An admin can.', 'You may not do this. An admin can.'],
  },
  not_allowed_here: {
    title: [
      'I don’t speak of {service} in this conversation.',
      'I don’t do “{action}” in this conversation.',
      'I don’t do that in this conversation.',
    ],
    text: [
      'Here it is about {services}.',
      'Here you can use {actions}.',
      'Ask me in another channel or directly.',
    ],
    speech: [
      'I don’t speak of {service} in this conversation. Please ask elsewhere.',
      'I don’t do that in this conversation. Please ask elsewhere.',
    ],
  },
  unknown_person: {
    title: ['I don’t know you yet, {person}.', 'I don’t know you yet.'],
    text: [
      'An admin can add you under `admins:` or give you a code; send me “code …” with it then.',
      'Until then I answer “help” and “whoami”.',
    ],
    speech: 'I don’t know you yet. Please ask an admin for a code.',
  },
  environment_frozen: {
    title: ['{environment} is frozen: {reason}.', '{environment} is frozen.', 'This environment is frozen.'],
    text: ['Rollbacks still work.'],
  },
  target_held: {
    title: [
      '{service} in {environment} is held by #{holder} of {asker} ({what}).',
      '{service} in {environment} is being changed by #{holder}.',
      'Something else is changing that right now.',
    ],
    text: ['I did nothing. Ask again when #{holder} has ended, or cancel it first: “cancel #{holder}”.'],
    speech: [
      '{service} in {environment} is being changed by operation {holder}. I did nothing.',
      'Something else is changing that right now. I did nothing.',
    ],
  },
  managed_elsewhere: {
    title: ['{service} is managed by {owner}, so I leave it alone.', 'That is managed by something else.'],
    text: ['{owner} would undo my change. Make it there: {there}', 'Proof: {proof}.'],
  },
  cluster_denied: {
    title: [
      'My account may not {verb} {resource} in {namespace}.',
      'My account on the cluster may not do this.',
    ],
    text: ['Nothing was changed. The README lists the exact rights it needs (RBAC).'],
    speech: 'My account on the cluster may not do this. Nothing was changed.',
  },
};
