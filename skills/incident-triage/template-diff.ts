import { canonicalJson } from '../../src/contracts/json.js';
import type { Container, PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import { MARKS } from '../../src/contracts/marks.js';
import { versionOf } from '../shared/images.js';

/** One difference between two templates, as a person reads it. Values of the environment are never quoted: they may be secrets. */
export interface Difference {
  readonly kind: 'image' | 'config' | 'resources' | 'restart' | 'other';
  readonly text: string;
}

/** What a new revision changed, lists compared by name, not by position. */
export function diffTemplates(
  before: PodTemplate | undefined,
  after: PodTemplate | undefined,
): readonly Difference[] {
  const old = new Map((before?.spec?.containers ?? []).map((each) => [each.name, each]));
  const found = (after?.spec?.containers ?? []).flatMap((container) => {
    const previous = old.get(container.name);
    old.delete(container.name);
    return previous === undefined
      ? [{ kind: 'other', text: `container ${container.name} added` } as const]
      : diffContainers(previous, container);
  });
  const removed = [...old.keys()].map((name): Difference => ({
    kind: 'other',
    text: `container ${name} removed`,
  }));
  return [...found, ...removed, ...diffRest(before, after)];
}

function diffContainers(before: Container, after: Container): readonly Difference[] {
  const found: Difference[] = [];
  if (before.image !== after.image)
    found.push({ kind: 'image', text: `${versionOf(before.image ?? '')} → ${versionOf(after.image ?? '')}` });
  for (const name of changedNames(before.env, after.env))
    found.push({ kind: 'config', text: `env ${name} changed` });
  if (!same(before.envFrom, after.envFrom)) found.push({ kind: 'config', text: 'envFrom changed' });
  for (const part of ['limits', 'requests'] as const)
    for (const what of ['memory', 'cpu']) {
      const [from, to] = [before.resources?.[part]?.[what], after.resources?.[part]?.[what]];
      if (from !== to)
        found.push({ kind: 'resources', text: `${what} ${part} ${from ?? 'none'} → ${to ?? 'none'}` });
    }
  for (const field of [
    'command',
    'args',
    'ports',
    'readinessProbe',
    'livenessProbe',
    'startupProbe',
  ] as const)
    if (!same(before[field], after[field])) found.push({ kind: 'other', text: `${field} changed` });
  return found;
}

function diffRest(before: PodTemplate | undefined, after: PodTemplate | undefined): readonly Difference[] {
  const found: Difference[] = [];
  for (const field of [
    'nodeSelector',
    'tolerations',
    'volumes',
    'serviceAccountName',
    'initContainers',
  ] as const)
    if (!same(before?.spec?.[field], after?.spec?.[field]))
      found.push({ kind: field === 'volumes' ? 'config' : 'other', text: `${field} changed` });
  const restarted = (template: PodTemplate | undefined): string | undefined =>
    template?.metadata?.annotations?.[MARKS.restartedAt];
  if (restarted(before) !== restarted(after)) found.push({ kind: 'restart', text: 'restarted' });
  return found;
}

function changedNames(before: Container['env'] = [], after: Container['env'] = []): readonly string[] {
  const old = new Map(before.map((each) => [each.name, each]));
  const now = new Map(after.map((each) => [each.name, each]));
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(old.get(name), now.get(name)));
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
