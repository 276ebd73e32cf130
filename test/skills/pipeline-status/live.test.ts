import { describe, expect, it } from 'vitest';
import { pipelineAnswer } from '../../../skills/pipeline-status/live.js';
import { planPipelines } from '../../../skills/pipeline-status/plan.js';
import { readPipelines } from '../../../skills/pipeline-status/run.js';
import type { Service } from '../../../src/contracts/catalogue.js';
import { PortError } from '../../../src/contracts/errors.js';
import type { Locale } from '../../../src/contracts/message.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import type { KubernetesPort } from '../../../src/contracts/ports/kubernetes.js';
import type { ReplyDraft } from '../../../src/contracts/reply.js';
import type { RunState } from '../../../src/contracts/run-state.js';
import type { ReadAnswer } from '../../../src/contracts/skill.js';
import { NOON } from '../../fakes/drafts.js';
import { readOnlyCluster } from '../../fakes/read-only-cluster.js';
import { aDeployment } from '../../fakes/workloads.js';
import { catalogueOf, production } from '../asking.js';
import { aBuild, aService, githubWith, jenkinsWith, registry } from './world.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface World {
  now: number;
  jenkins: JenkinsPort;
  github: GithubPort;
  kubernetes: KubernetesPort;
  service: Service | undefined;
}

/** The skill's looks at a world that the test moves; nothing is ever late in it. */
function watching(locale: Locale = 'en') {
  const world: World = {
    now: NOON,
    jenkins: jenkinsWith('running'),
    github: githubWith('succeeded'),
    kubernetes: readOnlyCluster({ lab: [aDeployment('checkout')] }),
    service: aService('checkout'),
  };
  const clock = { now: () => world.now, sleep: () => new Promise<void>(() => undefined) };
  const catalogue = catalogueOf([production], [aService('checkout')]);
  const first = (): Promise<ReadAnswer> => {
    const { service } = world;
    const asked = { service, environment: production, branch: undefined, standing: undefined };
    const plan = planPipelines(catalogue, 'default', asked);
    return pipelineAnswer(
      (before) => readPipelines({ ...world, catalogue, images: registry }, plan, clock, before),
      locale,
    );
  };
  return { world, first };
}

/** The next look, after so long. */
async function later(
  { world }: ReturnType<typeof watching>,
  { ongoing }: ReadAnswer,
  ms: number,
): Promise<ReadAnswer> {
  world.now += ms;
  const found = await ongoing?.again();
  if (found === undefined || 'kind' in found) throw new Error('it is over');
  return found;
}

const rowOf = ({ blocks }: ReplyDraft, step: string): readonly string[] | undefined =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])).find(([name]) => name === step);
const warningsOf = ({ blocks }: ReplyDraft): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'warning' ? [block.text] : []));
const down = (): Promise<never> => Promise.reject(new PortError('unreachable', 'connection refused'));

describe('an answer about one service', () => {
  it('goes on while a build runs, and is over when nothing was under way for a while', async () => {
    const it = watching();
    const running = await it.first();
    expect(running.title).toContain('build #45 of main is running');
    const still = await later(it, running, 5 * SECOND);
    // Only time passed.
    expect(still.ongoing?.mark).toBe(running.ongoing?.mark);
    it.world.jenkins = jenkinsWith('succeeded');
    const passed = await later(it, still, 5 * SECOND);
    expect(passed.title).toContain('build #45 of main passed');
    expect(passed.ongoing?.mark).not.toBe(running.ongoing?.mark);
    // The next step may begin yet.
    const quiet = await later(it, passed, 14 * SECOND);
    expect(quiet.ongoing).toBeDefined();
    expect((await later(it, quiet, SECOND)).ongoing).toBeUndefined();
  });

  it('goes on when the next step begins in time', async () => {
    const it = watching();
    it.world.jenkins = jenkinsWith('succeeded');
    it.world.github = githubWith('running');
    const checks = await it.first();
    it.world.github = githubWith('succeeded');
    const quiet = await later(it, checks, 5 * SECOND);
    it.world.jenkins = jenkinsWith('running');
    const again = await later(it, quiet, 10 * SECOND);
    it.world.jenkins = jenkinsWith('succeeded');
    expect((await later(it, again, 10 * SECOND)).ongoing).toBeDefined();
  });

  it.each<[string, RunState, boolean]>([
    ['checks that run', 'running', true],
    ['checks that wait', 'queued', true],
    ['checks that passed', 'succeeded', false],
    ['checks that failed', 'failed', false],
    ['checks that nobody knows of', 'unknown', false],
  ])('of %s', async (_, state, live) => {
    const it = watching();
    it.world.jenkins = jenkinsWith('succeeded');
    it.world.github = githubWith(state);
    expect((await it.first()).ongoing !== undefined).toBe(live);
  });

  it('goes on while the cluster rolls it out', async () => {
    const it = watching();
    it.world.jenkins = jenkinsWith('succeeded');
    const rolling = aDeployment('checkout', { updated: 1, total: 4 });
    it.world.kubernetes = readOnlyCluster({ lab: [rolling] });
    const answer = await it.first();
    expect(rowOf(answer, 'production')?.[1]).toMatch(/rolling out|starting/);
    expect(answer.ongoing).toBeDefined();
  });

  it('shows what waits in the queue of Jenkins, and why', async () => {
    const it = watching();
    const waiting = { job: aBuild('queued').ref.job, queueId: 7, stuck: false, since: NOON - 2 * MINUTE };
    it.world.jenkins = jenkinsWith('succeeded', {
      queued: () => Promise.resolve([{ ...waiting, why: 'Waiting for next available executor' }]),
    });
    const answer = await it.first();
    expect(answer.title).toContain('checkout: the next build waits to begin');
    expect(answer.speech).toContain('The next build of checkout waits to begin.');
    expect(rowOf(answer, 'queue')?.slice(1)).toEqual([
      ...['… queued', 'Waiting for next available executor', '2 minutes ago'],
    ]);
    expect(answer.ongoing).toBeDefined();
  });

  it('says that a build waits for a person, which Jenkins calls running', async () => {
    const it = watching();
    const stages = [{ id: '1', name: 'Approve', state: 'waiting' as const, durationMs: 0 }];
    it.world.jenkins = jenkinsWith('running', { stages: () => Promise.resolve({ state: 'known', stages }) });
    const answer = await it.first();
    expect(answer.title).toContain('build #45 of main waits for a person');
    expect(answer.ongoing).toBeDefined();
  });

  it('of all services is none: it is shown as it stands', async () => {
    const it = watching();
    it.world.service = undefined;
    expect((await it.first()).ongoing).toBeUndefined();
  });
});

describe('while it goes on', () => {
  it('what a source that fell silent said before is kept, with its age, and nothing is called over', async () => {
    const it = watching();
    const running = await it.first();
    it.world.jenkins = jenkinsWith('succeeded', { job: down });
    it.world.github = githubWith('succeeded', { repository: down });
    it.world.kubernetes = { ...it.world.kubernetes, list: down };
    const silent = await later(it, running, 3 * MINUTE);
    expect(silent.title).toContain(
      'build #45 of main is running; 1.4.1 runs in production, 3 commits behind',
    );
    expect([rowOf(silent, 'checks'), rowOf(silent, 'build')].map((row) => row?.[3])).toEqual([
      ...['as of 3 minutes ago', 'as of 3 minutes ago'],
    ]);
    expect(rowOf(silent, 'production')?.slice(1)).toEqual(['healthy', '1.4.1', 'as of 3 minutes ago']);
    expect(warningsOf(silent)).toEqual([
      'GitHub cannot be read now (connection refused); what is shown of it is as of 3 minutes ago.',
      'Jenkins cannot be read now (connection refused); what is shown of it is as of 3 minutes ago.',
      'production could not be read: connection refused',
    ]);
    const longer = await later(it, silent, 10 * MINUTE);
    expect(rowOf(longer, 'build')?.[3]).toBe('as of 13 minutes ago');
    it.world.jenkins = jenkinsWith('failed');
    it.world.github = githubWith('succeeded');
    it.world.kubernetes = readOnlyCluster({ lab: [aDeployment('checkout')] });
    const back = await later(it, longer, SECOND);
    expect(back.title).toContain('build #45 of main failed in Test');
    expect(warningsOf(back)).toEqual([]);
    expect((await later(it, back, 15 * SECOND)).ongoing).toBeUndefined();
  });

  it('says so in Korean', async () => {
    const it = watching('ko');
    const running = await it.first();
    it.world.jenkins = jenkinsWith('running', { job: down });
    const silent = await later(it, running, 3 * MINUTE);
    expect(rowOf(silent, '빌드')?.[3]).toBe('3분 전 기준');
    expect(warningsOf(silent)).toEqual([
      'Jenkins를 지금 읽지 못해요(connection refused). 보이는 내용은 3분 전 기준이에요.',
    ]);
  });

  it('a source that asks to be left alone is left alone for so long', async () => {
    const it = watching();
    const running = await it.first();
    expect(running.ongoing?.pause).toBe(5 * SECOND);
    const limited = new PortError('rate_limited', 'limit', { wait: 7 });
    it.world.github = githubWith('succeeded', { repository: () => Promise.reject(limited) });
    const silent = await later(it, running, 5 * SECOND);
    expect(silent.ongoing?.pause).toBe(7 * MINUTE);
    expect(warningsOf(silent)[0]).toContain(
      'GitHub asks to be left alone for 7 min; what is shown of it is as of',
    );
  });

  it('commits are not counted again while the newest is the same', async () => {
    const it = watching();
    let counted = 0;
    const github = githubWith('succeeded');
    it.world.github = {
      ...github,
      compare: (...asked) => {
        counted++;
        return github.compare(...asked);
      },
    };
    const running = await it.first();
    const next = await later(it, running, 5 * SECOND);
    expect([next.title.includes('3 commits behind'), counted]).toEqual([true, 1]);
  });
});
