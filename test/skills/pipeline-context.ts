import type { ActionPorts } from '../../skills/shared/pipeline/actions.js';
import type { Service } from '../../src/contracts/catalogue.js';
import { NOON } from '../fakes/drafts.js';
import { recordingLog } from '../fakes/log.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';
import { readOnlyCluster } from '../fakes/read-only-cluster.js';
import { ada, catalogueOf, historyOf, staging } from './asking.js';

/** What a skill that acts on checkout's pipeline is planned with: ada asks in English, of a service with these facts. */
export function pipelineContext(facts: Partial<Service>, connected: Partial<ActionPorts>, branch?: string) {
  const service: Service = { name: 'checkout', tenant: 'default', aliases: [], spoken: [], ...facts };
  return {
    slots: { service: 'checkout', ...(branch === undefined ? {} : { branch }) },
    person: ada,
    conversation: { platform: 'terminal', id: 'ada', tenant: 'default' },
    ...({ locale: 'en', source: 'chat', service, environment: undefined, operation: undefined } as const),
    ports: {
      ...NO_PIPELINES,
      kubernetes: readOnlyCluster({}),
      history: historyOf([], [], []),
      registry: { skills: () => [] },
      catalogue: catalogueOf([staging], [service]),
      ...connected,
    },
    clock: { now: () => NOON, sleep: () => Promise.resolve() },
    log: recordingLog(),
  };
}
