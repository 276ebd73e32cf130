import type { PodTemplate } from '../../src/contracts/kubernetes-objects.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import { chooseContainer, versionOf } from '../shared/images.js';
import { recordOf } from '../shared/record.js';
import {
  abandonedHashes,
  findRevision,
  lastHealthy,
  revisionsOf,
  type Revision,
  type Wanted,
} from '../shared/revisions.js';
import { partsOf } from '../shared/situation.js';
import type { Scope, Subject } from '../shared/targets.js';
import { templateDigest } from '../shared/templates.js';
import type { RollbackContext } from './plan.js';

/** Where one target returns to. */
export interface Return {
  readonly subject: Subject;
  readonly container: string;
  /** What is left. A template that has no ReplicaSet yet counts as the newest. */
  readonly current: Pick<Revision, 'version' | 'hash' | 'number'>;
  readonly revision: Revision;
  readonly template: PodTemplate;
  readonly revisions: readonly Revision[];
  readonly abandoned: readonly string[];
  /** Nothing proves that it ran healthy; only nothing says otherwise. */
  readonly unproven: boolean;
  /** Newer revisions that were passed over because nothing proves that they ever ran. */
  readonly skipped: readonly Revision[];
}

export async function findReturn(
  ports: RollbackContext['ports'],
  scope: Scope,
  subject: Subject,
  wanted: Wanted,
): Promise<Return | Refusal> {
  const { deployment, key } = subject;
  const choice = chooseContainer(deployment.spec?.template?.spec, scope.service);
  const service = scope.service.name;
  const environment = scope.environment.name;
  if (choice.kind === 'unknown')
    return refuse('unknown_container', { service, container: choice.wanted, known: choice.names });
  const container = choice.container.name;
  const { replicaSets, pods } = await partsOf(ports.kubernetes, key, deployment);
  const revisions = revisionsOf(deployment, replicaSets, pods, container);
  const abandoned = abandonedHashes(deployment);
  const record = await recordOf(ports.history, scope.environment.tenant, { service, environment }, key);
  const found = decide(revisions, abandoned, record, wanted, { service, environment });
  if ('code' in found) return found;
  const template = replicaSets.find(({ metadata }) => metadata.name === found.revision.replicaSet)?.spec
    ?.template;
  if (template === undefined)
    return refuse('version_not_found', { service, version: found.revision.version });
  return {
    ...found,
    subject,
    container,
    template,
    revisions,
    abandoned,
    current: revisions.find(({ current }) => current) ?? {
      version: versionOf(choice.container.image ?? ''),
      hash: templateDigest(deployment.spec?.template),
      number: Number.MAX_SAFE_INTEGER,
    },
  };
}

type Decision = Pick<Return, 'revision' | 'unproven' | 'skipped'>;

/** Pure: the revision to return to, or why there is none. */
function decide(
  revisions: readonly Revision[],
  abandoned: readonly string[],
  record: Parameters<typeof lastHealthy>[2],
  wanted: Wanted,
  names: { readonly service: string; readonly environment: string },
): Decision | Refusal {
  const known = revisions.map(({ number, version }) => `${number} (${version})`);
  if (wanted.kind === 'last_healthy') {
    const found = lastHealthy(revisions, abandoned, record);
    if (found === undefined) return refuse('no_healthy_revision', { ...names, known });
    return { revision: found.revision, unproven: !found.proven, skipped: found.skipped };
  }
  const found = findRevision(revisions, wanted);
  switch (found.kind) {
    case 'found':
      return { revision: found.revision, unproven: false, skipped: [] };
    case 'current':
      return refuse('unchanged_version', { ...names, version: found.revision.version });
    case 'missing':
      return missing(wanted, names, known);
  }
}

function missing(
  wanted: Exclude<Wanted, { kind: 'last_healthy' }>,
  names: { readonly service: string; readonly environment: string },
  known: readonly string[],
): Refusal {
  if (wanted.kind === 'revision')
    return refuse('version_not_found', { ...names, version: `revision ${wanted.number}`, known });
  const { version } = wanted;
  const deploy = {
    label: 'action.deploy',
    intent: 'deploy',
    slots: { ...names, version },
    params: { version },
  };
  return refuse('version_not_found', { ...names, version, known }, { actions: [deploy] });
}
