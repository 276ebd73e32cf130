import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CatalogueNames, Environment, Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { actorKey } from '../../src/contracts/message.js';
import type { ActorRef, InboundMessage } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { Person } from '../../src/contracts/policy.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { Answer, Delivery } from '../../src/contracts/ports/host.js';
import type { Ledger } from '../../src/contracts/ports/ledger.js';
import type { Reply } from '../../src/contracts/reply.js';
import type { AnySkill } from '../../src/contracts/skill.js';
import { createEngine } from '../../src/language/index.js';
import { createHistory } from '../../src/operations/history.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createAloud } from '../../src/outbox/aloud.js';
import { createPipeline } from '../../src/pipeline/index.js';
import type { PipelineDeps } from '../../src/pipeline/index.js';
import { createRegistry } from '../../src/registry/index.js';
import { WINDOWS } from '../../src/registry/windows.js';
import { createScheduleBook } from '../../src/schedule/book.js';
import { openDatabase } from '../../src/store/index.js';
import { NOON } from '../fakes/drafts.js';
import { noCluster } from '../fakes/no-cluster.js';
import { recordingLog } from '../fakes/log.js';
import { StoppedClock } from '../fakes/virtual-clock.js';
import { createShop } from './shop.js';
import type { Shop } from './shop.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';

export const PLACES: readonly Environment[] = [
  place('staging'),
  place('dev'),
  place('production', { protected: true }),
];

export function place(name: string, change: Partial<Environment> = {}): Environment {
  return {
    name,
    tenant: 'default',
    aliases: name === 'production' ? ['prod', '운영'] : name === 'staging' ? ['스테이징'] : [],
    targets: [{ cluster: 'lab', namespace: `shop-${name}` }],
    protected: false,
    approvals: 0,
    ...change,
  };
}

const service = (name: string, aliases: readonly string[]): Service => ({
  name,
  tenant: 'default',
  aliases,
  spoken: [],
});
const SERVICES = [
  service('checkout', ['체크아웃']),
  service('cart', ['장바구니']),
  service('payments-api', ['결제', 'payments']),
];

/** Who the bot knows, by `platform:id`. */
const PEOPLE: Readonly<Record<string, Person>> = {
  'slack:ada': person('ada', { admin: true }),
  'slack:bob': person('bob', {}),
  'slack:eve': person('eve', {}),
  'slack:mina': person('mina', { admin: true }),
  'voice:ada': person('ada', { admin: true }),
  'console:ada': person('ada', { admin: true }),
  'terminal:ada': person('ada', { admin: true }),
  'terminal:mina': person('mina', { admin: true }),
};
function person(id: string, change: Partial<Person>): Person {
  const display = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  return { id, display, tenant: 'default', known: true, admin: false, guest: false, ...change };
}

export interface RigOptions {
  readonly environments?: readonly Environment[];
  readonly sandbox?: boolean;
  readonly skills?: readonly AnySkill[];
  readonly policyFacts?: PipelineDeps['policyFacts'];
  /** Whether people can schedule digests, by the clock of Seoul. */
  readonly schedules?: boolean;
}

export interface Saying {
  readonly as?: string;
  readonly platform?: string;
  readonly channel?: string;
  readonly eventId?: string;
  readonly message?: Partial<InboundMessage>;
}

/** The whole pipeline over a real ledger and a real engine; only cluster, people, queue and clock are played. */
export async function startRig(options: RigOptions = {}) {
  const home = await mkdtemp(join(tmpdir(), 'coxswain-pipeline-'));
  const clock = new StoppedClock(NOON);
  const ledger = createLedger(await openDatabase({ home }), clock);
  onTestFinished(async () => {
    await ledger.close();
    await rm(home, { recursive: true, force: true });
  });
  const shop = createShop();
  const registry = createRegistry(options.skills ?? shop.skills);
  const discovery = discoveryOf();
  const catalogue = catalogueOf(options.environments ?? PLACES, discovery);
  const outage = { ledger: false, queue: false };
  const fragile = breakable(ledger, () => outage.ledger);
  const log = recordingLog();
  const enqueued: string[] = [];
  const direct: Delivery[] = [];
  const cancelled: string[] = [];
  const resumed: string[] = [];
  let ids = 0;
  const onCancel: { play: (operationId: string) => Promise<void> } = { play: () => Promise.resolve() };
  const deps: PipelineDeps = {
    ledger: fragile,
    registry,
    engine: createEngine({ intents: registry.intents(), names: () => catalogue.names('default') }),
    identity: {
      resolve: (actor: ActorRef) => Promise.resolve(PEOPLE[actorKey(actor)] ?? stranger(actor)),
      issueCode: () => Promise.resolve('123456'),
      redeemCode: (_actor, code) => Promise.resolve(code === '123456'),
    },
    queue: {
      enqueue: (id) => {
        if (outage.queue) return Promise.reject(new PortError('queue_down', 'no connection'));
        enqueued.push(id);
        return Promise.resolve();
      },
      healthy: () => Promise.resolve(!outage.queue),
    },
    dispatcher: { deliverNow: (delivery) => void direct.push(delivery) },
    ports: {
      kubernetes: noCluster,
      catalogue,
      history: createHistory(fragile, clock),
      registry,
      ...NO_PIPELINES,
    },
    clock,
    log,
    approvalMs: WINDOWS.approval,
    policyFacts: options.policyFacts ?? (() => ({ onCall: false })),
    cancelOperation: async ({ operationId }) => {
      cancelled.push(operationId);
      await onCancel.play(operationId);
    },
    continueInterrupted: async ({ operationId, person: by }) => {
      resumed.push(operationId);
      await ledger.transition(operationId, ['interrupted'], { status: 'cleared', by });
    },
    sandbox: { on: options.sandbox ?? false, worldId: null },
    aloud: createAloud(() => catalogue.names('default')),
    newId: () => `id-${String(++ids).padStart(4, '0')}`,
  };
  const { identity, ports, sandbox } = deps;
  const book = createScheduleBook({
    ...{ store: fragile, registry, identity, ports, sandbox, clock, log, timezone: 'Asia/Seoul' },
  });
  const pipeline = createPipeline(
    options.schedules === true ? { ...deps, schedules: book, subscriptions: fragile } : deps,
  );
  const receive = (text: string, saying: Saying = {}) =>
    pipeline.receive(message(text, saying, clock.now(), `e${++ids}`));
  const ask = async (text: string, saying: Saying = {}): Promise<Answer | undefined> =>
    (await receive(text, saying)).answer;
  return {
    deps,
    pipeline,
    ledger,
    clock,
    shop,
    log,
    enqueued,
    direct,
    cancelled,
    resumed,
    outage,
    onCancel,
    discovery,
    receive,
    ask,
    /** Says it and takes the reply; fails when there is none. */
    say: async (text: string, saying: Saying = {}): Promise<Reply> => replyOf(await ask(text, saying)),
    /** Presses a control of a reply by its label. */
    press: async (reply: Reply, label: string, saying: Saying = {}): Promise<Reply> => {
      const action = actionsOf(reply).find((candidate) => candidate.label === label);
      if (action === undefined) throw new Error(`no control "${label}" on "${reply.title}"`);
      return replyOf(await ask('', { ...saying, message: { ...saying.message, command: action.command } }));
    },
    operation: async (number: number): Promise<Operation> => {
      const found = await ledger.operationByNumber('default', number);
      if (found === undefined) throw new Error(`no operation #${number}`);
      return found;
    },
  };
}
export type Rig = Awaited<ReturnType<typeof startRig>>;
export type { Shop };

export function replyOf(answer: Answer | undefined): Reply {
  if (answer === undefined) throw new Error('no answer');
  return answer.reply;
}

export function actionsOf(reply: Reply) {
  return reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions : []));
}

/** Everything a person reads of a reply. */
export function textOf(reply: Reply): string {
  const blocks = reply.blocks.flatMap((block) => ('text' in block ? [block.text] : []));
  return [reply.title, ...blocks].join('\n');
}

function message(text: string, saying: Saying, receivedAt: number, fallbackId: string): InboundMessage {
  const { as = 'ada', platform = 'slack', channel = 'general', eventId = fallbackId } = saying;
  return {
    eventId,
    actor: { platform, id: as, display: as },
    conversation: { platform, id: channel, tenant: 'default' },
    text,
    alternatives: [],
    source: platform === 'voice' ? 'voice' : 'chat',
    whileSpeaking: false,
    addressed: true,
    receivedAt,
    ...saying.message,
  };
}

function stranger(actor: ActorRef): Person {
  return person(actorKey(actor), { known: false, display: actor.display ?? actor.id });
}

const discoveryOf = (): { appeared: string[]; looks: number; answers: boolean } => ({
  appeared: [],
  looks: 0,
  answers: true,
});

/** What the cluster would tell: services that appeared since the last look, and whether it answers at all. */
interface Discovery {
  readonly appeared: readonly string[];
  looks: number;
  readonly answers: boolean;
}

function catalogueOf(environments: readonly Environment[], discovery: Discovery): CataloguePort {
  let services = SERVICES;
  const namesOf = (): CatalogueNames => ({
    services,
    environments: environments.map(({ name, aliases }) => ({ name, aliases, spoken: [] })),
  });
  let names = namesOf();
  return {
    environments: () => environments,
    environment: (_tenant, name) => environments.find((candidate) => candidate.name === name),
    services: () => services,
    service: (_tenant, name) => services.find((candidate) => candidate.name === name),
    names: () => names,
    refresh: () => {
      discovery.looks += 1;
      if (!discovery.answers) return new Promise(() => undefined);
      services = [...SERVICES, ...discovery.appeared.map((name) => service(name, []))];
      names = namesOf();
      return Promise.resolve();
    },
  };
}

/** The real ledger, behind a plug that the test can pull. */
function breakable<L extends Ledger>(ledger: L, isDown: () => boolean): L {
  return new Proxy(ledger, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function' || name === 'onReply') return member;
      return (...parameters: unknown[]): unknown =>
        isDown()
          ? Promise.reject(new PortError('ledger_down', 'the database does not answer'))
          : Reflect.apply(member, target, parameters);
    },
  });
}
