import type { Locale } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';
import { bySeverity, type WorkloadHealth } from '../shared/health.js';
import { ownerText, stateText } from '../shared/health-words.js';
import { placeName } from '../shared/places.js';
import type { Voice } from '../shared/voice.js';
import { csv } from '../shared/csv.js';
import type { ReadPlace } from './places-by-trouble.js';
import type { StatusFacts } from './run.js';

/** Rows a person reads in a chat; the rest is in a file. */
const ROWS = 20;

interface Row {
  readonly place: ReadPlace;
  readonly health: WorkloadHealth;
}

/** The table, worst first; a long one is cut and comes with a file that has all of it. */
export function statusTable(
  facts: StatusFacts,
  read: readonly ReadPlace[],
  voice: Voice,
): readonly ReplyBlock[] {
  const rows: Row[] = read
    .flatMap((place) => place.workloads.map((health) => ({ place, health })))
    .sort((a, b) => bySeverity(a.health, b.health));
  if (rows.length === 0) return [];
  const several = facts.surveyed.length > 1;
  const columns = [
    voice.text('column_service'),
    ...(several ? [voice.text('column_environment')] : []),
    voice.text('column_version'),
    voice.text('column_ready'),
    voice.text('column_state'),
  ];
  const cells = rows.map((row) => cellsOf(row, facts.running ?? [], several, voice));
  const table: ReplyBlock = { kind: 'table', columns, rows: cells.slice(0, ROWS) };
  if (cells.length <= ROWS) return [table];
  return [
    table,
    { kind: 'text', text: voice.text('rest', { count: ROWS, total: cells.length }) },
    { kind: 'file', name: 'status.csv', mediaType: 'text/csv', content: csv([columns, ...cells]) },
  ];
}

function cellsOf(
  { place, health }: Row,
  running: readonly Operation[],
  several: boolean,
  voice: Voice,
): string[] {
  const { service, workload, ready, desired } = health;
  return [
    service === workload ? service : `${service} (${workload})`,
    ...(several ? [placeName(place.place)] : []),
    versions(health),
    `${ready}/${desired}`,
    stateCell(health, operationsOn(health, running), voice, voice.locale),
  ];
}

/** During a rollout both versions serve: the wanted one first. */
function versions({ version, serving }: WorkloadHealth): string {
  const others = serving.filter((each) => each !== version);
  return others.length === 0 ? version : `${version} (${others.join(', ')})`;
}

function stateCell(
  health: WorkloadHealth,
  operations: readonly Operation[],
  voice: Voice,
  locale: Locale,
): string {
  const parts = [stateText(health, locale)];
  for (const { number, skill, actor } of operations)
    parts.push(voice.text('operation', { number, skill, person: actor.display ?? actor.id }));
  for (const manager of health.managers) parts.push(ownerText(manager, locale));
  return parts.join(' · ');
}

function operationsOn(
  { target, workload }: WorkloadHealth,
  running: readonly Operation[],
): readonly Operation[] {
  return running.filter(({ plan }) =>
    plan.targets.some(
      (each) =>
        each.cluster === target.cluster && each.namespace === target.namespace && each.name === workload,
    ),
  );
}
