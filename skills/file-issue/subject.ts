import { createHash } from 'node:crypto';
import type { Locale } from '../../src/contracts/message.js';
import type { Evidence, Operation } from '../../src/contracts/operation.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { TestFailure } from '../../src/contracts/ports/jenkins.js';
import type { Service } from '../../src/contracts/catalogue.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillPorts } from '../../src/contracts/skill.js';
import { placesOf, type Place } from '../shared/places.js';
import type { IssueContext } from './plan.js';

/** A cause of trouble with its proof, as triage finds it. */
export interface IssueFinding {
  readonly place: Place;
  readonly service: string | undefined;
  readonly evidence: readonly Evidence[];
  readonly text: (locale: Locale) => string;
}
/** What triage knows; skills do not know each other. Worst first. */
export type FindingSource = (
  kubernetes: KubernetesPort,
  places: readonly Place[],
  now: number,
) => Promise<readonly IssueFinding[]>;

/** A Jenkins build or GitHub run that failed, with what it said itself. */
export interface FailedRun {
  /** What people call it: `Jenkins shop/checkout/main #45`. */
  readonly label: string;
  /** No two runs have the same, wherever their servers are reached. */
  readonly key: string;
  readonly url: string;
  readonly branch: string | undefined;
  /** The whole hash and, where it is known, the subject. */
  readonly commit: string | undefined;
  readonly author: string | undefined;
  /** When it ended: epoch milliseconds. */
  readonly at: number;
  /** The stage or job that failed. */
  readonly where: string | undefined;
  readonly lines: readonly string[];
  readonly tests: readonly TestFailure[];
}
/**
 * What pipeline-status knows: the run that failed where the newest of the service's trunk did. A refusal where a source that
 * could know did not answer.
 */
export type FailedRunSource = (
  ports: Pick<SkillPorts, 'jenkins' | 'github'>,
  service: Service,
  clock: Clock,
) => Promise<FailedRun | Refusal | undefined>;

export interface IssueSources {
  readonly findings: FindingSource;
  readonly failedRun: FailedRunSource;
}

/** What an issue is about. `marker` is the same whenever the same thing is filed. */
export type Subject =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly marker: string }
  | { readonly kind: 'run'; readonly run: FailedRun; readonly service: string; readonly marker: string }
  | {
      readonly kind: 'finding';
      readonly finding: IssueFinding;
      readonly service: string;
      readonly marker: string;
    };

const LOOK_BACK = 20;
/** A failure is at hand for so long, in milliseconds. */
const FRESH_MS = 24 * 3_600_000;
const TROUBLED: ReadonlySet<string> = new Set(['failed', 'outcome_unknown', 'cancelled']);

/**
 * The operation that was named; else what failed last of the operations of the last day, this conversation's before others',
 * and of the service's own pipeline; else the worst finding.
 */
export async function findSubject(
  context: IssueContext,
  { findings, failedRun }: IssueSources,
): Promise<Subject | Refusal> {
  const { slots, ports, person, service, clock } = context;
  if (slots.id !== undefined) {
    const operation = await ports.history.byNumber(person.tenant, slots.id);
    return operation === undefined ? refuse('unknown_operation', { id: slots.id }) : about(operation);
  }
  const [operation, run] = await Promise.all([
    newestFailure(context),
    service === undefined ? undefined : failedRun(ports, service, clock),
  ]);
  const unread = run !== undefined && 'kind' in run ? run : undefined;
  if (service !== undefined && run !== undefined && !('kind' in run) && run.at > (operation?.endedAt ?? 0))
    return { kind: 'run', run, service: service.name, marker: runMarker(run) };
  if (operation !== undefined) return about(operation);
  // Nothing at hand is not said while somebody who could know of something is silent.
  return (await worstFinding(context, findings)) ?? unread ?? refuse('nothing_pending');
}

function about(operation: Operation): Subject {
  return { kind: 'operation', operation, marker: `operation-${operation.id}` };
}

async function newestFailure({
  slots,
  ports,
  person,
  conversation,
  clock,
}: IssueContext): Promise<Operation | undefined> {
  const of = slots.service === undefined ? {} : { service: slots.service };
  const since = clock.now() - FRESH_MS;
  const recent = await ports.history.recent({ tenant: person.tenant, ...of, since, limit: LOOK_BACK });
  // What never began, because it was dropped or expired while it waited, is no trouble.
  const troubled = recent.filter(
    ({ status, skill, startedAt }) => TROUBLED.has(status) && startedAt !== null && skill !== 'file-issue',
  );
  return troubled.find((operation) => operation.conversation.id === conversation.id) ?? troubled[0];
}

async function worstFinding(
  { slots, ports, person, clock }: IssueContext,
  findings: FindingSource,
): Promise<Subject | undefined> {
  const { tenant } = person;
  const places = placesOf(ports.catalogue, tenant, undefined);
  const found = await findings(ports.kubernetes, places, clock.now());
  const finding = found.find(
    ({ service }) =>
      service !== undefined &&
      (slots.service === undefined || service === slots.service) &&
      hasRepository(ports.catalogue, tenant, service),
  );
  const service = finding?.service;
  if (finding === undefined || service === undefined) return undefined;
  return { kind: 'finding', finding, service, marker: findingMarker(service, finding) };
}

function hasRepository(catalogue: CataloguePort, tenant: string, service: string): boolean {
  return catalogue.service(tenant, service)?.repository !== undefined;
}

/** The same cause of the same service in the same place; counts and names of pods in it may differ. */
function findingMarker(service: string, { place, text }: IssueFinding): string {
  const cause = text('en').replace(/\d+/g, '0');
  const hash = createHash('sha256').update(`${place.environment.name}\n${cause}`).digest('hex').slice(0, 16);
  return `finding-${service.replace(/[^A-Za-z0-9-]/g, '-')}-${hash}`;
}

function runMarker({ key }: FailedRun): string {
  return `run-${createHash('sha256').update(key).digest('hex').slice(0, 16)}`;
}
