import { readChanges } from './changes/run.js';
import { changeText } from './changes/replies.js';
import type { Change } from './changes/change.js';
import type { DigestSources, News } from './digest/sources.js';
import { headlines } from './incident-triage/headlines.js';
import type { TriageSettings } from './incident-triage/settings.js';

/** The skills that put another version into a place. */
const DEPLOYS: ReadonlySet<string> = new Set(['deploy', 'rollback']);
const FAILED: ReadonlySet<string> = new Set(['failed', 'outcome_unknown', 'cancelled']);

/** What a digest takes from triage and from changes; skills do not know each other. */
export const digestSources = ({ secrets }: TriageSettings): DigestSources => ({
  causes: (kubernetes, places, now) => headlines(kubernetes, places, { now, secrets }),
  news: async (ports, { places, environment, since }, tenant, now) => {
    const plan = { places, environment, since, service: undefined };
    const { changes } = await readChanges(ports, plan, tenant, now);
    return changes.map(newsOf);
  },
});

function newsOf(change: Change): News {
  const { at, environment, subject, who } = change;
  return {
    at,
    environment,
    subject,
    who,
    kind: kindOf(change),
    text: (locale) => changeText(change, locale),
  };
}

function kindOf({ what }: Change): News['kind'] {
  if (what.kind === 'version' || what.kind === 'first') return 'deployed';
  if (what.kind !== 'operation') return 'changed';
  if (FAILED.has(what.status)) return 'failed';
  if (what.status !== 'succeeded') return 'open';
  return DEPLOYS.has(what.skill) ? 'deployed' : 'changed';
}
