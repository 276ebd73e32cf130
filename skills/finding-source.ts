import type { FindingSource } from './file-issue/subject.js';
import { headlines } from './incident-triage/headlines.js';
import type { TriageSettings } from './incident-triage/settings.js';

/** What an issue takes from triage; skills do not know each other. */
export const findingSource =
  ({ secrets }: TriageSettings): FindingSource =>
  (kubernetes, places, now) =>
    headlines(kubernetes, places, { now, secrets });
