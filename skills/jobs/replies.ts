import type { Locale } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import { ago } from '../shared/times.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { JobsFacts } from './run.js';

const ROWS = 20;
/** Buttons for more than this many operations are a wall, not a choice. */
const BUTTONS = 3;

type Say = Voice['text'];

export function jobsReply({ jobs, now }: JobsFacts, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  return {
    code: 'answered',
    locale,
    tone: jobs.some(({ status }) => status === 'interrupted') ? 'warning' : 'info',
    title: titleOf(jobs, voice, voice.text),
    blocks: jobs.length === 0 ? [] : [...table(jobs, now, voice), cancels(jobs, voice)],
    speech: titleOf(jobs, voice, voice.speech),
  };
}

function titleOf(jobs: readonly Operation[], voice: Voice, say: Say): string {
  const [only] = jobs;
  if (only === undefined) return say('none');
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

function cancels(jobs: readonly Operation[], voice: Voice): ReplyBlock {
  return {
    kind: 'actions',
    actions: jobs.slice(0, BUTTONS).map(({ number }) => ({
      label: voice.text('cancel', { number }),
      say: voice.text('cancel_say', { number }),
      command: { intent: 'cancel', slots: { id: number }, operation: number },
      style: 'danger',
    })),
  };
}
