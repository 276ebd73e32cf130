import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createSkills } from '../../skills/index.js';
import { skillSettings } from '../../skills/settings.js';
import { systemClock } from '../../src/clock.js';
import { createCatalogue } from '../../src/catalogue/index.js';
import type { DeployDriver, Environment, Service } from '../../src/contracts/catalogue.js';
import type { Deployment, KindName, Kinds, Pod } from '../../src/contracts/kubernetes-objects.js';
import type { Slots } from '../../src/contracts/message.js';
import { planSchema, type Operation, type Plan } from '../../src/contracts/operation.js';
import type { Refusal } from '../../src/contracts/outcome.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { Ledger } from '../../src/contracts/ports/ledger.js';
import type { KubernetesPort, ListOptions } from '../../src/contracts/ports/kubernetes.js';
import type { Reply } from '../../src/contracts/reply.js';
import type { AnySkill, Offer, RegisteredWrite, SkillPorts } from '../../src/contracts/skill.js';
import { createGithub } from '../../src/integrations/github/index.js';
import { createJenkins } from '../../src/integrations/jenkins/index.js';
import { createImages } from '../../src/integrations/registry/index.js';
import { createKubernetes } from '../../src/integrations/kubernetes/index.js';
import { createHistory } from '../../src/operations/history.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createRegistry } from '../../src/registry/index.js';
import { skillContext } from '../../src/registry/context.js';
import { planDigest } from '../../src/registry/digest.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { openDatabase } from '../../src/store/index.js';
import { aDraft, aReply } from '../fakes/drafts.js';
import { recordingLog } from '../fakes/log.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';
import { startWorker, theOperation, type Worker } from '../fakes/worker.js';

/** A tenth of the sandbox's usual delays: a pod is ready a fifth of a second after it was created. */
const PACE = 0.1;

export interface Ended {
  readonly operation: Operation;
  readonly reply: Reply;
  /** `step state`, in the order in which they were recorded. */
  readonly steps: readonly string[];
}

/** The sandbox shop over real HTTP, with the real client, ledger and runner; only policy and language are left out. */
export class Shop {
  readonly environments: Environment[];
  readonly services: Service[];
  readonly #worker: Worker;
  readonly #ports: SkillPorts;
  readonly #skills: readonly AnySkill[];

  constructor(
    readonly sandbox: Sandbox,
    readonly kubernetes: KubernetesPort,
    readonly ledger: Ledger & Parameters<typeof startWorker>[0]['ledger'],
    settings: Parameters<typeof skillSettings.parse>[0] = {},
    pipelines: Pick<SkillPorts, 'jenkins' | 'github' | 'images'> = NO_PIPELINES,
  ) {
    const all: Environment = {
      name: 'everywhere',
      tenant: 'default',
      aliases: [],
      protected: false,
      approvals: 0,
      targets: ['shop-dev', 'shop-staging'].map((namespace) => ({ cluster: 'sandbox', namespace })),
    };
    this.environments = [...sandbox.environments, all];
    this.services = [...sandbox.services];
    const log = recordingLog();
    this.#skills = createSkills(skillSettings.parse(settings));
    const registry = createRegistry(this.#skills);
    const catalogue = createCatalogue({
      environments: this.environments,
      services: this.services,
      kubernetes,
      log,
    });
    this.#ports = {
      ...{ kubernetes, catalogue, history: createHistory(ledger, systemClock), registry },
      ...pipelines,
    };
    const skills = this.#skills;
    const more = {
      ports: this.#ports,
      replan: (operation: Operation) => this.#planAgain(operation),
    };
    this.#worker = startWorker({ ledger, clock: systemClock, skills, more });
  }

  get github(): GithubPort {
    const { github } = this.#ports;
    if (github === undefined) throw new Error('this shop has no GitHub');
    return github;
  }

  skill(id: string): RegisteredWrite {
    const skill = this.#skills.find((each) => each.id === id);
    if (skill?.effect !== 'write') throw new Error(`no writing skill ${id}`);
    return skill;
  }

  async plan(
    id: string,
    slots: Slots,
    source: 'chat' | 'voice' = 'chat',
    operation?: Operation,
  ): Promise<Plan | Refusal> {
    const draft = aDraft();
    const context = skillContext({
      skill: this.skill(id),
      slots,
      person: { id: 'ada', display: 'Ada', tenant: 'default', known: true, admin: true, guest: false },
      conversation: draft.conversation,
      locale: 'en',
      source,
      ports: this.#ports,
      clock: systemClock,
      log: recordingLog(),
      ...(operation === undefined ? {} : { operation }),
    });
    const planned = await this.skill(id).plan(context);
    return 'kind' in planned ? planned : planSchema.parse(planned);
  }

  /** What a skill offers for a slot of its command. */
  async offers(
    id: string,
    slot: string,
    { service = '', environment = '' }: { readonly service?: string; readonly environment?: string },
    { locale = 'en', patience = 'endless' }: { locale?: 'en' | 'ko'; patience?: 'endless' | 'none' } = {},
  ): Promise<readonly Offer[] | undefined> {
    const ports = this.#ports;
    const { catalogue } = ports;
    return this.skill(id).offers?.(slot, {
      ...{ tenant: 'default', locale, ports },
      clock: {
        now: () => systemClock.now(),
        sleep: () =>
          patience === 'none'
            ? new Promise((resolve) => setImmediate(resolve))
            : new Promise(() => undefined),
      },
      service: catalogue.service('default', service),
      environment: catalogue.environment('default', environment),
    });
  }

  #planAgain(operation: Operation): Promise<Plan | Refusal> {
    return this.plan(operation.skill, operation.slots, operation.source, operation);
  }

  async refusal(id: string, slots: Slots, source: 'chat' | 'voice' = 'chat'): Promise<Refusal> {
    const planned = await this.plan(id, slots, source);
    if (!('kind' in planned)) throw new Error(`planned ${planned.from} → ${planned.to} instead of refusing`);
    return planned;
  }

  async accept(id: string, slots: Slots): Promise<Plan> {
    const planned = await this.plan(id, slots);
    if ('kind' in planned) throw new Error(`refused: ${planned.code} ${JSON.stringify(planned.params)}`);
    return planned;
  }

  /** Plans and clears an operation without running it. */
  async clear(id: string, slots: Slots): Promise<Operation> {
    const plan = await this.accept(id, slots);
    const now = systemClock.now();
    const draft = aDraft({ id: randomUUID(), skill: id, slots, plan, digest: planDigest(slots, plan) });
    const times = { createdAt: now, clearedAt: now };
    return (await this.ledger.createOperation({ ...draft, ...times }, (number) => aReply(`#${number}`)))
      .operation;
  }

  /** Runs a cleared operation to its end. */
  async finish(operation: Operation): Promise<Ended> {
    await this.#worker.runner.run(operation.id);
    const ended = await theOperation(this.ledger, operation.id);
    const entries = await this.ledger.undelivered(operation.conversation.platform, 1000);
    const entry = entries.find(({ key }) => key === `op:${operation.id}`);
    if (entry === undefined) throw new Error('the operation ended without a reply');
    const steps = await this.ledger.steps(operation.id);
    return {
      operation: ended,
      reply: entry.reply,
      steps: steps.map(({ stepId, state }) => `${stepId} ${state}`),
    };
  }

  async run(id: string, slots: Slots): Promise<Ended> {
    return this.finish(await this.clear(id, slots));
  }

  async stop(operation: Operation): Promise<void> {
    await this.#worker.cancel({ operationId: operation.id, person: 'ada' });
  }

  async deployment(name: string, namespace: string): Promise<Deployment> {
    const found = await this.kubernetes.get({ cluster: 'sandbox', namespace }, 'Deployment', name);
    if (found === undefined) throw new Error(`no Deployment ${name} in ${namespace}`);
    return found;
  }

  async image(name: string, namespace: string): Promise<string | undefined> {
    return (await this.deployment(name, namespace)).spec?.template?.spec?.containers?.[0]?.image;
  }

  /** Resolves when a Deployment is as wanted; fails after ten seconds. */
  until(name: string, namespace: string, wanted: (deployment: Deployment) => boolean): Promise<void> {
    return this.#until('Deployment', namespace, { fieldSelector: `metadata.name=${name}` }, wanted);
  }

  /** Resolves when some pod is as wanted; fails after ten seconds. */
  untilPod(namespace: string, wanted: (pod: Pod) => boolean): Promise<void> {
    return this.#until('Pod', namespace, {}, wanted);
  }

  async #until<K extends KindName>(
    kind: K,
    namespace: string,
    options: ListOptions,
    wanted: (object: Kinds[K]) => boolean,
  ): Promise<void> {
    const deadline = AbortSignal.timeout(60_000);
    const enough = new AbortController();
    const signal = AbortSignal.any([deadline, enough.signal]);
    const look = ({ object }: { readonly object?: Kinds[K] }): void => {
      if (object !== undefined && wanted(object)) enough.abort();
    };
    await this.kubernetes.watch({ cluster: 'sandbox', namespace }, kind, options, look, signal);
    if (deadline.aborted) throw new Error(`no ${kind} in ${namespace} ever became as wanted`);
  }

  /** What deploys a service from now on. */
  deployedBy(name: string, deploy: DeployDriver): void {
    const at = this.services.findIndex((service) => service.name === name);
    const service = this.services[at];
    if (service !== undefined) this.services[at] = { ...service, deploy };
  }

  async control(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.sandbox.url}/sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  scenario(scenario: string, service: string, namespace = 'shop-staging'): Promise<unknown> {
    return this.control('POST', 'apply', { scenario, namespace, service });
  }
}

function deliveryOf(sandbox: Sandbox): Pick<SkillPorts, 'jenkins' | 'github' | 'images'> {
  const jenkins = createJenkins({ ...sandbox.jenkins(), graceMs: 300 }, systemClock);
  return { jenkins, github: createGithub(sandbox.github(), systemClock), images: undefined };
}

/**
 * A shop for the test file that calls it; `fresh` gives it a new world. Its Jenkins and GitHub are connected only where
 * a test asks for them (`delivery`), its registry too (`registry`).
 */
export function shopOfThisFile(
  settings: Parameters<typeof skillSettings.parse>[0] = {},
  { delivery = false, registry = false }: { readonly delivery?: boolean; readonly registry?: boolean } = {},
): {
  (): Shop;
  fresh(): Promise<void>;
} {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-skills-'));
  let sandbox: Sandbox | undefined;
  let shop: Shop | undefined;
  let ledger: Shop['ledger'] | undefined;
  const open = async (): Promise<void> => {
    const log = recordingLog();
    await ledger?.close();
    const home = mkdtempSync(join(folder, 'home-'));
    ledger = createLedger(await openDatabase({ home }), systemClock);
    if (sandbox === undefined)
      sandbox = await startSandbox({
        stateFile: join(folder, 'world.json'),
        clock: systemClock,
        log,
        pace: PACE,
      });
    else await sandbox.reset();
    const kubernetes = createKubernetes({
      kubeconfig: { yaml: sandbox.kubeconfig() },
      clock: systemClock,
      log,
    });
    const pipelines = {
      ...(delivery ? deliveryOf(sandbox) : NO_PIPELINES),
      ...(registry && { images: createImages(sandbox.images(), systemClock) }),
    };
    shop = new Shop(sandbox, kubernetes, ledger, settings, pipelines);
    await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
  };
  beforeAll(open);
  afterAll(async () => {
    await ledger?.close();
    await sandbox?.stop();
    rmSync(folder, { recursive: true });
  });
  const the = (): Shop => {
    if (shop === undefined) throw new Error('the shop opens before the first test');
    return shop;
  };
  return Object.assign(the, { fresh: open });
}
