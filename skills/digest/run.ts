import { PortError } from '../../src/contracts/errors.js';
import type { Operation } from '../../src/contracts/operation.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import { survey, type Surveyed } from '../shared/survey.js';
import type { DigestPlan } from './plan.js';
import type { Cause, DigestPorts, DigestSources, News } from './sources.js';

export interface DigestFacts {
  readonly plan: DigestPlan;
  readonly surveyed: readonly Surveyed[];
  readonly causes: readonly Cause[];
  readonly news: readonly News[];
  /** What the bot itself is doing; undefined when its ledger could not be read. */
  readonly work: Work | undefined;
  readonly now: number;
}

interface Work {
  /** Running, or waiting for somebody. */
  readonly operations: readonly Operation[];
  /** Stopped halfway, with their targets kept for a person to decide. */
  readonly kept: readonly { readonly operation: Operation; readonly until: number }[];
}

/** @throws PortError when no place at all could be read */
export async function readDigest(
  ports: DigestPorts,
  sources: DigestSources,
  plan: DigestPlan,
  tenant: string,
  now: number,
): Promise<DigestFacts> {
  const [surveyed, causes, news, work] = await Promise.all([
    survey(ports, plan.places, undefined, now),
    sources.causes(ports.kubernetes, plan.places, now),
    newsIfKnown(ports, sources, plan, tenant, now),
    workIfKnown(ports.history, plan, tenant),
  ]);
  return {
    plan,
    surveyed: surveyed.map((each) => narrowed(each, plan)),
    causes: causes.filter(({ service }) => concerns(plan, service)),
    news: news.filter(({ subject }) => concerns(plan, subject)),
    work,
    now,
  };
}

/** True for everything when no services were named. */
function concerns({ services }: DigestPlan, service: string | undefined): boolean {
  return services === undefined || (service !== undefined && services.has(service));
}

function narrowed(each: Surveyed, plan: DigestPlan): Surveyed {
  if (each.state === 'unread') return each;
  return { ...each, workloads: each.workloads.filter(({ service }) => concerns(plan, service)) };
}

async function newsIfKnown(
  ports: DigestPorts,
  sources: DigestSources,
  plan: DigestPlan,
  tenant: string,
  now: number,
): Promise<readonly News[]> {
  try {
    return await sources.news(ports, plan, tenant, now);
  } catch (error) {
    // Whatever cannot be read is named by the survey and by `work`.
    if (error instanceof PortError) return [];
    throw error;
  }
}

async function workIfKnown(
  history: HistoryPort,
  plan: DigestPlan,
  tenant: string,
): Promise<Work | undefined> {
  const asked = ({ plan: { environment, service } }: Operation): boolean =>
    (plan.environment === undefined || plan.environment.name === environment) && concerns(plan, service);
  try {
    const [running, kept] = await Promise.all([history.running(tenant), history.kept(tenant)]);
    return { operations: running.filter(asked), kept: kept.filter(({ operation }) => asked(operation)) };
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}
