import { DETECTORS } from './detectors/index.js';
import { readsUndated } from './detectors/stale-config.js';
import type { Finding } from './finding.js';
import { fold } from './fold.js';
import { hasLog } from './log-wishes.js';
import { MODES, strengthOf, type Strength } from './modes.js';
import { rank, type Ranked } from './rank.js';
import { suspectRevision, type Suspect } from './revision-suspect.js';
import type { Incomplete, Snapshot } from './snapshot.js';
import { unhealthyWorkloads } from './unhealthy.js';
import { changesBefore, type Change } from './what-changed.js';
import { createWorld, type World } from './world.js';

/** A ranked finding with the changes that fit it. */
export interface Judged extends Ranked {
  readonly suspect: Suspect | undefined;
  readonly change: Change | undefined;
}
export interface Report {
  readonly environment: string | undefined;
  /** Causes first, worst first. */
  readonly findings: readonly Judged[];
  readonly incomplete: readonly Incomplete[];
  /** Nothing at all was looked at: there is no word about health in it. */
  readonly blind: boolean;
  /** As of when, where the cluster was not heard from lately; epoch milliseconds. */
  readonly heardAt: number | undefined;
}

/** What is wrong in a snapshot, why, what changed, with proof. Pure; never throws, whatever the objects are like. */
export function triage(snapshot: Snapshot): Report {
  const world = createWorld(snapshot);
  return examine(world, [...unheard(world), ...undated(world)]);
}

/** As {@link triage}, of a world whose look-ups may have been built before. */
export function examine(world: World, unread: readonly Incomplete[] = []): Report {
  const { snapshot } = world;
  const failed: Incomplete[] = [];
  const detected = MODES.flatMap((mode) =>
    mode === 'Unhealthy' ? [] : carefully(() => DETECTORS[mode](world), [], `detector ${mode}`, failed),
  ).filter(({ evidence }) => evidence.length > 0);
  const proven = carefully(() => fold(world, detected), [], 'folding', failed);
  const rest = carefully(
    () => fold(world, unhealthyWorkloads(world, proven)),
    [],
    'detector Unhealthy',
    failed,
  );
  const judged = carefully(() => judge(world, [...proven, ...rest]), [], 'ranking', failed);
  return {
    environment: snapshot.environment,
    findings: judged,
    incomplete: [...snapshot.incomplete, ...unlooked(world), ...unread, ...failed],
    blind: Object.keys(snapshot.objects).length === 0,
    heardAt: snapshot.heardAt,
  };
}

function judge(world: World, findings: readonly Finding[]): readonly Judged[] {
  const facts = new Map(
    findings.map((finding) => [
      finding.id,
      { suspect: suspectRevision(world, finding), change: changesBefore(world, finding)[0] },
    ]),
  );
  const weighed = findings.map((finding) => ({
    ...finding,
    strength: strength(finding, facts.get(finding.id)?.suspect),
  }));
  return rank(world, weighed).map((finding) => {
    const { suspect, change } = facts.get(finding.id) ?? {};
    return { ...finding, suspect, change };
  });
}

/** A fitting change of the revision makes a proof stronger than a shared or distant reason would be. */
function strength({ mode }: Finding, suspect: Suspect | undefined): Strength {
  const own = strengthOf(mode);
  return own !== 'invalid' && own !== 'unknown' && suspect !== undefined ? 'change' : own;
}

/** A damaged object must not take away what all others prove: the part that failed is named instead. */
function carefully<T>(work: () => T, otherwise: T, what: string, failed: Incomplete[]): T {
  try {
    return work();
  } catch (error) {
    failed.push({ what, why: error instanceof Error ? error.message : String(error) });
    return otherwise;
  }
}

/** Saved objects without the logs of what crashes: what only a log can prove was not looked for. */
function unheard(world: World): readonly Incomplete[] {
  const heard = new Set(world.logged().map(({ pod, status }) => `${pod.metadata.name}/${status.name}`));
  const missing = world
    .troubled()
    .some(
      (container) =>
        hasLog(container) && !heard.has(`${container.pod.metadata.name}/${container.status.name}`),
    );
  return missing ? [{ what: 'logs', why: 'not_in_files' }] : [];
}

/** Saved objects without the times of their changes: that running pods read old values was not looked for, save of objects made since. */
function undated(world: World): readonly Incomplete[] {
  return readsUndated(world) ? [{ what: 'managedFields', why: 'not_in_files' }] : [];
}

/** Without values of Secrets some modes cannot be told: absence of a finding is not health. */
function unlooked(world: World): readonly Incomplete[] {
  return world.looked('Secret') || world.snapshot.incomplete.some(({ what }) => what === 'Secret')
    ? []
    : [{ what: 'Secret', why: 'not_read' }];
}
