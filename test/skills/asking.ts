import type { Environment, Service } from '../../src/contracts/catalogue.js';
import type { Locale, Slots } from '../../src/contracts/message.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { Refusal } from '../../src/contracts/outcome.js';
import type { Person } from '../../src/contracts/policy.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { replySchema, type Reply, type ReplyBlock } from '../../src/contracts/reply.js';
import type { AnySkill, SkillDirectory, SkillPorts } from '../../src/contracts/skill.js';
import { aDraft, NOON } from '../fakes/drafts.js';
import { readOnlyCluster } from '../fakes/read-only-cluster.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';

export const production: Environment = environment(
  'production',
  [{ cluster: 'lab', namespace: 'shop' }],
  true,
);
export const staging: Environment = environment(
  'staging',
  [{ cluster: 'lab', namespace: 'shop-staging' }],
  false,
);

export function environment(name: string, targets: Environment['targets'], guarded: boolean): Environment {
  return { name, tenant: 'default', aliases: [], targets, protected: guarded, approvals: 0 };
}
function service(name: string): Service {
  return { name, tenant: 'default', aliases: [], spoken: [] };
}
export const ada: Person = {
  id: 'ada',
  display: 'Ada',
  tenant: 'default',
  known: true,
  admin: false,
  guest: false,
};

/** What surrounds the question; everything has a quiet default. */
export interface Around {
  readonly kubernetes?: KubernetesPort;
  readonly environments?: readonly Environment[];
  readonly running?: readonly Operation[];
  readonly ended?: readonly Operation[];
  /** Ended ones that keep their targets. */
  readonly kept?: readonly Operation[];
  /** Replaces the whole history, e.g. by one that fails. */
  readonly history?: HistoryPort;
  readonly registry?: SkillDirectory;
  readonly person?: Person;
  readonly locale?: Locale;
  readonly slots?: Slots;
  /** Its catalogue entry is among `services`, or has nothing but this name. */
  readonly service?: string;
  readonly services?: readonly Service[];
  readonly pipelines?: Partial<Pick<SkillPorts, 'jenkins' | 'github' | 'images'>>;
  readonly clock?: Clock;
  readonly environment?: Environment;
}

/** Asks a reading skill as the pipeline would, names resolved. */
export async function ask(skill: AnySkill, around: Around = {}): Promise<Reply> {
  const answer = await askFor(skill, around);
  if ('kind' in answer) throw new Error(`refused: ${answer.code}`);
  return answer;
}

export async function askFor(skill: AnySkill, around: Around): Promise<Reply | Refusal> {
  if (skill.effect !== 'read') throw new Error(`${skill.id} does not read`);
  const environments = around.environments ?? [staging, production];
  const slots = {
    ...(around.service === undefined ? {} : { service: around.service }),
    ...(around.environment === undefined ? {} : { environment: around.environment.name }),
    ...around.slots,
  };
  const catalogue = catalogueOf(environments, around.services ?? []);
  const answer = await skill.read({
    slots,
    person: around.person ?? ada,
    conversation: { platform: 'terminal', id: 'ada', tenant: 'default' },
    locale: around.locale ?? 'en',
    source: 'chat',
    ports: portsOf(around, catalogue),
    clock: clockOf(around),
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    service: around.service === undefined ? undefined : catalogue.service('default', around.service),
    environment: around.environment,
    operation: undefined,
  });
  return 'kind' in answer ? answer : replySchema.parse(answer);
}

function portsOf(around: Around, catalogue: CataloguePort): SkillPorts {
  return {
    kubernetes: around.kubernetes ?? readOnlyCluster({}),
    catalogue,
    history: around.history ?? historyOf(around.running ?? [], around.ended ?? [], around.kept ?? []),
    registry: around.registry ?? { skills: () => [] },
    ...NO_PIPELINES,
    ...around.pipelines,
  };
}

function clockOf({ clock }: Around): Clock {
  return clock ?? { now: () => NOON, sleep: () => Promise.resolve() };
}

/** What a skill brings to a home page; undefined: nothing. */
export async function atHome(
  skill: AnySkill,
  around: Around = {},
): Promise<{ readonly title: string; readonly reply: Reply } | undefined> {
  if (skill.effect !== 'read') throw new Error(`${skill.id} does not read`);
  const catalogue = catalogueOf(around.environments ?? [staging, production], around.services ?? []);
  const section = await skill.home?.({
    tenant: 'default',
    locale: around.locale ?? 'en',
    ports: portsOf(around, catalogue),
    clock: clockOf(around),
  });
  return section && { title: section.title, reply: replySchema.parse(section.reply) };
}

export function catalogueOf(
  environments: readonly Environment[],
  services: readonly Service[],
): CataloguePort {
  return {
    environments: () => environments,
    environment: (_tenant, name) => environments.find((each) => each.name === name),
    services: () => services,
    service: (_tenant, name) => services.find((each) => each.name === name) ?? service(name),
    names: () => ({ services: [], environments: [] }),
    refresh: () => Promise.resolve(),
  };
}

export function historyOf(
  running: readonly Operation[],
  ended: readonly Operation[],
  kept: readonly Operation[],
): HistoryPort {
  return {
    byNumber: () => Promise.resolve(undefined),
    running: () => Promise.resolve(running),
    recent: (filter) =>
      Promise.resolve(
        ended.filter(
          ({ plan }) =>
            (filter.service === undefined || plan.service === filter.service) &&
            (filter.environment === undefined || plan.environment === filter.environment),
        ),
      ),
    holder: () => Promise.resolve(undefined),
    kept: () => Promise.resolve(kept.map((operation) => ({ operation, until: NOON + 60_000 }))),
    healthyVersions: () => Promise.resolve([]),
  };
}

export function anOperation(change: Partial<Operation> = {}): Operation {
  return {
    ...aDraft(),
    number: 42,
    startedAt: NOON - 60_000,
    endedAt: null,
    heartbeatAt: null,
    cancelRequestedBy: null,
    outcomes: [],
    evidence: [],
    ...change,
  };
}

export function block<K extends ReplyBlock['kind']>(reply: Reply, kind: K): Extract<ReplyBlock, { kind: K }> {
  const found = reply.blocks.find((each): each is Extract<ReplyBlock, { kind: K }> => each.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in: ${JSON.stringify(reply.blocks)}`);
  return found;
}
export function texts(reply: Reply, kind: 'text' | 'warning' | 'code'): readonly string[] {
  return reply.blocks.flatMap((each) => (each.kind === kind ? [each.text] : []));
}
