import { randomUUID } from 'node:crypto';
import type { InboundMessage } from '../../src/contracts/message.js';
import type { TargetKey } from '../../src/contracts/catalogue.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { OperationDraft } from '../../src/contracts/ports/ledger.js';
import type { Reply } from '../../src/contracts/reply.js';

/** Noon on the day the tests play on. */
export const NOON = Date.UTC(2026, 4, 4, 12);

export function aTarget(name = 'checkout', cluster = 'lab'): TargetKey {
  return { cluster, namespace: 'shop-staging', kind: 'Deployment', name };
}

export function aPlan(change: Partial<Plan> = {}): Plan {
  return {
    skill: 'deploy',
    service: 'checkout',
    environment: 'staging',
    targets: [aTarget()],
    from: '1.4.1',
    to: '1.4.2',
    risk: 'low',
    mustConfirm: false,
    warnings: [],
    observed: { uid: 'u1' },
    data: {},
    ...change,
  };
}

export function aReply(title = 'a reply', change: Partial<Reply> = {}): Reply {
  return {
    code: 'answered',
    locale: 'en',
    tone: 'info',
    title,
    blocks: [],
    speech: title,
    visibility: 'conversation',
    expects: 'nothing',
    sandbox: false,
    ...change,
  };
}

export function aMessage(change: Partial<InboundMessage> = {}): InboundMessage {
  return {
    eventId: randomUUID(),
    actor: { platform: 'terminal', id: 'ada', display: 'Ada' },
    conversation: { platform: 'terminal', id: 'ada', tenant: 'default' },
    text: 'deploy checkout 1.4.2 to staging',
    alternatives: [],
    source: 'chat',
    whileSpeaking: false,
    addressed: true,
    receivedAt: NOON,
    ...change,
  };
}

/** An operation that is cleared to run, unless told otherwise. */
export function aDraft(change: Partial<OperationDraft> = {}): OperationDraft {
  return {
    id: randomUUID(),
    tenant: 'default',
    skill: 'deploy',
    slots: { service: 'checkout', environment: 'staging', version: '1.4.2' },
    plan: aPlan(),
    digest: 'd1',
    status: 'cleared',
    code: 'answered',
    person: 'ada',
    actor: { platform: 'terminal', id: 'ada', display: 'Ada' },
    conversation: { platform: 'terminal', id: 'ada', tenant: 'default' },
    locale: 'en',
    source: 'chat',
    eventKey: `terminal:${randomUUID()}`,
    createdAt: NOON,
    clearedAt: NOON,
    expiresAt: null,
    approvalsNeeded: 0,
    approvedBy: [],
    world: null,
    ...change,
  };
}
