import { PortError } from '../../src/contracts/errors.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import type { Background } from './background.js';
import { gather, type Gathering } from './gather.js';
import type { TriagePlan } from './plan.js';
import { examine as judge, type Judged, type Report } from './triage.js';

/** More causes than this at once help nobody. */
export const CAUSES = 3;

export type Examined =
  | {
      readonly state: 'read';
      readonly place: Place;
      readonly report: Report;
      /** What is known of blamed versions, by the finding's id. */
      readonly backgrounds?: ReadonlyMap<string, Background>;
    }
  | { readonly state: 'unread'; readonly place: Place; readonly error: PortError };

export interface TriageFacts {
  readonly plan: TriagePlan;
  readonly examined: readonly Examined[];
  readonly now: number;
  /** When the objects were saved, where they are no live ones; epoch milliseconds. */
  readonly savedAt?: number;
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

/** The same, with what is known of the versions that the worst causes blame: asked of others once the causes are known. */
export async function withBackgrounds(
  facts: TriageFacts,
  read: (finding: Judged) => Promise<Background>,
): Promise<TriageFacts> {
  const examined = await Promise.all(
    facts.examined.map(async (each): Promise<Examined> => {
      if (each.state === 'unread') return each;
      const causes = each.report.findings.filter(({ role }) => role === 'cause').slice(0, CAUSES);
      const found = await Promise.all(causes.map(async (cause) => [cause.id, await read(cause)] as const));
      return { ...each, backgrounds: new Map(found) };
    }),
  );
  return { ...facts, examined };
}

/** Only what concerns one service: its own findings, and whatever explains one of them. */
function about(report: Report, service: string): Report {
  const concerns = (finding: Judged): boolean =>
    finding.service === service || finding.explains.some((effect) => effect.service === service);
  return { ...report, findings: report.findings.filter(concerns) };
}
