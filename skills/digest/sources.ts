import type { Locale } from '../../src/contracts/message.js';
import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { HistoryPort } from '../../src/contracts/ports/history.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import type { DigestPlan } from './plan.js';

export interface DigestPorts {
  readonly kubernetes: KubernetesPort;
  readonly catalogue: CataloguePort;
  readonly history: HistoryPort;
}

/** A cause of trouble, as triage names it. */
export interface Cause {
  readonly place: Place;
  readonly service: string | undefined;
  readonly text: (locale: Locale) => string;
  readonly speech: (locale: Locale) => string;
}

/** Something that changed, as `changes` tells it. */
export interface News {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly environment: string;
  readonly subject: string;
  readonly who: string | undefined;
  /** `deployed`: another version went out; `changed`: anything else that succeeded; `open` is not over. */
  readonly kind: 'deployed' | 'changed' | 'failed' | 'open';
  readonly text: (locale: Locale) => string;
}

/** What other skills know: a digest repeats it shorter and looks at nothing twice. */
export interface DigestSources {
  /** Worst first; a place that cannot be read has none. */
  causes(kubernetes: KubernetesPort, places: readonly Place[], now: number): Promise<readonly Cause[]>;
  /** Newest first. */
  news(ports: DigestPorts, plan: DigestPlan, tenant: string, now: number): Promise<readonly News[]>;
}
