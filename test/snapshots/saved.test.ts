import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readSaved } from '../../src/snapshots/index.js';
import { savedSnapshot } from '../../skills/incident-triage/saved.js';
import { jsonReport } from '../../skills/incident-triage/report.js';
import { triage } from '../../skills/incident-triage/triage.js';
import { NOON } from '../fakes/drafts.js';
import { INCIDENTS } from '../skills/incident-triage/incidents.js';

/** The answer of `triage --from` to one text. */
function examine(text: string, name = 'saved.yaml') {
  return jsonReport(triage(savedSnapshot(readSaved([{ name, text }]), 'production', NOON)), 'en');
}
/** As of the other fuzz tests (FUZZ_RUNS, 2,000 by default): whole examinations are slower, so they get a share. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? '2000');

function modesOf(text: string): readonly string[] {
  return examine(text).findings.map(({ mode }) => mode);
}

const { objects } = INCIDENTS['a tag that does not exist was deployed'] ?? { objects: [] };
const list = { apiVersion: 'v1', kind: 'List', items: objects };
const asJson = JSON.stringify(list, null, 2);
const asYaml = stringify(list);
const asDocuments = objects.map((object) => stringify(object)).join('---\n');

describe('saved objects in every form that kubectl writes', () => {
  const forms: Readonly<Record<string, string>> = {
    'a JSON list': asJson,
    'a YAML list': asYaml,
    'YAML documents': asDocuments,
    'a JSON array': JSON.stringify(objects),
    'JSON values one after the other': objects.map((object) => JSON.stringify(object)).join('\n'),
    'typed lists of a dump': ['Deployment', 'ReplicaSet', 'Pod']
      .map((kind) => ({
        kind: `${kind}List`,
        items: objects
          .filter((each) => each.kind === kind)
          .map((each) => ({ metadata: each.metadata, ...without(each) })),
      }))
      .map((each) => JSON.stringify(each, null, 4))
      .join('\n'),
  };
  it.each(Object.entries(forms))('%s gives the same findings', (_form, text) => {
    expect(modesOf(text)).toEqual(['ImageNotFound', 'RolloutStuck']);
  });

  it('reads logs between the lists of a dump', () => {
    const [incident] = Object.entries(INCIDENTS).filter(([name]) => name.startsWith('a service upstream'));
    const dump = [
      JSON.stringify({ kind: 'List', items: incident?.[1].objects }),
      '==== START logs for container cart of pod shop/cart-r2-0 ====',
      'FATAL: connect to payments-api:80: connection refused',
      '==== END logs for container cart of pod shop/cart-r2-0 ====',
    ].join('\n');
    expect(examine(dump).findings[0]).toMatchObject({ mode: 'ScaledToZero', explains: [{}, {}] });
  });
});

function without(each: object): object {
  return Object.fromEntries(Object.entries(each).filter(([key]) => key !== 'kind'));
}

describe('damaged input gives a clear or a partial answer, never a throw [TRIAGE-5]', () => {
  it('says that a file is empty', () => {
    expect(examine('  \n').incomplete).toContainEqual({ what: 'saved.yaml', why: 'is empty' });
  });

  it('reads what is complete of a JSON file that is cut off', () => {
    const cut = asJson.slice(0, asJson.length - 200);
    const report = examine(cut);
    expect(report.incomplete).toContainEqual({
      what: 'saved.yaml',
      why: 'is cut off: what is complete was read',
    });
    expect(report.findings.map(({ mode }) => mode)).toContain('RolloutStuck');
  });

  it('reads what is complete of a YAML list that is cut off', () => {
    expect(modesOf(asYaml.slice(0, asYaml.length - 300))).toContain('RolloutStuck');
  });

  it.each([
    ['kubectl', { indentSeq: false }],
    ['others', { indentSeq: true }],
  ])(
    'reads what is complete of a YAML list as %s write it, whose kind is lost with its end',
    (_who, style) => {
      const kubectls = stringify({ apiVersion: 'v1', items: objects, kind: 'List', metadata: {} }, style);
      const report = examine(kubectls.slice(0, kubectls.length - 300));
      expect(report.findings.map(({ mode }) => mode)).toContain('RolloutStuck');
      expect(report.incomplete).toContainEqual({
        what: 'saved.yaml',
        why: 'is cut off: what is complete was read',
      });
    },
  );

  it.each([
    ['an archive', '\u001f\ufffd\b\u0000'],
    ['a picture', '\ufffdPNG\r\n\u001a\n\u0000\u0000'],
    ['bytes that are no UTF-8', '{"kind": "\ufffd\ufffd\ufffd"'],
  ])('says in one line that %s is no text', (_name, text) => {
    expect(examine(text).incomplete.filter(({ what }) => what === 'saved.yaml')).toEqual([
      { what: 'saved.yaml', why: 'is no text: neither YAML nor JSON' },
    ]);
  });

  it('says once what is wrong with each of a hundred thousand pieces of junk', () => {
    const said = examine(`[${'{},'.repeat(100_000)}{}]`).incomplete.filter(
      ({ what }) => what === 'saved.yaml',
    );
    expect(said).toEqual([{ what: 'saved.yaml', why: 'holds an object without kind and name' }]);
  });

  it('says that it left lists within lists within lists', () => {
    const nested = Array.from({ length: 50 }).reduce((inner) => ({ kind: 'List', items: [inner] }), {});
    expect(examine(JSON.stringify(nested)).incomplete).toContainEqual({
      what: 'saved.yaml',
      why: 'holds lists within lists: left out',
    });
  });

  it('finds the first words of a message of megabytes, which no pattern is made for', () => {
    const message = `secret "a" not found ${'exec: '.repeat(500_000)}`;
    const state = { waiting: { reason: 'CreateContainerConfigError', message } };
    const status = { phase: 'Pending', containerStatuses: [{ name: 'cart', ready: false, state }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart', namespace: 'shop' }, status };
    expect(modesOf(JSON.stringify(pod))).toEqual(['MissingConfig']);
  });

  it('says nothing about the fields of kinds that nobody reads', () => {
    const schema = { openAPIV3Schema: { items: { type: 'string' }, conditions: 'text' } };
    const other = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: schema };
    const report = examine(JSON.stringify([{ ...other, metadata: { name: 'queues' } }, ...objects]));
    expect(report.incomplete.filter(({ why }) => why.startsWith('malformed'))).toEqual([]);
  });

  it('says which field of which object it left out', () => {
    const broken = objects.map((each) =>
      each.kind === 'Pod' ? { ...each, status: { containerStatuses: 'none' } } : each,
    );
    const report = examine(JSON.stringify(broken));
    expect(report.incomplete).toContainEqual({
      what: 'Pod shop/cart-r2-0',
      why: 'malformed: containerStatuses',
    });
  });

  it('leaves out an owner without a kind, which leads nowhere', () => {
    const broken = objects.map((each) => {
      const [owner] = each.metadata.ownerReferences ?? [];
      if (each.kind !== 'ReplicaSet' || owner === undefined) return each;
      return { ...each, metadata: { ...each.metadata, ownerReferences: [{ ...owner, kind: false }] } };
    });
    const report = examine(JSON.stringify(broken));
    expect(report.incomplete.map(({ why }) => why)).toContain('malformed: kind, ownerReferences');
    expect(report.findings.map(({ mode }) => mode)).toContain('ImageNotFound');
  });

  it('takes an EndpointSlice as it is: its conditions are flags, its addresses texts', () => {
    const slice = {
      ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', addressType: 'IPv4' },
      metadata: { name: 'cart-x7k2p', namespace: 'shop' },
      endpoints: [
        { addresses: ['10.244.3.9'], conditions: { ready: true, serving: true, terminating: false } },
      ],
      ports: null,
    };
    expect(readSaved([{ name: 'slices.json', text: JSON.stringify(slice) }]).problems).toEqual([]);
    expect(examine(JSON.stringify(slice)).incomplete.map(({ what }) => what)).not.toContain('EndpointSlice');
  });

  it('names kinds that it does not examine, and kinds that were not there', () => {
    const report = examine(JSON.stringify({ kind: 'Rollout', metadata: { name: 'x' } }));
    expect(report.findings).toEqual([]);
    expect(report.incomplete).toContainEqual({ what: 'Rollout', why: 'not_examined' });
    expect(report.incomplete).toContainEqual({ what: 'Pod', why: 'not_in_files' });
  });

  it.each([
    'not yaml: [',
    '{{{{',
    '\u0000\u0001',
    'a: &a [*a, *a]',
    '- - - -',
    '"just a text"',
    '[1, 2, null]',
    '{"kind": 3}',
  ])('takes %j', (text) => {
    expect(examine(text).findings).toEqual([]);
  });

  it('takes nesting without end', () => {
    expect(examine('['.repeat(200_000)).findings).toEqual([]);
    expect(examine(`{"a":`.repeat(100_000)).findings).toEqual([]);
    expect(examine('- '.repeat(20_000)).findings).toEqual([]);
  });

  it('takes a billion laughs', () => {
    const lol = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map(
        (to, index) =>
          `${to}: &${to} [${Array(9)
            .fill(`*${'abcdefgh'[index] ?? 'a'}`)
            .join(',')}]`,
      ),
    ];
    expect(examine(lol.join('\n')).findings).toEqual([]);
  });

  it('takes any value in any field of a real object', () => {
    const incidents = Object.values(INCIDENTS).flatMap((incident) => incident.objects);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.jsonValue({ maxDepth: 3 }), (which, place, value) => {
        const object = incidents[which % incidents.length] ?? {};
        const text = JSON.stringify([...incidents.slice(0, 20), planted(object, place, value)]);
        const { incomplete } = examine(text);
        expect(incomplete.filter(({ what }) => /^(?:detector|ranking|folding)/.test(what))).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS * 0.15) },
    );
  }, 600_000);

  it('takes text that was cut and joined anywhere', () => {
    fc.assert(
      fc.property(fc.nat(asYaml.length), fc.nat(asYaml.length), (from, to) => {
        expect(() => examine(asYaml.slice(0, from) + asYaml.slice(to))).not.toThrow();
      }),
      { numRuns: Math.ceil(RUNS * 0.02) },
    );
  }, 600_000);
});

/** The object with one of its members, counted through in depth, replaced. */
function planted(object: object, place: number, value: unknown): unknown {
  let left = place % 60;
  const visit = (each: unknown): unknown => {
    if (typeof each !== 'object' || each === null) return each;
    if (Array.isArray(each)) return each.map(visit);
    return Object.fromEntries(
      Object.entries(each).map(([key, inner]) => {
        left -= 1;
        return [key, left === 0 ? value : visit(inner)];
      }),
    );
  };
  return visit(object);
}

describe('objects that others recorded', () => {
  const folder = new URL('../../../shared/recordings/kubernetes-watch/', import.meta.url);
  const present = existsSync(folder);
  if (!present) process.stdout.write('skipped: no recordings\n');
  const files = present
    ? ['pod', 'job'].flatMap((kind) =>
        readdirSync(new URL(kind, folder))
          .filter((name) => name.endsWith('.json'))
          .map((name) => `${kind}/${name}`),
      )
    : [];

  /** What the states of a recording show, one after the other; states that show nothing are left out. */
  const expected: Readonly<Record<string, readonly string[]>> = {
    'job/backoffLimitExceeded.json': ['JobFailed'],
    'job/deadlineExceeded.json': ['JobFailed'],
    'pod/containerTerminatedError.json': ['BadCommand'],
    'pod/containerTerminatedSuccess.json': ['CrashLoopExitZero'],
    'pod/crashLoopBackoff.json': ['CrashLoopAppError'],
    'pod/crashLoopBackoffWithFallbackToLogsOnError.json': ['CrashLoopAppError'],
    // The kubelet's second state only says "Back-off": without its event nothing proves the reason any more.
    'pod/imagePullError.json': ['ImageNotFound', 'Unhealthy'],
    'pod/imagePullErrorResolved.json': ['ImageNotFound', 'Unhealthy'],
    'pod/unscheduled.json': ['UnschedulableResources'],
  };
  it.runIf(present).each(files)('%s', (name) => {
    const states: unknown = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const all: readonly unknown[] = Array.isArray(states) ? states : [states];
    const shown = all.flatMap((state) => modesOf(JSON.stringify(state)));
    expect([...new Set(shown)].sort()).toEqual(expected[name] ?? []);
  });
});

describe('files of 100 MB [TRIAGE-5]', () => {
  const MEGABYTE = 1024 * 1024;
  const [first, ...others] = INCIDENTS['a tag that does not exist was deployed']?.objects ?? [];
  const ours = [first, ...others];
  /** Objects of other names behind ours, so that all of it must be read. */
  const filler = (index: number): object => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `filler-${index}`, namespace: 'shop' } },
    data: { text: 'x'.repeat(100_000) },
  });

  it('are read whole as JSON', () => {
    const items = [...Array.from({ length: 1050 }, (_, index) => filler(index)), ...ours];
    const text = JSON.stringify({ kind: 'List', items });
    expect(text.length).toBeGreaterThan(100 * MEGABYTE);
    const report = examine(text);
    expect(report.findings.map(({ mode }) => mode)).toEqual(['ImageNotFound', 'RolloutStuck']);
    expect(report.incomplete.map(({ what }) => what)).not.toContain('saved.yaml');
  }, 120_000);

  it('give what their beginning holds as YAML, and say so', () => {
    const filling = `---\n${stringify(filler(0))}`.repeat(1050);
    const text = `${ours.map((each) => `---\n${stringify(each)}`).join('')}${filling}`;
    expect(text.length).toBeGreaterThan(100 * MEGABYTE);
    const report = examine(text);
    expect(report.findings.map(({ mode }) => mode)).toEqual(['ImageNotFound', 'RolloutStuck']);
    expect(report.incomplete.find(({ what }) => what === 'saved.yaml')?.why).toMatch(
      /^is 10\d MB of YAML: only the first 8 MB were read; JSON has no such limit$/,
    );
  }, 120_000);

  it('leave out one document that is no object for its size alone, and say so', () => {
    const huge = `---\n${stringify({ ...filler(0), data: { text: 'x'.repeat(5 * MEGABYTE) } })}`;
    const report = examine(`${ours.map((each) => `---\n${stringify(each)}`).join('')}${huge}`);
    expect(report.findings.map(({ mode }) => mode)).toEqual(['ImageNotFound', 'RolloutStuck']);
    expect(report.incomplete).toContainEqual({
      what: 'saved.yaml',
      why: 'has a document of 5 MB: left out',
    });
  });

  it('of logs or anything else that is no object are an error in words', () => {
    const report = examine('2026-01-01 INFO request served in 12ms\n'.repeat(2_700_000));
    expect(report.findings).toEqual([]);
    expect(report.incomplete.map(({ what }) => what)).toContain('saved.yaml');
  }, 120_000);
});
