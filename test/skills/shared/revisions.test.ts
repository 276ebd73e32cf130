import { describe, expect, it } from 'vitest';
import { irreversibleBetween } from '../../../skills/shared/irreversible.js';
import { versionRecord } from '../../../skills/shared/record.js';
import {
  abandonedAfter,
  findRevision,
  lastHealthy,
  wantedRevision,
  type Revision,
} from '../../../skills/shared/revisions.js';
import { substanceDigest, templateDigest, withoutHash } from '../../../skills/shared/templates.js';
import { aPlan, aTarget } from '../../fakes/drafts.js';
import { targetKeyText } from '../../../src/contracts/catalogue.js';
import type { Operation } from '../../../src/contracts/operation.js';
import { aDraft } from '../../fakes/drafts.js';

function revision(number: number, version: string, change: Partial<Revision> = {}): Revision {
  return {
    number,
    version,
    replicaSet: `checkout-${number}`,
    hash: `h${number}`,
    digest: `d${number}`,
    substance: `s${number}`,
    createdAt: number,
    readyPods: 0,
    current: false,
    irreversible: undefined,
    ...change,
  };
}
const current = revision(4, '1.4.2', { current: true });
const all = [current, revision(3, '1.4.1'), revision(2, '1.4.0'), revision(1, '1.3.9')];
const none = new Map<string, 'healthy' | 'failed'>();

describe('the last healthy revision', () => {
  it('is the newest that runs now', () => {
    const found = lastHealthy(
      [current, revision(3, '1.4.1'), revision(2, '1.4.0', { readyPods: 2 })],
      [],
      none,
    );
    expect(found).toMatchObject({ revision: { number: 2 }, proven: true, skipped: [{ number: 3 }] });
  });
  it('is the newest that the ledger saw succeed, though nothing of it runs', () => {
    expect(lastHealthy(all, [], new Map([['1.4.0', 'healthy'] as const]))?.revision.number).toBe(2);
  });
  it('is, with no proof at all, the one before, and says that nothing proves it', () => {
    expect(lastHealthy(all, [], none)).toMatchObject({ revision: { number: 3 }, proven: false });
  });
  it('is never the current one, one that was left behind, one that failed, or a mere restart', () => {
    expect(lastHealthy([current], [], none)).toBeUndefined();
    expect(lastHealthy(all, ['h3'], none)?.revision.number).toBe(2);
    expect(lastHealthy(all, [], new Map([['1.4.1', 'failed'] as const]))?.revision.number).toBe(2);
    const restarted = revision(3, '1.4.2', { substance: current.substance, readyPods: 1 });
    expect(lastHealthy([current, restarted, revision(2, '1.4.0')], [], none)?.revision.number).toBe(2);
  });
});

describe('what was asked for', () => {
  it.each([
    [undefined, { kind: 'last_healthy' }],
    ['previous', { kind: 'last_healthy' }],
    ['revision 12', { kind: 'revision', number: 12 }],
    ['Revision #3', { kind: 'revision', number: 3 }],
    ['리비전 3', { kind: 'revision', number: 3 }],
    ['1.4.1', { kind: 'version', version: '1.4.1' }],
    ['12', { kind: 'version', version: '12' }],
  ])('%s', (text, wanted) => expect(wantedRevision(text)).toEqual(wanted));

  it('is found by number or version; the current one wins', () => {
    const find = (wanted: Parameters<typeof findRevision>[1]) => findRevision(all, wanted);
    expect(find({ kind: 'version', version: '1.4.0' })).toMatchObject({
      kind: 'found',
      revision: { number: 2 },
    });
    expect(find({ kind: 'revision', number: 4 }).kind).toBe('current');
    expect(find({ kind: 'version', version: '9' }).kind).toBe('missing');
  });
});

describe('revisions that were left behind', () => {
  it('are remembered newest first, each once, and forgotten when returned to', () => {
    expect(abandonedAfter(['b'], 'a', undefined)).toEqual(['a', 'b']);
    expect(abandonedAfter(['b', 'a'], 'a', undefined)).toEqual(['a', 'b']);
    expect(abandonedAfter(['b', 'a'], 'c', 'b')).toEqual(['c', 'a']);
    const many = Array.from({ length: 12 }, (_each, index) => `h${index}`);
    expect(abandonedAfter(many, 'new', undefined)).toHaveLength(10);
  });
});

describe('what can’t be undone', () => {
  const marked = [current, revision(3, '1.4.1', { irreversible: 'split' }), revision(2, '1.4.0')];
  it('is a marked revision after the target, up to the current one', () => {
    const target = revision(2, '1.4.0');
    expect(irreversibleBetween(marked, current, target)).toEqual([{ version: '1.4.1', reason: 'split' }]);
    expect(irreversibleBetween(marked, current, revision(3, '1.4.1', { irreversible: 'split' }))).toEqual([]);
  });
  it('is not a mark that the target carries as well', () => {
    const carried = { irreversible: 'split' };
    const both = [revision(4, '1.4.2', { ...carried, current: true }), revision(3, '1.4.1', carried)];
    expect(irreversibleBetween(both, current, revision(3, '1.4.1', carried))).toEqual([]);
  });
  it('is what the catalogue says, also of versions whose revision is gone', () => {
    const found = irreversibleBetween([current], current, revision(1, '1.3.9'), {
      '1.4.0': 'ids',
      '1.3.9': 'no',
      '1.5.0': 'no',
    });
    expect(found).toEqual([{ version: '1.4.0', reason: 'ids' }]);
  });
});

describe('the ledger’s record of versions at one target', () => {
  const target = aTarget();
  const operation = (change: Partial<Operation>): Operation => ({
    ...aDraft(),
    number: 1,
    outcomes: [],
    evidence: [],
    cancelRequestedBy: null,
    startedAt: null,
    endedAt: null,
    heartbeatAt: null,
    ...change,
  });
  const at = (status: Operation['status'], to: string, outcomes: Operation['outcomes'] = []) =>
    operation({ status, plan: aPlan({ to }), outcomes });
  it('takes the newest word, by target where there is one', () => {
    const record = versionRecord(
      [
        at('failed', '1.4.2', [{ target, code: 'rolled_back' }]),
        at('succeeded', '1.4.2'),
        at('failed', '1.4.1', [{ target, code: 'succeeded' }]),
        at('failed', '1.4.0', [{ target, code: 'not_begun' }]),
        at('cancelled', '1.3.9'),
        operation({ skill: 'scale', status: 'failed', plan: aPlan({ to: '5' }) }),
        operation({ status: 'failed', plan: aPlan({ to: '1.3.8', targets: [aTarget('other')] }) }),
      ],
      target,
    );
    expect([...record]).toEqual([
      ['1.4.2', 'failed'],
      ['1.4.1', 'healthy'],
    ]);
  });
  it('trusts what a plan saw fully available there, unless something newer speaks against it', () => {
    const saw = (version: string, status: Operation['status'] = 'failed', where = target) =>
      operation({
        status,
        plan: aPlan({ to: '1.5.0', healthyBefore: { [targetKeyText(where)]: version } }),
      });
    expect(versionRecord([saw('1.4.1')], target).get('1.4.1')).toBe('healthy');
    expect(versionRecord([saw('1.4.1', 'cancelled')], target).get('1.4.1')).toBe('healthy');
    expect(versionRecord([saw('1.4.1', 'failed', aTarget('other'))], target).get('1.4.1')).toBeUndefined();
    expect(versionRecord([at('failed', '1.4.1'), saw('1.4.1')], target).get('1.4.1')).toBe('failed');
  });
});

describe('a template’s digest', () => {
  const template = {
    metadata: { labels: { app: 'a' } },
    spec: { containers: [{ name: 'a', image: 'x:1' }] },
  };
  it('ignores the hash label, order and emptiness, as the controller does', () => {
    const hashed = {
      ...template,
      metadata: { labels: { 'pod-template-hash': 'h', app: 'a' }, annotations: {} },
    };
    expect(templateDigest(hashed)).toBe(templateDigest(template));
    expect(withoutHash(hashed).metadata?.labels).toEqual({ app: 'a' });
    const other = { ...template, spec: { containers: [{ name: 'a', image: 'x:2' }] } };
    expect(templateDigest(other)).not.toBe(templateDigest(template));
  });
  it('of its substance ignores restarts', () => {
    const annotations = { 'kubectl.kubernetes.io/restartedAt': 'now' };
    const restarted = { ...template, metadata: { ...template.metadata, annotations } };
    expect(templateDigest(restarted)).not.toBe(templateDigest(template));
    expect(substanceDigest(restarted)).toBe(substanceDigest(template));
  });
});
