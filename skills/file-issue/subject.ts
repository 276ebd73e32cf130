import { createHash } from 'node:crypto';
import type { Locale } from '../../src/contracts/message.js';
import type { Evidence, Operation } from '../../src/contracts/operation.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
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

/** What an issue is about. `marker` is the same whenever the same thing is filed. */
export type Subject =
  | { readonly kind: 'operation'; readonly operation: Operation; readonly marker: string }
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
 * The operation that was named; else the newest failure of the last day, of this conversation before others'; else the
 * worst finding. Undefined when there is nothing.
 */
export async function findSubject(
  context: IssueContext,
  findings: FindingSource,
): Promise<Subject | 'unknown_operation' | undefined> {
  const { slots, ports, person } = context;
  if (slots.id !== undefined) {
    const operation = await ports.history.byNumber(person.tenant, slots.id);
    return operation === undefined ? 'unknown_operation' : about(operation);
  }
  const failed = await newestFailure(context);
  if (failed !== undefined) return about(failed);
  return worstFinding(context, findings);
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
