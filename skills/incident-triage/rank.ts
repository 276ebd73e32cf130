import { INSIDE, mayExplain, reasonsFor, UPSTREAM } from './explains.js';
import { refKey, sameRef, type Finding, type ObjectRef } from './finding.js';
import { reachable, touched } from './graph.js';
import { STRENGTHS, type Mode, type Strength } from './modes.js';
import { refOf, type World } from './world.js';

export interface Ranked extends Weighed {
  readonly role: 'cause' | 'symptom';
  /** The findings that it is the reason of, near and far. */
  readonly explains: readonly Finding[];
}

/** A finding with how strong its proof is once changes have been looked at. */
export interface Weighed extends Finding {
  readonly strength: Strength;
}

/**
 * Explains away and orders, worst first (failure-modes, Ranking): what is explained by another finding along the graph is a
 * symptom; causes go by the strength of their proof, then by how much they explain, then by when they began.
 */
export function rank(world: World, findings: readonly Weighed[]): readonly Ranked[] {
  const byTarget = groupByTarget(findings);
  const reasons = new Map(findings.map((finding) => [finding.id, reasonsOf(world, finding, byTarget)]));
  const causes = causesOf(findings, reasons);
  const effects = reversed(findings, reasons);
  const ranked = findings.map((finding): Ranked => ({
    ...finding,
    role: causes.has(finding.id) ? 'cause' : 'symptom',
    explains: effectsOf(finding, effects),
  }));
  return ranked.sort(
    (a, b) =>
      Number(a.role === 'symptom') - Number(b.role === 'symptom') ||
      STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) ||
      b.explains.length - a.explains.length ||
      b.count - a.count ||
      (a.onset ?? Infinity) - (b.onset ?? Infinity) ||
      (a.id < b.id ? -1 : 1),
  );
}

type Reasons = ReadonlyMap<string, readonly Finding[]>;

/** Findings by the objects that a path must meet. */
type ByTarget = ReadonlyMap<string, readonly Finding[]>;

/** Thousands of findings are possible: what an object rests on leads to the few that may explain it, whatever else there is. */
function groupByTarget(findings: readonly Finding[]): ByTarget {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const key of new Set(targetsOf(finding).map(refKey))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [finding]);
      else group.push(finding);
    }
  return groups;
}

function reasonsOf(world: World, symptom: Finding, byTarget: ByTarget): readonly Finding[] {
  if (reasonsFor(symptom.mode).size === 0) return [];
  const reach = symptom.objects.slice(0, 10).map((object) => ({
    heard: isHeard(world, object),
    causes: causesAt(byTarget, reachable(world, [object, ...restsOn(symptom)])),
  }));
  const heard = reach.filter((each) => each.heard);
  const met = new Set(reach.flatMap(({ causes }) => [...causes]));
  return [...met].filter((cause) => {
    if (!mayExplain(symptom, cause)) return false;
    // What only a log proves says nothing about pods whose log was not read: their like speaks for them.
    const asked = provedByLog(cause) && heard.length > 0 ? heard : reach;
    const meeting = asked.filter(({ causes }) => causes.has(cause)).length;
    // Half of the pods on a node that is down is not the node's doing: more than half must lead there.
    return meeting * 2 > asked.length || (meeting > 0 && asked.length === 1);
  });
}

function causesAt(byTarget: ByTarget, objects: ReadonlySet<string>): ReadonlySet<Finding> {
  return new Set([...objects].flatMap((key) => byTarget.get(key) ?? []));
}

/** A refusal by a webhook rests on the Service that should have answered, a volume on the pods that still hold it. */
function restsOn({ mode, about = [] }: Finding): readonly ObjectRef[] {
  return mode === 'AdmissionRefused' || mode === 'VolumeMountFailed' ? about : [];
}

function isHeard(world: World, ref: ObjectRef): boolean {
  return world.logged().some(({ pod }) => sameRef(refOf('Pod', pod), ref));
}

/** Seen in a log, or reached from a pod only by what its log dialled. */
function provedByLog({ mode }: Finding): boolean {
  return UPSTREAM.includes(mode) || INSIDE.includes(mode);
}

const ACTS_ON_OTHERS: ReadonlySet<Mode> = new Set([
  'NetworkPolicyBlocks',
  'StatefulSetBlocked',
  'Preempted',
  'DnsFailing',
]);

/** Where a path must lead to meet a cause: its objects, or also those it acts on where nothing points at it. */
function targetsOf(cause: Finding): readonly ObjectRef[] {
  return ACTS_ON_OTHERS.has(cause.mode) ? touched(cause) : cause.objects;
}

/** Findings that nothing explains; in a circle of findings that explain each other, the strongest. */
function causesOf(findings: readonly Weighed[], reasons: Reasons): ReadonlySet<string> {
  const causes = new Set(findings.filter(({ id }) => reasons.get(id)?.length === 0).map(({ id }) => id));
  const explained = new Set(causes);
  const spread = (): void => {
    for (let grew = true; grew;) {
      grew = false;
      for (const { id } of findings) {
        if (explained.has(id) || reasons.get(id)?.some((reason) => explained.has(reason.id)) !== true)
          continue;
        explained.add(id);
        grew = true;
      }
    }
  };
  spread();
  const strongest = [...findings].sort(
    (a, b) => STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength),
  );
  for (const { id } of strongest) {
    if (explained.has(id)) continue;
    causes.add(id);
    explained.add(id);
    spread();
  }
  return causes;
}

/** From a reason to what it explains. */
function reversed(findings: readonly Finding[], reasons: Reasons): Reasons {
  const effects = new Map<string, Finding[]>();
  for (const finding of findings)
    for (const { id } of reasons.get(finding.id) ?? []) {
      const list = effects.get(id);
      if (list === undefined) effects.set(id, [finding]);
      else list.push(finding);
    }
  return effects;
}

function effectsOf(cause: Finding, effects: Reasons): readonly Finding[] {
  const found = new Map<string, Finding>();
  const open: Finding[] = [cause];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const effect of effects.get(next.id) ?? []) {
      if (effect.id === cause.id || found.has(effect.id)) continue;
      found.set(effect.id, effect);
      open.push(effect);
    }
  return [...found.values()];
}
