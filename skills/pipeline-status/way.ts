import type { Checks, Commit } from '../../src/contracts/github.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';
import { hasPassed, type RunState } from '../../src/contracts/run-state.js';
import { endOf } from './verdict.js';
import { stateText } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import { ago } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import { valueOf, type Fact, type PipelineFacts, type ServicePipeline } from './facts.js';

type Row = readonly [step: string, state: string, what: string, when: string];

/** The picture of one service's way: a row a step, in the order in which a change travels. */
export function wayTable(facts: PipelineFacts, pipeline: ServicePipeline, voice: Voice): ReplyBlock {
  const when = (at: number | undefined): string => (at === undefined ? '' : ago(at, facts.now, voice.locale));
  const around = { voice, when };
  const columns = ['step', 'state', 'what', 'when'].map((name) => voice.text(`column_${name}`));
  const rows = [
    ...commitRows(pipeline, around),
    ...queueRows(pipeline, around),
    ...buildRows(pipeline, around),
    ...factRow('step_image', pipeline.image, around, ({ version, at }) => [
      voice.text('state_succeeded'),
      voice.text('newest_image', { version }),
      when(at),
    ]),
    ...placeRows(facts, pipeline, around),
  ];
  return { kind: 'table', columns, rows: rows.map((row) => [...row]) };
}

interface Around {
  readonly voice: Voice;
  /** How long ago, in words. */
  readonly when: (at: number | undefined) => string;
}

/** What could not be read now and is known from earlier says so instead of when it happened. */
function asOf(at: number | undefined, { voice, when }: Around): string | undefined {
  return at === undefined ? undefined : voice.text('as_of', { when: when(at) });
}

/** An absent fact has no row: a service without Jenkins shows no empty Jenkins. */
function factRow<T>(
  step: string,
  fact: Fact<T>,
  { voice, when }: Around,
  cells: (value: T) => readonly [state: string, what: string, when: string],
): readonly Row[] {
  if (fact.state === 'absent') return [];
  if (fact.state === 'unread') return [[voice.text(step), voice.text('unread_cell'), fact.source, '']];
  const [how, what, time] = cells(fact.value);
  return [[voice.text(step), how, what, asOf(fact.asOf, { voice, when }) ?? time]];
}

function commitRows({ commit, pulls, checks, run }: ServicePipeline, around: Around): readonly Row[] {
  const { voice, when } = around;
  const [pull] = valueOf(pulls) ?? [];
  return [
    ...factRow('step_commit', commit, around, (value) => {
      const said = commitText(value, voice);
      const what = pull === undefined ? said : voice.text('pull', { commit: said, number: pull.number });
      return [voice.text('state_succeeded'), what, when(value.at)];
    }),
    ...factRow('step_checks', checks, around, (value) => [
      state(value.state, voice),
      checksText(value, voice),
      when(value.at),
    ]),
    ...factRow('step_run', run, around, ({ run: { state: how, workflow, number, updatedAt } }) => [
      state(how, voice),
      voice.text('run', { workflow, number }),
      when(updatedAt),
    ]),
  ];
}

/** Builds that were asked for and have not begun. */
function queueRows({ queue }: ServicePipeline, { voice, when }: Around): readonly Row[] {
  const waiting = valueOf(queue) ?? [];
  return waiting.map(({ why, since }) => [
    voice.text('step_queue'),
    state('queued', voice),
    maskSecrets(why),
    when(since === 0 ? undefined : since),
  ]);
}

function buildRows({ build }: ServicePipeline, around: Around): readonly Row[] {
  const { voice, when } = around;
  const facts = valueOf(build);
  const stages = (facts?.stages ?? []).map((stage): Row => [
    voice.text('step_stage', { name: stage.name }),
    state(stage.state, voice),
    maskSecrets(stage.error ?? ''),
    when(endOf(stage)),
  ]);
  const rows = factRow('step_build', build, around, ({ build: built }) => [
    state(built.state, voice),
    [voice.text('build', { number: built.ref.number }), built.commit?.slice(0, 7) ?? ''].join(' ').trim(),
    when(endOf(built)),
  ]);
  return [...rows, ...stages];
}

function placeRows(facts: PipelineFacts, { service }: ServicePipeline, around: Around): readonly Row[] {
  const { voice, when } = around;
  return facts.surveyed.flatMap((each): Row[] => {
    const place = placeName(each.place);
    if (each.state === 'unread') return [[place, voice.text('unread_cell'), '', '']];
    const mine = each.workloads.filter((workload) => workload.service === service.name);
    const time = asOf(each.asOf, around);
    if (mine.length === 0) return [[place, voice.text('absent'), '', time ?? '']];
    return mine.map((health) => [
      place,
      stateText(health, voice.locale),
      health.version,
      time ?? when(health.since),
    ]);
  });
}

export function state(how: RunState, voice: Voice): string {
  return voice.text(`state_${how}`);
}

/** The subject of a commit; what follows its first line is for Git. */
function commitText({ sha, message, author }: Commit, voice: Voice): string {
  const title = maskSecrets(message.split('\n', 1)[0] ?? '').slice(0, 72);
  return voice.text('commit_by', { sha: sha.slice(0, 7), title, author });
}

function checksText({ checks }: Checks, voice: Voice): string {
  const passed = checks.filter((check) => hasPassed(check.state)).length;
  const names = checks.filter((check) => check.state === 'failed').map(({ name }) => name);
  const key = names.length === 0 ? 'counted' : 'counted_failed';
  return voice.text(key, { passed, total: checks.length, names });
}
