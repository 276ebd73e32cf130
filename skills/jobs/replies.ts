import type { Locale } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { ReplyAction, ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { ago } from '../shared/times.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { JobsFacts } from './run.js';

const ROWS = 20;
/** Buttons for more than this many operations are a wall, not a choice. */
const BUTTONS = 3;

type Say = Voice['text'];

export function jobsReply({ jobs, held, now }: JobsFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  const [title, speech] = [voice.text, voice.speech].map((say) => titleOf(jobs, held, voice, say));
  return {
    code: 'answered',
    locale,
    tone: held.length > 0 || jobs.some(({ status }) => status === 'interrupted') ? 'warning' : 'info',
    title: title ?? '',
    blocks: [
      ...(jobs.length === 0 ? [] : table(jobs, now, voice)),
      ...held.map((operation) => heldText(operation, voice)),
      ...controls(jobs, held, voice),
    ],
    speech: speech ?? '',
  };
}

function heldText({ number, plan: { service, environment } }: Operation, voice: Voice): ReplyBlock {
  return { kind: 'warning', text: voice.text('held', { number, service, environment }) };
}

function titleOf(jobs: readonly Operation[], held: readonly Operation[], voice: Voice, say: Say): string {
  const [only] = jobs;
  const [stopped] = held;
  if (only === undefined) {
    if (stopped === undefined) return say('none');
    const { service, environment } = stopped.plan;
    return say('only_held', { count: held.length, number: stopped.number, service, environment });
  }
  if (jobs.length === 1)
    return say('one', { number: only.number, what: whatText(only, say), state: stateText(only, voice) });
  const counts = new Map<string, number>();
  for (const job of jobs) {
    const state = stateText({ ...job, outcomes: [] }, voice);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  const states = [...counts].map(([state, count]) => say('state_count', { state, count }));
  return say('several', { count: jobs.length, states });
}

function whatText({ skill, plan }: Operation, say: Say): string {
  const { service, environment, from, to } = plan;
  return say('what', { skill, service, environment, from, to });
}

/** The operation's status; with several targets also how many are behind it. */
function stateText({ status, cancelRequestedBy, plan, outcomes }: Operation, voice: Voice): string {
  if (status === 'running' && cancelRequestedBy !== null) return voice.text('stopping');
  const open = ['awaiting_confirmation', 'awaiting_approval', 'cleared', 'running', 'interrupted'];
  const state = voice.text(open.includes(status) ? `status_${status}` : 'status_other');
  if (status !== 'running' || plan.targets.length < 2) return state;
  return voice.text('targets', { state, done: outcomes.length, total: plan.targets.length });
}

function table(jobs: readonly Operation[], now: number, voice: Voice): readonly ReplyBlock[] {
  const rows = jobs
    .slice(0, ROWS)
    .map((job) => [
      `#${job.number}`,
      whatText(job, voice.text),
      stateText(job, voice),
      job.actor.display ?? job.actor.id,
      ago(job.startedAt ?? job.createdAt, now, voice.locale),
    ]);
  const columns = ['number', 'what', 'state', 'who', 'since'].map((name) => voice.text(`column_${name}`));
  const rest = voice.text('rest', { count: ROWS, total: jobs.length });
  return [
    { kind: 'table', columns, rows },
    ...(jobs.length > ROWS ? [{ kind: 'text' as const, text: rest }] : []),
  ];
}

function controls(
  jobs: readonly Operation[],
  held: readonly Operation[],
  voice: Voice,
): readonly ReplyBlock[] {
  const actions = [
    ...held.slice(0, BUTTONS).flatMap((operation) => waysOn(operation, voice)),
    ...jobs.slice(0, BUTTONS).map(({ number }): ReplyAction => ({
      label: voice.text('cancel', { number }),
      say: voice.text('cancel_say', { number }),
      command: { intent: 'cancel', slots: { id: number }, operation: number },
      style: 'danger',
    })),
  ];
  return actions.length === 0 ? [] : [{ kind: 'actions', actions }];
}

/** What a stopped rollout waits for: on, or back. */
function waysOn({ number, plan: { service, environment } }: Operation, voice: Voice): ReplyAction[] {
  return [
    {
      label: voice.text('resume', { number }),
      say: voice.text('resume_say', { number }),
      command: { intent: 'resume', slots: { id: number } },
      style: 'plain',
    },
    {
      label: voice.text('rollback', { service }),
      say: voice.text('rollback_say', { service, environment }),
      command: { intent: 'rollback', slots: { service, environment } },
      style: 'danger',
    },
  ];
}
