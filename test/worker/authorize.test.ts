import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import type { Environment } from '../../src/contracts/catalogue.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { PolicySource } from '../../src/policy/index.js';
import { createWorkerChecks } from '../../src/worker/index.js';
import { aDraft, NOON } from '../fakes/drafts.js';
import { recordingLog } from '../fakes/log.js';
import { noCluster } from '../fakes/no-cluster.js';
import { StoppedClock } from '../fakes/virtual-clock.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';

const staging: Environment = {
  name: 'staging',
  tenant: 'default',
  aliases: [],
  targets: [{ cluster: 'lab', namespace: 'shop-staging' }],
  protected: false,
  approvals: 0,
};
const catalogue: CataloguePort = {
  environments: () => [staging],
  environment: () => staging,
  services: () => [],
  service: (tenant, name) => ({ name, tenant, aliases: [], spoken: [] }),
  names: () => ({ services: [], environments: [] }),
  refresh: () => Promise.resolve(),
};
const none = () => Promise.resolve(undefined);
const history = {
  byNumber: none,
  running: () => Promise.resolve([]),
  recent: () => Promise.resolve([]),
  holder: none,
  kept: () => Promise.resolve([]),
  healthyVersions: () => Promise.resolve([]),
};
const cleared = (change: Partial<Operation> = {}): Operation => ({
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
const ada = { id: 'ada', display: 'Ada', tenant: 'default', known: true, admin: false, guest: false };

function checks(policyFacts: PolicySource, person = ada) {
  return createWorkerChecks({
    skill: (id) => skills.find((skill) => skill.id === id),
    identity: { resolve: () => Promise.resolve(person) },
    ports: { kubernetes: noCluster, catalogue, history, registry: { skills: () => [] }, ...NO_PIPELINES },
    policyFacts,
    clock: new StoppedClock(NOON),
    log: recordingLog(),
  });
}
const freeze = { intents: ['deploy'], reason: 'the sale' };

describe('before its first effect, policy is asked again, with what holds now', () => {
  it('lets an operation run whose asker still may', async () => {
    expect(await checks(() => ({ onCall: false })).authorize(cleared())).toBeUndefined();
  });

  it('refuses what was frozen after it was confirmed, naming the reason', async () => {
    const refusal = await checks(() => ({ onCall: false, freeze })).authorize(cleared());
    expect(refusal).toMatchObject({ code: 'environment_frozen', params: { reason: 'the sale' } });
  });

  it('lets a rollback through the freeze', async () => {
    const rollback = cleared({ skill: 'rollback' });
    expect(await checks(() => ({ onCall: true, freeze })).authorize(rollback)).toBeUndefined();
  });

  it('asks about this very command, place and person', async () => {
    const asked: Parameters<PolicySource>[0][] = [];
    const facts: PolicySource = (question) => {
      asked.push(question);
      return { onCall: false };
    };
    await checks(facts).authorize(cleared());
    expect(asked).toMatchObject([
      { intent: 'deploy', person: ada, environment: staging, service: { name: 'checkout' } },
    ]);
  });

  it('refuses an asker who may no longer', async () => {
    const known = { ...ada, guest: true };
    expect(await checks(() => ({ onCall: false }), known).authorize(cleared())).toMatchObject({
      code: 'not_permitted',
    });
  });
});
