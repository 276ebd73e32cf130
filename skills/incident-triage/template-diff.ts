import { canonicalJson } from '../../src/contracts/json.js';
import type { Container, PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { MARKS } from '../../src/contracts/marks.js';
import { versionOf } from '../shared/images.js';

/** One difference between two templates, as a person reads it. Values of the environment are never quoted: they may be secrets. */
export interface Difference {
  readonly kind: 'image' | 'config' | 'resources' | 'restart' | 'added' | 'other';
  readonly said: Said;
}
/** Part of a change, to be put into words: a key of the phrases, and what fills it. */
export interface Said {
  readonly key: ChangeKey;
  readonly params?: TextParams;
}
export type ChangeKey =
  | 'changed_image'
  | 'changed_environment'
  | 'changed_resources'
  | 'changed_field'
  | 'changed_added'
  | 'changed_removed'
  | 'changed_restarted'
  | 'changed_revision'
  | 'changed_object'
  | 'changed_created'
  | 'changed_scale'
  | 'changed_operation';

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
      ? [difference('added', 'changed_added', { name: container.name })]
      : diffContainers(previous, container);
  });
  const removed = [...old.keys()].map((name) => difference('other', 'changed_removed', { name }));
  return [...found, ...removed, ...diffRest(before, after)];
}

function diffContainers(before: Container, after: Container): readonly Difference[] {
  const found: Difference[] = [];
  if (before.image !== after.image)
    found.push(
      difference('image', 'changed_image', {
        from: versionOf(before.image ?? ''),
        to: versionOf(after.image ?? ''),
      }),
    );
  for (const name of changedNames(before.env, after.env))
    found.push(difference('config', 'changed_environment', { name }));
  if (!same(before.envFrom, after.envFrom))
    found.push(difference('config', 'changed_field', { field: 'envFrom' }));
  for (const part of ['limits', 'requests'] as const)
    for (const what of ['memory', 'cpu']) {
      const [from, to] = [before.resources?.[part]?.[what], after.resources?.[part]?.[what]];
      if (from !== to)
        found.push(
          difference('resources', 'changed_resources', {
            what: `${part}.${what}`,
            from: from ?? '-',
            to: to ?? '-',
          }),
        );
    }
  for (const field of [
    'command',
    'args',
    'ports',
    'readinessProbe',
    'livenessProbe',
    'startupProbe',
  ] as const)
    if (!same(before[field], after[field])) found.push(difference('other', 'changed_field', { field }));
  return found;
}

/** Fields beside the containers, and what a difference in them can matter to. */
const REST = {
  nodeSelector: 'other',
  tolerations: 'other',
  volumes: 'config',
  serviceAccountName: 'other',
  initContainers: 'added',
} as const;
const REST_FIELDS = [
  'nodeSelector',
  'tolerations',
  'volumes',
  'serviceAccountName',
  'initContainers',
] as const;

function diffRest(before: PodTemplate | undefined, after: PodTemplate | undefined): readonly Difference[] {
  const found: Difference[] = [];
  for (const field of REST_FIELDS)
    if (!same(before?.spec?.[field], after?.spec?.[field]))
      found.push(difference(REST[field], 'changed_field', { field }));
  const restarted = (template: PodTemplate | undefined): string | undefined =>
    template?.metadata?.annotations?.[MARKS.restartedAt];
  if (restarted(before) !== restarted(after)) found.push(difference('restart', 'changed_restarted'));
  return found;
}

function difference(kind: Difference['kind'], key: ChangeKey, params: TextParams = {}): Difference {
  return { kind, said: { key, params } };
}

function changedNames(before: Container['env'] = [], after: Container['env'] = []): readonly string[] {
  const old = new Map(before.map((each) => [each.name, each]));
  const now = new Map(after.map((each) => [each.name, each]));
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(old.get(name), now.get(name)));
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
