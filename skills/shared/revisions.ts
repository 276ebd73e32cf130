import type { Deployment, Pod, ReplicaSet } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import { isReady } from './doom.js';
import { versionOf } from './images.js';
import { hashOf, ownedBy, substanceDigest, templateDigest } from './templates.js';

/** One revision of a Deployment, as its ReplicaSet keeps it. */
export interface Revision {
  readonly number: number;
  readonly replicaSet: string;
  readonly hash: string;
  readonly version: string;
  readonly digest: string;
  /** Equal for revisions that differ only by a restart. */
  readonly substance: string;
  /** When it was first rolled out, epoch milliseconds; NaN when unknown. */
  readonly createdAt: number;
  readonly readyPods: number;
  readonly current: boolean;
  /** Why it can't be undone, where its template says so. */
  readonly irreversible: string | undefined;
}

/** A Deployment's revisions, newest first. `container` is the one whose image names the version. */
export function revisionsOf(
  deployment: Deployment,
  replicaSets: readonly ReplicaSet[],
  pods: readonly Pod[],
  container: string,
): readonly Revision[] {
  const current = templateDigest(deployment.spec?.template);
  return ownedBy(deployment, replicaSets)
    .map((replicaSet) => revision(replicaSet, pods, container, current))
    .sort((a, b) => b.number - a.number);
}

function revision(
  replicaSet: ReplicaSet,
  pods: readonly Pod[],
  container: string,
  current: string,
): Revision {
  const template = replicaSet.spec?.template;
  const image = template?.spec?.containers?.find(({ name }) => name === container)?.image;
  const hash = hashOf(replicaSet);
  const digest = templateDigest(template);
  return {
    number: Number(replicaSet.metadata.annotations?.[MARKS.revision] ?? 0),
    replicaSet: replicaSet.metadata.name,
    hash,
    version: image === undefined ? '?' : versionOf(image),
    digest,
    substance: substanceDigest(template),
    createdAt: Date.parse(replicaSet.metadata.creationTimestamp ?? ''),
    readyPods: pods.filter((pod) => pod.metadata.labels?.[MARKS.templateHash] === hash && isReady(pod))
      .length,
    current: digest === current,
    irreversible: template?.metadata?.annotations?.[MARKS.irreversible],
  };
}

/** Template hashes that a rollback left behind, newest first. */
export function abandonedHashes(deployment: Deployment): readonly string[] {
  const text = deployment.metadata.annotations?.[MARKS.abandoned] ?? '';
  return text.split(',').filter((hash) => hash !== '');
}

/** As many as Kubernetes keeps revisions by default: older ones can't be returned to anyway. */
const ABANDONED_KEPT = 10;

/** The list after leaving `left` and returning to `returned`: an explicit return makes a revision eligible again. */
export function abandonedAfter(
  before: readonly string[],
  left: string | undefined,
  returned: string | undefined,
): readonly string[] {
  const others = before.filter((hash) => hash !== left && hash !== returned);
  return (left === undefined ? others : [left, ...others]).slice(0, ABANDONED_KEPT);
}

/** What the ledger says of a version at one target: its newest operation there decides. */
export type VersionRecord = ReadonlyMap<string, 'healthy' | 'failed'>;

export interface LastHealthy {
  readonly revision: Revision;
  /** Ready pods now or a succeeded operation say it runs; false: only that nothing says otherwise. */
  readonly proven: boolean;
  /** Newer revisions passed over because nothing proves that they ever ran. */
  readonly skipped: readonly Revision[];
}

/**
 * Where "roll back" goes: never the current template or a mere restart of it, never one that a rollback left behind or
 * that a failed operation brought; the newest that is proven to run, else the newest that nothing speaks against.
 */
export function lastHealthy(
  revisions: readonly Revision[],
  abandoned: readonly string[],
  record: VersionRecord,
): LastHealthy | undefined {
  const current = revisions.find((each) => each.current);
  const candidates = revisions.filter(
    (each) =>
      !each.current &&
      each.substance !== current?.substance &&
      !abandoned.includes(each.hash) &&
      record.get(each.version) !== 'failed',
  );
  const proven = candidates.find((each) => each.readyPods > 0 || record.get(each.version) === 'healthy');
  const revision = proven ?? candidates[0];
  if (revision === undefined) return undefined;
  const skipped = candidates.filter((each) => each.number > revision.number);
  return { revision, proven: proven !== undefined, skipped };
}

/** What was asked for, read from the version slot of a rollback. */
export type Wanted =
  | { readonly kind: 'last_healthy' }
  | { readonly kind: 'revision'; readonly number: number }
  | { readonly kind: 'version'; readonly version: string };

/** `previous` or nothing: the last healthy one; `revision 12` (리비전 12): that revision; anything else is a version. */
export function wantedRevision(version: string | undefined): Wanted {
  const text = (version ?? 'previous').trim();
  if (text === 'previous') return { kind: 'last_healthy' };
  const number = /^(?:revision|rev|리비전)[\s#]*(\d+)(?:번)?$/i.exec(text)?.[1];
  if (number !== undefined) return { kind: 'revision', number: Number(number) };
  return { kind: 'version', version: text };
}

export type Found =
  | { readonly kind: 'found'; readonly revision: Revision }
  | { readonly kind: 'current'; readonly revision: Revision }
  | { readonly kind: 'missing' };

/** The newest revision that was asked for by name; the current one wins, so that nothing is done twice. */
export function findRevision(
  revisions: readonly Revision[],
  wanted: Exclude<Wanted, { kind: 'last_healthy' }>,
): Found {
  const matches = revisions.filter((each) =>
    wanted.kind === 'revision' ? each.number === wanted.number : each.version === wanted.version,
  );
  const current = matches.find((each) => each.current);
  if (current !== undefined) return { kind: 'current', revision: current };
  const [first] = matches;
  return first === undefined ? { kind: 'missing' } : { kind: 'found', revision: first };
}
