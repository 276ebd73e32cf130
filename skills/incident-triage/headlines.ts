import { PortError } from '../../src/contracts/errors.js';
import type { Locale } from '../../src/contracts/message.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';
import type { Place } from '../shared/places.js';
import type { Gathering } from './gather.js';
import { readTriage, type Examined } from './run.js';
import { causeSpeech, causeText } from './wording.js';

/** One cause in one line, with its proof beside it: for summaries that point at it, and for whoever passes it on. */
export interface Headline {
  readonly place: Place;
  readonly service: string | undefined;
  readonly evidence: readonly { readonly object: string; readonly text: string }[];
  readonly text: (locale: Locale) => string;
  readonly speech: (locale: Locale) => string;
}

/** The causes at each place, worst first; a place that cannot be read has none. */
export async function headlines(
  kubernetes: KubernetesPort,
  places: readonly Place[],
  gathering: Gathering,
): Promise<readonly Headline[]> {
  const examined = await examinedAt(kubernetes, places, gathering);
  return examined.flatMap((each) => {
    if (each.state === 'unread') return [];
    const causes = each.report.findings.filter(({ role }) => role === 'cause');
    return causes.map((finding) => ({
      place: each.place,
      service: finding.service,
      evidence: finding.evidence.map(({ object, text }) => ({ object, text })),
      text: (locale: Locale) => causeText(finding, locale),
      speech: (locale: Locale) => causeSpeech(finding, locale),
    }));
  });
}

async function examinedAt(
  kubernetes: KubernetesPort,
  places: readonly Place[],
  gathering: Gathering,
): Promise<readonly Examined[]> {
  try {
    return (await readTriage(kubernetes, { places, service: undefined }, gathering)).examined;
  } catch (error) {
    if (error instanceof PortError) return [];
    throw error;
  }
}
