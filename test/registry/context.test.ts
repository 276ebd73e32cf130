import { describe, expect, it } from 'vitest';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import { skillContext } from '../../src/registry/context.js';
import { noCluster } from '../fakes/no-cluster.js';
import { recordingLog } from '../fakes/log.js';
import { NOON } from '../fakes/drafts.js';
import { NO_PIPELINES, noGithub, noJenkins } from '../fakes/no-pipelines.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const checkout = { name: 'checkout', tenant: 'default', aliases: [], spoken: [] };
const staging = {
  name: 'staging',
  tenant: 'default',
  aliases: [],
  targets: [],
  protected: false,
  approvals: 0,
};
const target = { cluster: 'lab', namespace: 'shop' };

function contextOf(
  declared: readonly (keyof SkillPorts)[],
  kubernetes: KubernetesPort = noCluster,
  pipelines: Partial<Pick<SkillPorts, 'jenkins' | 'github'>> = {},
) {
  const none = () => Promise.resolve(undefined);
  const nothing = () => Promise.resolve([]);
  return skillContext({
    skill: { id: 'status', ports: declared },
    slots: { service: 'checkout', environment: 'staging' },
    person: { id: 'ada', display: 'Ada', tenant: 'default', known: true, admin: false, guest: false },
    conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
    locale: 'en',
    source: 'chat',
    ports: {
      kubernetes,
      catalogue: {
        environments: () => [staging],
        environment: (_tenant, name) => (name === 'staging' ? staging : undefined),
        services: () => [checkout],
        service: (_tenant, name) => (name === 'checkout' ? checkout : undefined),
        names: () => ({ services: [], environments: [] }),
        refresh: () => Promise.resolve(),
      },
      history: {
        byNumber: none,
        running: nothing,
        recent: nothing,
        holder: none,
        kept: nothing,
        healthyVersions: nothing,
      },
      registry: { skills: () => [] },
      ...NO_PIPELINES,
      ...pipelines,
    },
    clock: new StoppedClock(NOON),
    log: recordingLog(),
  });
}

describe('what a skill is given', () => {
  it('is the service and environment that its slots name', () => {
    const { service, environment, operation } = contextOf(['catalogue']);
    expect([service, environment, operation]).toEqual([checkout, staging, undefined]);
  });

  it('is the ports it declared', () => {
    expect(contextOf(['catalogue']).ports.catalogue.services('default')).toEqual([checkout]);
  });

  it('is no other port', () => {
    expect(() => contextOf(['catalogue']).ports.history).toThrow(
      'The skill status uses the port history without declaring it.',
    );
  });

  it('is a cluster that it can look at and rehearse on, but not change', async () => {
    const sent: unknown[] = [];
    const kubernetes: KubernetesPort = {
      ...noCluster,
      can: () => Promise.resolve(true),
      patch: (_target, _kind, _name, _operations, options) => {
        sent.push(options);
        return Promise.resolve({ state: 'precondition_failed' });
      },
    };
    const { ports } = contextOf(['kubernetes'], kubernetes);
    const access = { verb: 'patch', group: 'apps', resource: 'deployments' } as const;
    expect(await ports.kubernetes.can(target, access)).toBe(true);
    await ports.kubernetes.patch(target, 'Deployment', 'checkout', [], { dryRun: true });
    await expect(ports.kubernetes.patch(target, 'Deployment', 'checkout', [])).rejects.toThrow('Only a step');
    expect(sent).toEqual([{ dryRun: true }]);
  });

  it('is a Jenkins and a GitHub that it can read, but not tell to do anything', async () => {
    const job = { path: 'shop/checkout' };
    const { ports } = contextOf(['jenkins', 'github'], noCluster, {
      jenkins: { ...noJenkins, builds: () => Promise.resolve([]) },
      github: { ...noGithub, workflows: () => Promise.resolve([]) },
    });
    expect(await ports.jenkins?.builds(job, 1)).toEqual([]);
    expect(await ports.github?.workflows('shop/checkout')).toEqual([]);
    await expect(ports.jenkins?.trigger(job, { parameters: {} })).rejects.toThrow('Only a step');
    await expect(ports.github?.rerun('shop/checkout', 1, 'all')).rejects.toThrow('Only a step');
  });
});
