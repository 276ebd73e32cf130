import { englishFailures } from './failures.en.js';
import { englishOutcomes } from './outcomes.en.js';
import type { Replies } from './replies.js';

/** Everything the core says in English; skills bring their own phrases. */
export const englishReplies: Replies = {
  outcomes: { ...englishOutcomes, ...englishFailures },
  dialogue: {
    ask_service: { title: 'Which service?' },
    ask_environment: { title: ['In which environment do you want to {action}?', 'In which environment?'] },
    ask_version: { title: ['Which version of {service}?', 'Which version?'] },
    ask_replicas: { title: ['How many replicas of {service}?', 'How many replicas?'] },
    ask_id: { title: 'Which operation?' },
    ask_slot: { title: ['Which {slot}?', 'Which one?'] },
    ask_intent: { title: ['Did you mean {only}?', 'Did you mean {choices:or}?', 'What should I do?'] },
    confirm_typed: {
      title: 'Type “{phrase}” within {time} to go on, or “cancel”.',
      speech: 'Type {phrase} to go on.',
    },
    confirm_spoken: {
      title: 'Say “{phrase}” within {time} to go on, or “cancel”.',
      speech: 'Say {phrase} to go on.',
    },
    confirm_factor: {
      title:
        'Heard. {environment} is protected: now press Confirm for #{operation}, or type “{phrase}”, within {time}.',
      speech: 'Heard. Now confirm it once more in the chat, with the button or the code there.',
    },
    factor_shown: {
      title: '#{operation}: press Confirm within {time}, or say the code {code}.',
      text: ['It was asked for by voice. If that was not you, press Cancel.'],
      speech: 'Press confirm, or say the code.',
    },
    phrase_first: {
      title: '#{operation} was asked for by voice: say “{phrase}” there first, then confirm it here.',
      speech: 'Say the phrase first.',
    },
    heard_badly: { title: 'I did not hear that well. Please say it again.' },
    heard_while_speaking: { title: 'I was still speaking when I heard that. Please say it again.' },
    heard_too_early: { title: 'I heard that before I had read the plan to you. Please say it again.' },
    heard_unsure: { title: 'I am not sure that I heard the phrase. Please say it again.' },
    echo: { title: 'I heard myself, and did nothing.' },
    heard: { title: '{asker} said: “{text}”', speech: '{asker} said something.' },
    not_by_voice: {
      title: 'That can’t be done by voice. Please do it in a chat.',
    },
    code_failed: {
      title: 'That is not the code for #{operation}. Nothing was changed.',
      speech: 'That is not the code. Nothing was changed.',
    },
    confirm_yours_only: {
      title: '#{operation} was asked for by {asker}: only {asker} can confirm it.',
      speech: 'Only {asker} can confirm that.',
    },
    confirm_late: {
      title: '#{operation} was confirmed already.',
      speech: 'That was confirmed already.',
    },
    confirm_again: {
      title: [
        '{service} in {environment} changed since you saw the plan.',
        'Things changed since you saw the plan.',
      ],
      text: ['This is the plan now. Please confirm again.'],
      speech: 'Things changed since you saw the plan. Please confirm the new one.',
    },
    under_way: { title: 'It is under way.' },
    accepted: { title: ['OK, #{operation} begins.', 'OK.'], speech: 'OK, it begins.' },
    approval_needed: {
      title:
        '#{operation} waits for the approval of others who may write in {environment} ({given} of {needed}), within {time}: “approve #{operation}”.',
      speech: 'It needs the approval of somebody else.',
    },
    approved_by: { title: 'Approved by {people}.' },
    approval_given: { title: 'Approved. #{operation} begins.', speech: 'Approved, it begins.' },
    approval_counted: {
      title: 'Approved. #{operation} has {given} of {needed}.',
      speech: 'Approved. It has {given} of {needed}.',
    },
    approval_given_twice: {
      title: 'You decided on #{operation} already; each person counts once.',
      speech: 'You decided on that already.',
    },
    stopping: {
      title: 'Stopping #{operation}: nothing more is applied. I’ll say where it stands.',
      speech: 'Stopping. Nothing more is applied.',
    },
    already_ended: { title: '#{operation} has ended already. {what}.', speech: 'That has ended already.' },
    nothing_to_stop: {
      title: ['Nothing for {place} is running or waiting.', 'Nothing is running or waiting.'],
    },
    still_stopping: {
      title: '#{operation} is still stopping. Ask for the rollback again when it has ended.',
      speech: 'It is still stopping. Ask for the rollback again in a moment.',
    },
    going_on: { title: '#{operation} goes on.', speech: 'It goes on.' },
    greeting: {
      title: 'Hello! Tell me what to do, like “{example}”, or ask for “help”.',
      speech: 'Hello! What can I do?',
    },
    thanks: { title: 'You’re welcome.' },
    nothing_more: { title: 'There is nothing more to say about that.' },
    that_is_all: { title: 'That is all.' },
    you_can_say: { title: 'You can say: {say}.' },
    nothing_to_repeat: { title: 'I haven’t said anything here yet.' },
    linked: { title: ['Good to know you, {person}.', 'Good to know you.'] },
    code_wrong: {
      title: 'That code is wrong or too old.',
      text: ['A code works once, for 10 minutes. Ask for a new one.'],
    },
    stale_button: {
      title: 'Too late for #{operation}. {what}.',
      speech: 'It is too late for that.',
    },
    was_down: {
      title: 'I was away when you said “{text}”, so I did nothing.',
      text: ['Say it again if it is still wanted.'],
      speech: 'I was away when you said that, so I did nothing. Say it again if it is still wanted.',
    },
    ledger_note: { title: 'My ledger is down: I can look, but I change nothing and remember nothing.' },
    live_going: { title: 'Not settled yet, as of {time}.' },
    live_settled: { title: 'Settled, as of {time}.' },
    live_limit: { title: 'Not settled after {limit}, as of {time}. Ask again to see it go on.' },
    live_again: { title: 'As of {time}; it was asked for again since.' },
    live_crowded: { title: 'As of {time}; newer answers here are followed instead.' },
    live_left: { title: 'As of {time}; it is not followed any longer.' },
    try_by_hand: { title: 'By hand:' },
    sandbox_mark: { title: 'Sandbox' },
  },
  labels: {
    confirm: 'Confirm',
    cancel: 'Cancel',
    stop: 'Stop',
    approve: 'Approve',
    reject: 'Reject',
    resume: 'Resume',
    rollback: 'Roll back',
    cancel_then_rollback: 'Cancel #{holder} and roll back',
    help: 'Help',
    status: 'Status',
  },
  slots: { replicas: 'replicas', id: 'number' },
};
