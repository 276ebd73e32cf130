import type { Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import { MARKS } from '../../src/contracts/marks.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import { asDeployment, rolloutsAt, rolloutsFor } from '../shared/argo-rollout.js';
import type { Place } from '../shared/places.js';
import { selectorQuery } from '../shared/selectors.js';
import { copiesOf, deploymentsAt } from '../shared/survey.js';
import { chooseLog, neverRan, type LogChoice, type PodAt } from './plan.js';

/** Lines that are read and kept in the file; a reply shows fewer. */
const TAIL = 200;
/** A line is cut here: some programs write whole documents in one. */
const LINE = 300;

export interface LogFacts {
  readonly service: string;
  readonly places: readonly Place[];
  readonly now: number;
  /** Undefined when the service has no pod at these places. */
  readonly choice: LogChoice | undefined;
  /** Oldest first, secrets masked. */
  readonly lines: readonly string[];
  readonly unread: readonly { readonly place: Place; readonly error: PortError }[];
}

/** @throws PortError when no place could be read, or the log itself could not. */
export async function readLogs(
  kubernetes: KubernetesPort,
  places: readonly Place[],
  service: Service,
  now: number,
): Promise<LogFacts> {
  const found = await Promise.all(places.map((place) => podsAt(kubernetes, place, service)));
  const unread = found.flatMap((each) => ('error' in each ? [each] : []));
  const pods = found.flatMap((each) => ('pods' in each ? each.pods : []));
  if (unread[0] !== undefined && unread.length === found.length) throw unread[0].error;
  const choice = chooseLog(pods, now);
  const facts = { service: service.name, places, now, unread };
  if (choice === undefined || neverRan(choice)) return { ...facts, choice, lines: [] };
  return { ...facts, ...(await readChosen(kubernetes, choice)) };
}

type Found = { readonly pods: readonly PodAt[] } | { readonly place: Place; readonly error: PortError };

async function podsAt(kubernetes: KubernetesPort, place: Place, service: Service): Promise<Found> {
  try {
    const [deployments, rollouts] = await Promise.all([
      deploymentsAt(kubernetes, place, service),
      rolloutsAt(kubernetes, place.target),
    ]);
    const copies = await copiesOf(kubernetes, place, deployments);
    const released = rolloutsFor(rollouts, deployments, service).map((each) =>
      asDeployment(each, deployments),
    );
    const owners = [...deployments, ...copies, ...released];
    const queries = new Set(owners.flatMap(({ spec }) => selectorQuery(spec?.selector) ?? []));
    const selectors = queries.size > 0 ? [...queries] : [`${MARKS.service}=${service.name}`];
    const lists = await Promise.all(
      selectors.map((labelSelector) => kubernetes.list(place.target, 'Pod', { labelSelector })),
    );
    return { pods: lists.flat().map((pod) => ({ place, pod })) };
  } catch (error) {
    if (error instanceof PortError) return { place, error };
    throw error;
  }
}

/** The previous run's log may be gone (the node removed it): then the current one is better than nothing. */
async function readChosen(
  kubernetes: KubernetesPort,
  choice: LogChoice,
): Promise<{ readonly choice: LogChoice; readonly lines: readonly string[] }> {
  if (choice.previous) {
    const lines = await previousLines(kubernetes, choice);
    if (lines.length > 0) return { choice, lines };
  }
  const current = { ...choice, previous: false };
  return { choice: current, lines: await linesOf(kubernetes, current) };
}

async function previousLines(kubernetes: KubernetesPort, choice: LogChoice): Promise<readonly string[]> {
  try {
    return await linesOf(kubernetes, choice);
  } catch (error) {
    if (error instanceof PortError && (error.code === 'not_found' || error.code === 'invalid_object'))
      return [];
    throw error;
  }
}

async function linesOf(kubernetes: KubernetesPort, choice: LogChoice): Promise<readonly string[]> {
  const { place, pod, container, previous } = choice;
  const which = container === undefined ? {} : { container };
  const lines = await kubernetes.logs(place.target, pod, { ...which, previous, tail: TAIL });
  // Masked as one text: a private key spans lines.
  const masked = lines.length === 0 ? [] : maskSecrets(lines.join('\n')).split('\n');
  return masked.slice(-TAIL).map((line) => (line.length > LINE ? `${line.slice(0, LINE - 1)}…` : line));
}
