import type { Checks, Commit } from '../../src/contracts/github.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';
import { hasPassed, type RunState } from '../../src/contracts/run-state.js';
import { stateText } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import { ago } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import { valueOf, type Fact, type PipelineFacts, type ServicePipeline } from './facts.js';

type Row = readonly [step: string, state: string, what: string, when: string];

/** The picture of one service's way: a row a step, in the order in which a change travels. */
export function wayTable(facts: PipelineFacts, pipeline: ServicePipeline, voice: Voice): ReplyBlock {
  const when = (at: number | undefined): string => (at === undefined ? '' : ago(at, facts.now, voice.locale));
  const columns = ['step', 'state', 'what', 'when'].map((name) => voice.text(`column_${name}`));
  const rows = [
    ...commitRows(pipeline, voice, when),
    ...buildRows(pipeline, voice, when),
    ...factRow('step_image', pipeline.image, voice, (version) => [
      voice.text('state_succeeded'),
      voice.text('newest_image', { version }),
      '',
    ]),
    ...placeRows(facts, pipeline, voice),
  ];
  return { kind: 'table', columns, rows: rows.map((row) => [...row]) };
}

type When = (at: number | undefined) => string;

/** An absent fact has no row: a service without Jenkins shows no empty Jenkins. */
function factRow<T>(
  step: string,
  fact: Fact<T>,
  voice: Voice,
  cells: (value: T) => readonly [state: string, what: string, when: string],
): readonly Row[] {
  if (fact.state === 'absent') return [];
  if (fact.state === 'unread') return [[voice.text(step), voice.text('unread_cell'), fact.source, '']];
  return [[voice.text(step), ...cells(fact.value)]];
}

function commitRows(
  { commit, pulls, checks, run }: ServicePipeline,
  voice: Voice,
  when: When,
): readonly Row[] {
  const [pull] = valueOf(pulls) ?? [];
  return [
    ...factRow('step_commit', commit, voice, (value) => {
      const said = commitText(value, voice);
      const what = pull === undefined ? said : voice.text('pull', { commit: said, number: pull.number });
      return [voice.text('state_succeeded'), what, when(value.at)];
    }),
    ...factRow('step_checks', checks, voice, (value) => [
      state(value.state, voice),
      checksText(value, voice),
      '',
    ]),
    ...factRow('step_run', run, voice, ({ run: { state: how, workflow, number, updatedAt } }) => [
      state(how, voice),
      voice.text('run', { workflow, number }),
      when(updatedAt),
    ]),
  ];
}

function buildRows({ build }: ServicePipeline, voice: Voice, when: When): readonly Row[] {
  const facts = valueOf(build);
  const stages = (facts?.stages ?? []).map((stage): Row => [
    voice.text('step_stage', { name: stage.name }),
    state(stage.state, voice),
    maskSecrets(stage.error ?? ''),
    when(stage.startedAt),
  ]);
  const rows = factRow('step_build', build, voice, ({ build: { ref, state: how, startedAt, commit } }) => [
    state(how, voice),
    [voice.text('build', { number: ref.number }), commit?.slice(0, 7) ?? ''].join(' ').trim(),
    when(startedAt),
  ]);
  return [...rows, ...stages];
}

function placeRows(facts: PipelineFacts, { service }: ServicePipeline, voice: Voice): readonly Row[] {
  return facts.surveyed.flatMap((each): Row[] => {
    const place = placeName(each.place);
    if (each.state === 'unread') return [[place, voice.text('unread_cell'), '', '']];
    const mine = each.workloads.filter((workload) => workload.service === service.name);
    if (mine.length === 0) return [[place, voice.text('absent'), '', '']];
    return mine.map((health) => [place, stateText(health, voice.locale), health.version, '']);
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
