import { describe, expect, it } from 'vitest';
import { autoscalerConflicts, autoscalerOf } from '../../../skills/shared/autoscaler.js';
import { changedSince, referencedConfigMaps } from '../../../skills/shared/configmaps.js';
import { tellingLines } from '../../../skills/shared/crash-log.js';
import { nodeShortage, quotaShortage, type Growth } from '../../../skills/shared/preflight.js';
import { parseQuantity, quantityText } from '../../../skills/shared/quantities.js';
import { boundsProblem, isLarge, parseReplicas, resolveReplicas } from '../../../skills/scale/numbers.js';
import type { Node, Pod } from '../../../src/contracts/kubernetes-objects.js';

describe('a quantity', () => {
  it.each([
    ['500m', 0.5],
    ['1', 1],
    ['0.5', 0.5],
    ['1e3', 1000],
    ['1E3', 1000],
    ['2E', 2e18],
    ['128Mi', 134_217_728],
    ['1Gi', 1_073_741_824],
    ['1G', 1e9],
    ['500k', 5e5],
    ['-1', -1],
    ['.5', 0.5],
  ])('%s is %d', (text, value) => expect(parseQuantity(text)).toBe(value));
  it.each([undefined, '', 'x', '1KiB', '1 Gi', '1ki'])('%s is none', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });
  it('is written as people do', () => {
    expect(quantityText('requests.cpu', 0.25)).toBe('250m');
    expect(quantityText('cpu', 2)).toBe('2');
    expect(quantityText('limits.memory', 1.5 * 2 ** 30)).toBe('1.5Gi');
    expect(quantityText('pods', 3)).toBe('3');
  });
});

const resources = { requests: { cpu: '500m', memory: '256Mi' }, limits: { memory: '512Mi' } };
const growth = (pods: number): Growth => ({
  pods,
  canShrink: false,
  podSpec: { containers: [{ name: 'a', resources }] },
});

describe('a quota', () => {
  const quota = (hard: Record<string, string>, used: Record<string, string>) => [
    { metadata: { name: 'q' }, status: { hard, used } },
  ];
  it.each([
    ['has room', { 'requests.cpu': '2' }, { 'requests.cpu': '1' }, undefined],
    ['lacks cpu', { 'requests.cpu': '2' }, { 'requests.cpu': '1.2' }, 'requests.cpu'],
    ['names cpu by its short name', { cpu: '2' }, { cpu: '1.2' }, 'cpu'],
    ['counts limits', { 'limits.memory': '1Gi' }, { 'limits.memory': '128Mi' }, 'limits.memory'],
    ['counts pods', { pods: '3' }, { pods: '2' }, 'pods'],
    ['counts something else', { 'count/services': '1' }, { 'count/services': '1' }, undefined],
  ])('%s', (_case, hard, used, resource) => {
    expect(quotaShortage(growth(2), quota(hard, used))?.resource).toBe(resource);
  });
});

describe('node room', () => {
  const node = (
    change: Partial<Node['spec']> = {},
    allocatable = { cpu: '1', memory: '1Gi', pods: '10' },
  ): Node => ({
    metadata: { name: 'n1', labels: { disk: 'ssd' } },
    spec: change,
    status: { allocatable },
  });
  const running = (cpu: string): Pod => ({
    metadata: { name: 'p' },
    spec: { nodeName: 'n1', containers: [{ name: 'a', resources: { requests: { cpu } } }] },
    status: { phase: 'Running' },
  });
  const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }];
  it('is there, or is not, after what runs there', () => {
    expect(nodeShortage(growth(2), [node()], [])).toBeUndefined();
    expect(nodeShortage(growth(2), [node()], [running('600m')])?.resource).toBe('cpu');
    expect(nodeShortage(growth(2), [node()], [running('500m')])?.resource).toBe('pods');
    expect(nodeShortage(growth(1), [node()], [running('500m')])).toBeUndefined();
  });
  it.each([
    ['cordoned', { unschedulable: true }, {}],
    ['tainted', { taints }, {}],
    ['of another kind', {}, { nodeSelector: { disk: 'hdd' } }],
  ])('is none on a node that is %s', (_case, spec, pod) => {
    const wanted = { ...growth(1), podSpec: { ...growth(1).podSpec, ...pod } };
    expect(nodeShortage(wanted, [node(spec)], [])).toMatchObject({ where: '0/1 nodes' });
  });
  it('is there for a pod that tolerates the taint', () => {
    const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }];
    const wanted = { ...growth(1), podSpec: { ...growth(1).podSpec, tolerations } };
    expect(nodeShortage(wanted, [node({ taints })], [])).toBeUndefined();
  });
  it('is not judged where nodes are not to be seen', () => {
    expect(nodeShortage(growth(1), [], [])).toBeUndefined();
  });
});

describe('an autoscaler', () => {
  const spec = { scaleTargetRef: { kind: 'Deployment', name: 'checkout' }, maxReplicas: 4 };
  const found = autoscalerOf('checkout', [{ metadata: { name: 'h' }, spec }]);
  it('is found by what it scales; its minimum is 1 unless told', () => {
    expect(found).toEqual({ name: 'h', min: 1, max: 4 });
    expect(autoscalerOf('cart', [{ metadata: { name: 'h' }, spec }])).toBeUndefined();
  });
  it.each([
    [3, 4, true],
    [3, 0, true],
    [0, 2, false],
    [0, 5, true],
  ])('from %d to %d conflicts: %s', (from, to, conflicts) => {
    expect(autoscalerConflicts({ name: 'h', min: 1, max: 4 }, from, to)).toBe(conflicts);
  });
});

describe('replicas', () => {
  it.each([
    [5, { kind: 'absolute', count: 5 }],
    ['5', { kind: 'absolute', count: 5 }],
    ['+2', { kind: 'relative', by: 2 }],
    ['-1', { kind: 'relative', by: -1 }],
    ['−1', { kind: 'relative', by: -1 }],
    ['5.5', undefined],
    ['five', undefined],
    ['1000000', undefined],
    [1.5, undefined],
  ])('%s', (text, wish) => expect(parseReplicas(text)).toEqual(wish));
  it('resolve against what is there, never below zero', () => {
    expect(resolveReplicas({ kind: 'relative', by: -5 }, 3)).toBe(0);
    expect(resolveReplicas({ kind: 'relative', by: 2 }, 3)).toBe(5);
  });
  it('keep bounds, and a great leap is noticed', () => {
    expect(boundsProblem(7, { min: 1, max: 6 })).toEqual({ min: 1, max: 6 });
    expect(boundsProblem(6, { min: 1, max: 6 })).toBeUndefined();
    expect(boundsProblem(700, undefined)).toBeUndefined();
    expect([isLarge(3, 10), isLarge(3, 9), isLarge(4, 12), isLarge(20, 30)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('ConfigMaps', () => {
  it('that a template reads are found in environment and volumes', () => {
    const template = {
      spec: {
        initContainers: [{ name: 'i', envFrom: [{ configMapRef: { name: 'init' } }] }],
        containers: [
          {
            name: 'a',
            envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'secret' } }],
            env: [{ name: 'K', valueFrom: { configMapKeyRef: { name: 'one', key: 'k' } } }],
          },
        ],
        volumes: [
          { name: 'v', configMap: { name: 'volume' } },
          { name: 'p', projected: { sources: [{ configMap: { name: 'projected' } }, { secret: {} }] } },
          { name: 'e', emptyDir: {} },
        ],
      },
    };
    expect(referencedConfigMaps(template)).toEqual(['all', 'init', 'one', 'projected', 'volume']);
  });
  it('changed since a time by their last writer, else by their creation', () => {
    const written = {
      name: 'a',
      creationTimestamp: '2026-01-01T00:00:00Z',
      managedFields: [{ time: '2026-03-01T00:00:00Z' }],
    };
    const made = { name: 'b', creationTimestamp: '2026-02-15T00:00:00Z' };
    const maps = [{ metadata: written }, { metadata: made }, { metadata: { name: 'c' } }];
    expect(changedSince(maps, Date.UTC(2026, 1, 1))).toEqual(['a', 'b']);
    expect(changedSince(maps, Date.UTC(2026, 1, 20))).toEqual(['a']);
    expect(changedSince(maps, Number.NaN)).toEqual([]);
  });
});

describe('the telling lines of a crashed container’s log', () => {
  it('are the last that speak of a failure, else the last', () => {
    expect(tellingLines(['start', 'ERROR a', '  at b', 'ERROR c', '', 'fatal: d', 'bye'])).toEqual([
      'ERROR a',
      'ERROR c',
      'fatal: d',
    ]);
    expect(tellingLines(['one', '', 'two', 'three', 'four'])).toEqual(['two', 'three', 'four']);
    expect(tellingLines([])).toEqual([]);
  });
});
