import type { ReplyBlock } from '../../src/contracts/reply.js';
import { placeName } from '../shared/places.js';
import { age } from '../shared/times.js';
import type { Voice } from '../shared/voice.js';
import { valueOf, type Fact, type PipelineFacts, type ServicePipeline } from './facts.js';
import { endOf, STANDINGS, verdictOf } from './verdict.js';
import { state } from './way.js';

/** All pipelines, a row each, those first that need somebody. */
export function glanceTable(facts: PipelineFacts, voice: Voice): ReplyBlock {
  const places = facts.surveyed.map((each) => placeName(each.place));
  const columns = [
    ...['service', 'commit'].map((name) => voice.text(`column_${name}`)),
    ...['step_checks', 'step_build'].map((name) => voice.text(name)),
    ...places,
  ];
  const rows = worstFirst(facts.pipelines).map((pipeline) => [
    pipeline.service.name,
    cell(pipeline.commit, voice, ({ sha }) => sha.slice(0, 7)),
    cell(pipeline.checks, voice, (checks) => {
      // One age a row: the build's, where there is one.
      const at = valueOf(pipeline.build) === undefined ? checks.at : undefined;
      return aged(state(checks.state, voice), at, facts.now, voice);
    }),
    cell(pipeline.build, voice, ({ build }) =>
      aged(`${state(build.state, voice)} #${build.ref.number}`, endOf(build), facts.now, voice),
    ),
    ...facts.surveyed.map((each) => versionAt(each, pipeline, voice)),
  ]);
  return { kind: 'table', columns, rows };
}

function aged(what: string, at: number | undefined, now: number, voice: Voice): string {
  return at === undefined ? what : voice.text('aged', { what, age: age(at, now, voice.locale) });
}

export function worstFirst(pipelines: readonly ServicePipeline[]): readonly ServicePipeline[] {
  const rank = (pipeline: ServicePipeline): number => STANDINGS.indexOf(verdictOf(pipeline).standing);
  return pipelines.toSorted((a, b) => rank(a) - rank(b));
}

function versionAt(
  each: PipelineFacts['surveyed'][number],
  { service }: ServicePipeline,
  voice: Voice,
): string {
  if (each.state === 'unread') return voice.text('unread_cell');
  const mine = each.workloads.filter((workload) => workload.service === service.name);
  return mine.length === 0 ? voice.text('absent') : mine.map(({ version }) => version).join(' / ');
}

function cell<T>(fact: Fact<T>, voice: Voice, text: (value: T) => string): string {
  const value = valueOf(fact);
  if (value !== undefined) return text(value);
  return voice.text(fact.state === 'unread' ? 'unread_cell' : 'absent');
}
