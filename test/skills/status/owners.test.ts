import { beforeEach, describe, expect, it } from 'vitest';
import { status } from '../../../skills/status/index.js';
import type { Refusal } from '../../../src/contracts/outcome.js';
import { replySchema } from '../../../src/contracts/reply.js';
import { renderRefusal } from '../../../src/registry/render.js';
import { textOf } from '../../pipeline/rig.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment, aPod } from '../../fakes/workloads.js';
import { ask, block, production, staging } from '../asking.js';
import { shopOfThisFile } from '../shop.js';

const shop = shopOfThisFile();
beforeEach(() => shop.fresh());

const place = { ...staging, targets: [{ cluster: 'sandbox', namespace: 'shop-staging' }] };
const rows = async (service: string | undefined, locale: 'en' | 'ko' = 'en') => {
  const around = { kubernetes: shop().kubernetes, environments: [place], environment: place, locale };
  const reply = await ask(status, { ...around, ...(service === undefined ? {} : { service }) });
  return block(reply, 'table').rows.map((row) => row.join(' | '));
};
const said = (refusal: Refusal, locale: 'en' | 'ko') =>
  textOf(replySchema.parse({ ...renderRefusal(refusal, locale), sandbox: false }));

const WRITES = [
  ['deploy', { version: '1.4.2' }],
  ['rollback', {}],
  ['scale', { replicas: 3 }],
  ['restart', {}],
  ['resume', {}],
] as const;
const restart = 'kubectl -n shop-staging rollout restart deployment/checkout';
const resume = 'kubectl -n shop-staging rollout resume deployment/checkout';
const reconcile = (kind: string) => `flux reconcile ${kind} shop -n flux-system --with-source`;
const flux = (kind: string) => [
  `git commit (checkout: 1.4.2), git push, ${reconcile(kind)}`,
  `git revert …, git push, ${reconcile(kind)}`,
  `git commit (checkout: replicas 3), git push, ${reconcile(kind)}`,
  ...[restart, resume],
];
const edit = 'kubectl -n shop-staging edit canary checkout';

/** Scenario, owner, how status says it is in both languages, and what changes it there, by write. */
const OWNERS = [
  [
    ...([
      'helm-owned',
      'Helm release shop',
      'managed by Helm release shop',
      'Helm release shop이 관리',
    ] as const),
    [
      'helm upgrade shop … --reuse-values --set image.tag=1.4.2 -n shop-staging',
      'helm rollback shop -n shop-staging',
      'helm upgrade shop … --reuse-values --set replicaCount=3 -n shop-staging',
      ...[restart, resume],
    ],
  ],
  [
    ...(['argo-owned', 'Argo CD application shop'] as const),
    ...([
      'Argo CD application shop (Progressing, OutOfSync)',
      'shop이 관리(Progressing, OutOfSync)',
    ] as const),
    [
      'git commit (checkout: 1.4.2), git push, argocd app sync shop',
      'git revert …, git push, argocd app sync shop',
      'git commit (checkout: replicas 3), git push, argocd app sync shop',
      'argocd app actions run shop restart --kind Deployment --resource-name checkout',
      'argocd app actions run shop resume --kind Deployment --resource-name checkout',
    ],
  ],
  [
    ...(['flux-owned', 'Flux Kustomization shop'] as const),
    ...([
      'Flux Kustomization shop (BuildFailed: kustomization path not found)',
      'shop이 관리(BuildFailed',
    ] as const),
    flux('kustomization'),
  ],
  [
    ...(['flux-helm-owned', 'Flux HelmRelease shop'] as const),
    ...([
      'Flux HelmRelease shop (Suspended, Ready)',
      'Flux HelmRelease shop이 관리(Suspended, Ready)',
    ] as const),
    flux('helmrelease'),
  ],
  [
    ...(['rollouts-released', 'Argo Rollout checkout'] as const),
    'rollout paused at 1 of 5 · managed by Argo Rollout checkout (Paused, step 2 of 4, 20%)',
    '배포 일시 중지, 5개 중 1개 · Argo Rollout checkout이 관리(Paused, 4단계 중 2단계, 20%)',
    [
      'kubectl argo rollouts set image checkout checkout=…:1.4.2 -n shop-staging',
      'kubectl argo rollouts undo checkout -n shop-staging',
      'kubectl -n shop-staging scale rollout/checkout --replicas=3',
      'kubectl argo rollouts restart checkout -n shop-staging',
      'kubectl argo rollouts promote checkout -n shop-staging',
    ],
  ],
  [
    ...(['flagger-released', 'Flagger Canary checkout'] as const),
    ...([
      'Flagger Canary checkout (Progressing, 30%)',
      'Flagger Canary checkout이 관리(Progressing, 30%)',
    ] as const),
    [
      'kubectl -n shop-staging set image deployment/checkout checkout=…:1.4.2',
      'kubectl -n shop-staging rollout undo deployment/checkout',
      ...[edit, restart, edit],
    ],
  ],
] as const;

describe.each(OWNERS)('a service that is %s', (scenario, owner, english, korean, commands) => {
  beforeEach(() => shop().scenario(scenario, 'checkout'));
  // While Flagger releases, its copy serves what was beside what comes.
  const workloads = scenario === 'flagger-released' ? 2 : 1;

  it('is shown with whose it is and how that is, alone and among all, in both languages', async () => {
    const each = (text: string): readonly unknown[] =>
      Array.from({ length: workloads }, (): unknown => expect.stringContaining(text));
    expect(await rows('checkout')).toEqual(each(english));
    expect(await rows('checkout', 'ko')).toEqual(each(korean));
    const all = await rows(undefined);
    expect(all.filter((row) => row.startsWith('checkout |'))).toEqual([expect.stringContaining(english)]);
  });

  it('is refused whatever is asked, with the owner and what to do there', async () => {
    for (const [index, [skill, more]] of WRITES.entries()) {
      const slots = { service: 'checkout', environment: 'staging', ...more };
      const refusal = await shop().refusal(skill, slots);
      const there = commands[index] ?? '';
      expect(refusal).toMatchObject({ code: 'managed_elsewhere', params: { owner, there } });
      for (const locale of ['en', 'ko'] as const) expect(said(refusal, locale)).toContain(there);
    }
  });

  it('is shown without that where the bot’s account may not see it', async () => {
    const resources = ['rollouts', 'canaries', 'applications', 'kustomizations', 'helmreleases'];
    await shop().control('POST', 'access', { user: 'coxswain', verbs: ['get', 'list'], resources });
    expect((await rows('checkout')).length).toBe(workloads);
  });
});

describe('an environment of many Argo CD applications', () => {
  it('reads the first alone and the others with one list', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const objects = names.flatMap((name) => {
      const deployment = aDeployment(name);
      const labels = { ...deployment.metadata.labels, 'argocd.argoproj.io/instance': name };
      const application = {
        ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
        metadata: { name, namespace: 'argocd' },
        status: { health: { status: `Health-${name}` } },
      };
      return [{ ...deployment, metadata: { ...deployment.metadata, labels } }, application];
    });
    const cluster = readOnlyCluster({ lab: objects });
    const asked: string[] = [];
    const kubernetes: typeof cluster = {
      ...cluster,
      get: (target, kind, name) => {
        asked.push(`get ${kind} ${name}`);
        return cluster.get(target, kind, name);
      },
      list: (target, kind, options) => {
        asked.push(`list ${kind}`);
        return cluster.list(target, kind, options);
      },
    };
    const reply = await ask(status, { kubernetes, environment: production });
    expect(asked.filter((each) => each.includes('Application'))).toEqual([
      'get Application a',
      'list Application',
    ]);
    for (const name of names) expect(JSON.stringify(reply.blocks)).toContain(`(Health-${name})`);
  });
});

describe('an Argo Rollout without any Deployment', () => {
  const labels = { 'app.kubernetes.io/name': 'search' };
  const rollout = (phase: string, more: object = {}) => ({
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
    metadata: { name: 'search', namespace: 'shop', labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'search', image: 'r.example.com/search:2.0.0' }] },
      },
      strategy: { canary: { steps: [{ setWeight: 10 }, { pause: {} }] } },
    },
    status: { phase, readyReplicas: 3, updatedReplicas: 1, ...more },
  });
  const seen = async (...objects: readonly object[]) => {
    const kubernetes = readOnlyCluster({ lab: objects.map((each) => ({ metadata: { name: '' }, ...each })) });
    const reply = await ask(status, { kubernetes, environment: production, service: 'search' });
    return { title: reply.title, rows: block(reply, 'table').rows };
  };

  it.each([
    [
      'Healthy',
      { currentStepIndex: 2 },
      'search is healthy',
      'healthy · managed by Argo Rollout search (Healthy)',
    ],
    [
      ...(['Progressing', { currentStepIndex: 0 }, 'search is rolling out, 1 of 3'] as const),
      'rolling out, 1 of 3 · managed by Argo Rollout search (Progressing, step 1 of 2, 10%)',
    ],
    [
      'Degraded',
      {
        currentStepIndex: 1,
        message: 'ProgressDeadlineExceeded',
        canary: { weights: { canary: { weight: 7 } } },
      },
      'search is degraded',
      'degraded: ProgressDeadlineExceeded · managed by Argo Rollout search (Degraded, step 2 of 2, 7%)',
    ],
  ])('is shown as it says it is: %s', async (phase, more, clause, state) => {
    const { title, rows: shown } = await seen(rollout(phase, more));
    expect(title).toBe(`production: ${clause}; 2.0.0, 3 of 3 ready`);
    expect(shown).toEqual([['search', '2.0.0', '3/3', state]]);
  });

  it('says whose it is in turn', async () => {
    const owned = rollout('Healthy', { currentStepIndex: 2 });
    const metadata = { ...owned.metadata, labels: { ...labels, 'argocd.argoproj.io/instance': 'shop' } };
    const application = {
      ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
      metadata: { name: 'shop', namespace: 'argocd' },
      status: { health: { status: 'Healthy' }, sync: { status: 'Synced' } },
    };
    expect((await seen({ ...owned, metadata }, application)).rows[0]?.at(-1)).toBe(
      'healthy · managed by Argo Rollout search (Healthy) · managed by Argo CD application shop (Healthy, Synced)',
    );
  });

  it('is nothing where the kind may not be listed, and Deployments are shown all the same', async () => {
    const objects = [aDeployment('checkout'), aPod('checkout')];
    const kubernetes = readOnlyCluster({ lab: objects }, { forbidden: ['Rollout'] });
    const reply = await ask(status, { kubernetes, environment: production });
    expect(reply.title).toBe('production: checkout is healthy');
  });
});
