import type { Clock } from '../contracts/ports/clock.js';
import type { KubernetesPort } from '../contracts/ports/kubernetes.js';
import type { Log } from '../contracts/ports/log.js';
import type { ConversationRef, Locale, Slots } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';
import type { Person } from '../contracts/policy.js';
import { githubLookOnly, jenkinsLookOnly } from './look-only.js';
import type { AnySkill, SkillPorts, UncheckedContext } from '../contracts/skill.js';

export interface ContextFacts {
  readonly skill: Pick<AnySkill, 'id' | 'ports'>;
  readonly slots: Slots;
  readonly person: Person;
  readonly conversation: ConversationRef;
  readonly locale: Locale;
  readonly source: 'chat' | 'voice';
  readonly ports: SkillPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** When this is a plan made again for an operation that exists. */
  readonly operation?: Operation;
}

/**
 * What a skill reads or plans with: the ports it declared and no other, of Kubernetes only what changes nothing, and
 * the service and environment that its slots name. Used when a command is planned and again by the worker.
 */
export function skillContext(facts: ContextFacts): UncheckedContext {
  const { slots, person, ports } = facts;
  const { service, environment } = slots;
  const tenant = person.tenant;
  return {
    slots,
    person,
    conversation: facts.conversation,
    locale: facts.locale,
    source: facts.source,
    ports: declaredPorts(facts.skill, ports),
    clock: facts.clock,
    log: facts.log,
    service: service === undefined ? undefined : ports.catalogue.service(tenant, String(service)),
    environment:
      environment === undefined ? undefined : ports.catalogue.environment(tenant, String(environment)),
    operation: facts.operation,
  };
}

/** Reaching for a port that was not declared is a bug of the skill, and says so at once. */
export function declaredPorts(skill: ContextFacts['skill'], ports: SkillPorts): SkillPorts {
  const declared = new Set(skill.ports);
  const only = <Port>(name: keyof SkillPorts, port: Port): Port => {
    if (declared.has(name)) return port;
    throw new Error(`The skill ${skill.id} uses the port ${name} without declaring it.`);
  };
  const kubernetes = lookOnly(ports.kubernetes);
  const jenkins = ports.jenkins && jenkinsLookOnly(ports.jenkins);
  const github = ports.github && githubLookOnly(ports.github);
  return {
    get jenkins() {
      return only('jenkins', jenkins);
    },
    get github() {
      return only('github', github);
    },
    get images() {
      return only('images', ports.images);
    },
    get pushes() {
      return only('pushes', ports.pushes);
    },
    get kubernetes() {
      return only('kubernetes', kubernetes);
    },
    get catalogue() {
      return only('catalogue', ports.catalogue);
    },
    get history() {
      return only('history', ports.history);
    },
    get registry() {
      return only('registry', ports.registry);
    },
  };
}

/** Only a step of a running operation changes the world (DESIGN.md, invariant 3); planning may at most ask the server to try. */
function lookOnly(kubernetes: KubernetesPort): KubernetesPort {
  return {
    get: (target, kind, name) => kubernetes.get(target, kind, name),
    list: (target, kind, options) => kubernetes.list(target, kind, options),
    patch: async (target, kind, name, operations, options) => {
      if (options?.dryRun !== true)
        throw new Error('Only a step may change the cluster; a plan may dry-run.');
      return kubernetes.patch(target, kind, name, operations, options);
    },
    watch: (target, kind, options, onChange, signal) =>
      kubernetes.watch(target, kind, options, onChange, signal),
    ...(kubernetes.kept === undefined ? {} : { kept: kubernetes.kept }),
    logs: (target, pod, options) => kubernetes.logs(target, pod, options),
    can: (target, access) => kubernetes.can(target, access),
    version: (cluster) => kubernetes.version(cluster),
  };
}
