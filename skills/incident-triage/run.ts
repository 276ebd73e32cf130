import { PortError } from '../../src/contracts/errors.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import { gather, type Gathering } from './gather.js';
import type { TriagePlan } from './plan.js';
import { examine as judge, type Judged, type Report } from './triage.js';

export type Examined =
  | { readonly state: 'read'; readonly place: Place; readonly report: Report }
  | { readonly state: 'unread'; readonly place: Place; readonly error: PortError };

export interface TriageFacts {
  readonly plan: TriagePlan;
  readonly examined: readonly Examined[];
  readonly now: number;
}

/** @throws PortError the first place's error when no place could be read */
export async function readTriage(
  kubernetes: KubernetesPort,
  plan: TriagePlan,
  gathering: Gathering,
): Promise<TriageFacts> {
  const examined = await Promise.all(plan.places.map((place) => examine(kubernetes, place, plan, gathering)));
  const [first] = examined;
  if (first?.state === 'unread' && examined.every(({ state }) => state === 'unread')) throw first.error;
  return { plan, examined, now: gathering.now };
}

async function examine(
  kubernetes: KubernetesPort,
  place: Place,
  { service }: TriagePlan,
  gathering: Gathering,
): Promise<Examined> {
  try {
    const report = judge(await gather(kubernetes, place, gathering));
    return { state: 'read', place, report: service === undefined ? report : about(report, service.name) };
  } catch (error) {
    if (error instanceof PortError) return { state: 'unread', place, error };
    throw error;
  }
}

/** Only what concerns one service: its own findings, and whatever explains one of them. */
function about(report: Report, service: string): Report {
  const concerns = (finding: Judged): boolean =>
    finding.service === service || finding.explains.some((effect) => effect.service === service);
  return { ...report, findings: report.findings.filter(concerns) };
}
