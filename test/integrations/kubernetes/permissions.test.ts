import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TRIAGE_KINDS } from '../../../skills/incident-triage/snapshot.js';
import { OWNER_KINDS } from '../../../skills/shared/ownership.js';
import { KINDS, type KindEntry } from '../../../src/integrations/kubernetes/kinds.js';

const roleSchema = z.object({
  kind: z.enum(['Role', 'ClusterRole']),
  metadata: z.object({ name: z.string() }),
  rules: z.array(
    z.object({ apiGroups: z.array(z.string()), resources: z.array(z.string()), verbs: z.array(z.string()) }),
  ),
});
const roles = parseAllDocuments(
  readFileSync(new URL('../../../config/rbac.yaml', import.meta.url), 'utf8'),
).map((document) => roleSchema.parse(document.toJS()));

/** `deployments.apps list`, as `kubectl auth can-i` words it. */
function granted(...names: readonly string[]): ReadonlySet<string> {
  return new Set(
    roles
      .filter(({ metadata }) => names.includes(metadata.name))
      .flatMap(({ rules }) => rules)
      .flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap((group) =>
          resources.flatMap((resource) => verbs.map((verb) => `${resource}.${group} ${verb}`)),
        ),
      ),
  );
}

function groupOf({ versions: [version] }: KindEntry): string {
  return version.includes('/') ? (version.split('/')[0] ?? '') : '';
}
const LOOKING = ['get', 'list', 'watch'];
function looking(entry: KindEntry): readonly string[] {
  return LOOKING.map((verb) => `${entry.plural}.${groupOf(entry)} ${verb}`);
}
const entries = Object.entries(KINDS);

describe('the permissions that the manifest gives', () => {
  it('cover every kind of a namespace that is read, Secrets apart', () => {
    const wanted = entries.filter(([kind, { namespaced }]) => namespaced && kind !== 'Secret');
    expect(wanted.length).toBeGreaterThan(15);
    const given = granted('coxswain-look');
    expect(wanted.flatMap(([, entry]) => looking(entry)).filter((each) => !given.has(each))).toEqual([]);
  });

  it('cover every kind of the cluster in a role of its own', () => {
    const wanted = entries.filter(([, { namespaced }]) => !namespaced);
    const given = granted('coxswain-surroundings');
    expect(wanted.flatMap(([, entry]) => looking(entry)).sort()).toEqual([...given].sort());
  });

  it('give nothing that the bot does not use: what it reads, logs, and the one patch of Deployments', () => {
    const used = new Set([
      ...entries.filter(([kind]) => kind !== 'Secret').flatMap(([, entry]) => looking(entry)),
      'pods/log. get',
      'deployments.apps patch',
    ]);
    const given = granted(
      ...['coxswain-look', 'coxswain-steer', 'coxswain-surroundings', 'coxswain-dns', 'coxswain-owners'],
    );
    expect([...given].filter((each) => !used.has(each))).toEqual([]);
  });

  it('open Secrets only to who binds the role for them', () => {
    expect([...granted('coxswain-secrets')].sort()).toEqual(looking(KINDS.Secret));
    const others = roles.map(({ metadata }) => metadata.name).filter((name) => name !== 'coxswain-secrets');
    expect([...granted(...others)].filter((each) => each.startsWith('secrets'))).toEqual([]);
  });

  it('cover what status reads of Argo CD and Flux in their own namespaces', () => {
    const given = granted('coxswain-owners');
    const kinds = Object.values(OWNER_KINDS).filter(({ elsewhere }) => elsewhere);
    expect(kinds).toHaveLength(3);
    const wanted = kinds.flatMap(({ kind }) => looking(KINDS[kind]).slice(0, 2));
    expect([...given].sort()).toEqual(wanted.sort());
  });

  it('cover what triage reads', () => {
    const given = granted('coxswain-look', 'coxswain-surroundings');
    expect(TRIAGE_KINDS.filter((kind) => !looking(KINDS[kind]).every((each) => given.has(each)))).toEqual([]);
  });
});
