import { describe, expect, it } from 'vitest';
import { PortError } from '../../../src/contracts/errors.js';
import type { Comparison, WorkflowRun } from '../../../src/contracts/github.js';
import type { KubernetesObject } from '../../../src/contracts/kubernetes-objects.js';
import type { Operation } from '../../../src/contracts/operation.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { Build, JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import type { HistoryPort } from '../../../src/contracts/ports/history.js';
import { triageSkill } from '../../../skills/incident-triage/index.js';
import { aPlan, NOON } from '../../fakes/drafts.js';
import { noGithub, noJenkins } from '../../fakes/no-pipelines.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { anOperation, ask, production, texts, type Around } from '../asking.js';
import { ago, app, crashed, labels, meta, NS, object, pod, waiting } from './objects.js';

const MINUTE = 60_000;
const triage = triageSkill({ secrets: false });

/** A new version crashes since 18 minutes while the old one serves; `made` writes on its ReplicaSet. */
const rollout = (made: Readonly<Record<string, string>> = {}): readonly KubernetesObject[] =>
  app('cart', {
    version: '1.1.0',
    age: 20,
    previous: { version: '1.0.0', age: 900, pods: 2 },
    pod: crashed(1, 'Error'),
  }).map((each) =>
    each.metadata.name === 'cart-r2'
      ? { ...each, metadata: { ...each.metadata, annotations: { ...each.metadata.annotations, ...made } } }
      : each,
  );
const settled = (state = crashed(1, 'Error')): readonly KubernetesObject[] =>
  app('cart', { replicas: 1, age: 60, pod: state });

const operation = (minutes: number, change: Partial<Operation> = {}): Operation =>
  anOperation({
    id: 'op-1',
    number: 42,
    skill: 'deploy',
    status: 'succeeded',
    startedAt: NOON - minutes * MINUTE,
    plan: aPlan({
      service: 'cart',
      environment: 'production',
      targets: [{ cluster: 'lab', namespace: NS, kind: 'Deployment', name: 'cart' }],
      from: '1.0.0',
      to: '1.1.0',
    }),
    ...change,
  });

async function told(objects: readonly KubernetesObject[], around: Around = {}): Promise<string> {
  const kubernetes = readOnlyCluster(
    { lab: objects },
    { logs: { 'cart-r2-0/cart/previous': ['FATAL: no ledger'], 'cart-r2-0/cart': ['FATAL: no ledger'] } },
  );
  const reply = await ask(triage, { kubernetes, environment: production, ...around });
  return [...texts(reply, 'text'), ...texts(reply, 'warning'), ...texts(reply, 'code')].join('\n');
}

describe('what this bot itself did, as a cause', () => {
  it('names a deploy before the onset: its number, the versions, when, and who asked', async () => {
    const objects = rollout({ 'coxswain.dev/operation': 'op-1/patch' });
    expect(await told(objects, { ended: [operation(21)] })).toContain(
      'The newest revision is to blame (20 minutes ago: 1.0.0 → 1.1.0 (#42), by Ada); pods of the one before are ready.',
    );
    expect(await told(objects, { ended: [operation(21)], locale: 'ko' })).toContain(
      '최신 리비전이 원인이에요(20분 전: 1.0.0 → 1.1.0 (#42), Ada 님). 이전 리비전 파드는 정상이에요.',
    );
  });

  it('names one that is still running', async () => {
    const running = operation(21, { status: 'running', endedAt: null });
    const objects = rollout({ 'coxswain.dev/operation': 'op-1/patch' });
    expect(await told(objects, { running: [running] })).toContain('(#42), by Ada');
  });

  it('does not give somebody else’s revision to an operation of this bot', async () => {
    const text = await told(rollout({ 'kubernetes.io/change-cause': 'helm upgrade' }), {
      ended: [operation(21)],
    });
    expect(text).toContain('1.0.0 → 1.1.0, helm upgrade');
    expect(text).not.toContain('by Ada');
  });

  it('names a restart or scaling before the onset, which leaves no revision to compare', async () => {
    const scaled = operation(65, {
      skill: 'scale',
      plan: { ...operation(65).plan, skill: 'scale', from: '3', to: '1' },
    });
    expect(await told(settled(), { ended: [scaled] })).toContain(
      'What changed before that, an hour ago: scale 3 → 1 (#42), by Ada.',
    );
  });

  it.each([
    ['after the onset', operation(5)],
    ['a day before it', operation(26 * 60)],
    [
      'at another cluster',
      operation(65, {
        plan: aPlan({ targets: [{ cluster: 'other', namespace: NS, kind: 'Deployment', name: 'cart' }] }),
      }),
    ],
    [
      'at another service',
      operation(65, {
        plan: aPlan({ targets: [{ cluster: 'lab', namespace: NS, kind: 'Deployment', name: 'auth' }] }),
      }),
    ],
    ['that never began', operation(65, { startedAt: null, status: 'expired' })],
  ])('does not blame one %s', async (_when, other) => {
    const text = await told(settled(), { ended: [other] });
    expect(text).toContain('cart keeps crashing');
    expect(text).not.toContain('#42');
  });

  it('says when its own records cannot be read, and answers all the same', async () => {
    const down = (): Promise<never> => Promise.reject(new PortError('ledger_down', 'the ledger is down'));
    const history: HistoryPort = {
      ...{ byNumber: down, running: down, recent: down, holder: down, kept: down, healthyVersions: down },
    };
    const text = await told(settled(), { history });
    expect(text).toContain('cart keeps crashing');
    expect(text).toContain('what I changed myself (my records cannot be read right now)');
    expect(await told(app('cart'), { history })).not.toContain('where I could look');
  });
});

describe('what a blamed version brought', () => {
  const commit = (sha: string, message: string) => ({
    sha,
    message,
    author: 'bob',
    at: NOON,
    url: `https://github.example/${sha}`,
  });
  const compared: Comparison = {
    ...{ status: 'ahead', ahead: 2, behind: 0, total: 2, url: 'https://github.example/compare' },
    commits: [commit('c1', 'Tidy the cart\n\nlong story'), commit('c2', 'Read the ledger eagerly')],
  };
  const asked: string[] = [];
  const github: GithubPort = {
    ...noGithub,
    commit: (_repository, ref) =>
      Promise.resolve(ref.startsWith('tags/v') ? commit(ref, 'release') : undefined),
    compare: (repository, base, head) => {
      asked.push(`${repository} ${base} ${head}`);
      return Promise.resolve(compared);
    },
    pullsOf: (_repository, sha) =>
      Promise.resolve(
        sha === 'c2'
          ? [
              {
                number: 7,
                title: 'Eager ledger',
                author: 'bob',
                state: 'merged',
                base: 'main',
                head: 'eager',
                url: 'https://github.example/7',
              },
            ]
          : [],
      ),
    runs: () => Promise.resolve([]),
  };
  const cart = { name: 'cart', tenant: 'default', aliases: [], spoken: [], repository: 'shop/cart' };

  it('names its pull requests and commits, newest first', async () => {
    const patient = { now: () => NOON, sleep: () => new Promise<void>(() => undefined) };
    const around = { services: [cart], pipelines: { github }, clock: patient };
    const text = await told(rollout(), around);
    expect(asked).toEqual(['shop/cart tags/v1.0.0 tags/v1.1.0']);
    expect(text).toContain('Pull requests in it: #7 Eager ledger.');
    expect(text).toContain('Commits in it (2): Read the ledger eagerly (bob); Tidy the cart (bob).');
    const reply = await ask(triage, {
      kubernetes: readOnlyCluster({ lab: rollout() }),
      environment: production,
      ...around,
    });
    expect(reply.links).toEqual([
      { label: 'shop/cart 1.0.0 → 1.1.0', url: 'https://github.example/compare' },
    ]);
  });

  it.each([
    ['refuses', (): Promise<never> => Promise.reject(new PortError('rate_limited', 'later'))],
    ['never answers', (): Promise<never> => new Promise(() => undefined)],
  ])('answers without it when GitHub %s', async (_what, answer) => {
    const slow: GithubPort = { ...noGithub, commit: answer };
    const text = await told(rollout(), { services: [cart], pipelines: { github: slow } });
    expect(text).toContain('1.0.0 → 1.1.0');
    expect(text).not.toContain('ommit');
  });
});

describe('what built a blamed version', () => {
  const built = (number: number, change: Partial<Build> = {}): Build => ({
    ref: { job: { path: 'shop/cart', branch: 'main' }, number },
    url: `https://jenkins.example/${number}`,
    ...{ state: 'succeeded', startedAt: NOON, durationMs: 1, displayName: `#${number}`, artifacts: [] },
    ...{ authors: [], parameters: {}, causes: ['Started by user Mina'], commit: 'abcdef1234567' },
    ...change,
  });
  const jenkinsWith = (...builds: readonly Build[]): JenkinsPort => ({
    ...noJenkins,
    job: (ref) =>
      Promise.resolve({
        ...{ ref, url: 'https://jenkins.example', kind: 'multibranch', buildable: true, parameters: [] },
        ...{ marked: false, children: ['main'], inQueue: false },
      }),
    builds: () => Promise.resolve(builds),
  });
  const workflow = (number: number, change: Partial<WorkflowRun> = {}): WorkflowRun => ({
    ...{ id: number, number, attempt: 1, workflow: 'CI', title: 'CI', state: 'succeeded', event: 'push' },
    ...{
      branch: 'main',
      sha: 'tags/v1.1.0',
      actor: 'bob',
      createdAt: NOON,
      startedAt: NOON,
      updatedAt: NOON,
    },
    url: `https://github.example/runs/${number}`,
    ...change,
  });
  const githubWith = (...runs: readonly WorkflowRun[]): GithubPort => ({
    ...noGithub,
    commit: (_repository, ref) =>
      Promise.resolve({ sha: ref, message: '', author: 'bob', at: NOON, url: 'https://github.example' }),
    compare: () => Promise.resolve(undefined),
    runs: (_repository, { sha }) => Promise.resolve(runs.filter((run) => run.sha === sha)),
  });
  const cart = { name: 'cart', tenant: 'default', aliases: [], spoken: [], jenkinsJob: 'shop/cart' };
  const patient = { now: () => NOON, sleep: () => new Promise<void>(() => undefined) };

  it('is the Jenkins build of that version: its number, who began it, and the commit', async () => {
    const jenkins = jenkinsWith(
      built(58, { parameters: { VERSION: '1.2.0' } }),
      built(57, { parameters: { VERSION: '1.1.0' } }),
    );
    const around = { services: [cart], pipelines: { jenkins }, clock: patient };
    expect(await told(rollout(), around)).toContain(
      'Built by Jenkins shop/cart/main #57 from abcdef1 (Mina).',
    );
    expect(await told(rollout(), { ...around, locale: 'ko' })).toContain(
      '이 버전의 빌드: Jenkins shop/cart/main #57, 커밋 abcdef1(Mina 님).',
    );
    const kubernetes = readOnlyCluster({ lab: rollout() });
    const reply = await ask(triage, { kubernetes, environment: production, ...around });
    expect(reply.links).toEqual([{ label: 'Jenkins shop/cart/main #57', url: 'https://jenkins.example/57' }]);
  });

  it('names nobody for a build that no person began', async () => {
    const timed = built(57, { displayName: '1.1.0', causes: ['Started by timer'] });
    const around = { services: [cart], pipelines: { jenkins: jenkinsWith(timed) }, clock: patient };
    expect(await told(rollout(), around)).toContain('Built by Jenkins shop/cart/main #57 from abcdef1.');
  });

  it('is the GitHub run of its commit too: the one that its tag began before others, a good one before a bad one', async () => {
    const github = githubWith(
      workflow(9),
      workflow(8, { workflow: 'Release', branch: 'v1.1.0', state: 'failed' }),
      workflow(7, { workflow: 'Release', branch: 'v1.1.0' }),
      workflow(6, { sha: 'elsewhere' }),
    );
    const services = [{ ...cart, repository: 'shop/cart' }];
    const pipelines = { github, jenkins: jenkinsWith(built(57, { commit: 'tags/v1.1.0' })) };
    expect(await told(rollout(), { services, pipelines, clock: patient })).toContain(
      'Built by Jenkins shop/cart/main #57 from tags/v1 (Mina) and GitHub Release #7 from tags/v1 (bob).',
    );
  });

  it.each([
    ['refuses', (): Promise<never> => Promise.reject(new PortError('unreachable', 'later'))],
    ['never answers', (): Promise<never> => new Promise(() => undefined)],
    ['knows no such job', () => Promise.resolve(undefined)],
  ])('is left out when Jenkins %s', async (_what, job) => {
    const jenkins = { ...jenkinsWith(built(57, { parameters: { VERSION: '1.1.0' } })), job };
    const text = await told(rollout(), { services: [cart], pipelines: { jenkins } });
    expect(text).toContain('1.0.0 → 1.1.0');
    expect(text).not.toContain('Built by');
  });
});

describe('revisions of StatefulSets and DaemonSets', () => {
  const template = (version: string) => ({
    metadata: { labels: labels('ledger') },
    spec: { containers: [{ name: 'ledger', image: `registry.shop.local/ledger:${version}` }] },
  });
  const revision = (number: number, version: string, minutes: number) =>
    object('ControllerRevision', {
      metadata: meta(`ledger-${number}`, {
        creationTimestamp: ago(minutes),
        ownerReferences: [{ kind: 'StatefulSet', name: 'ledger', uid: 'uid-ledger', controller: true }],
      }),
      revision: number,
      data: { spec: { template: template(version) } },
    });
  const set = [
    object('StatefulSet', {
      metadata: meta('ledger', { labels: labels('ledger') }),
      spec: { replicas: 1, selector: { matchLabels: labels('ledger') }, template: template('2.0.0') },
      status: { replicas: 1, updateRevision: 'ledger-2', currentRevision: 'ledger-2' },
    }),
    pod(
      'ledger-0',
      'ledger',
      '2.0.0',
      { kind: 'StatefulSet', name: 'ledger' },
      waiting('ErrImagePull', 'ledger:2.0.0: not found'),
      {},
      30,
    ),
  ];

  it('names the change of the template before the onset', async () => {
    const text = await told([...set, revision(1, '1.9.0', 9_000), revision(2, '2.0.0', 31)]);
    expect(text).toContain('What changed before that, 31 minutes ago: 1.9.0 → 2.0.0.');
  });

  it.each([
    ['made after the onset', [revision(1, '1.9.0', 9_000), revision(2, '2.0.0', 10)]],
    [
      'gone back to, whose object is older than that',
      [revision(1, '1.9.0', 31), revision(2, '2.0.0', 9_000)],
    ],
    ['that is the only one', [revision(1, '2.0.0', 31)]],
  ])('blames no revision %s', async (_which, revisions) => {
    expect(await told([...set, ...revisions])).not.toContain('What changed');
  });
});

describe('commands by hand', () => {
  it('name the kubeconfig and the context, so that they can be copied', async () => {
    const target = { cluster: 'lab', namespace: NS, kubeconfig: './kube config' };
    const environment = { ...production, targets: [target] };
    expect(await told(settled(waiting('ErrImageNeverPull', 'not present')), { environment })).toContain(
      "kubectl --kubeconfig './kube config' --context lab edit deployment/cart -n shop",
    );
  });
});
