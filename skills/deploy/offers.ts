import type { Environment, Service, Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Deployment } from '../../src/contracts/kubernetes-objects.js';
import type { Offer, OfferContext } from '../../src/contracts/skill.js';
import { mainContainer, parseImage, versionOf } from '../shared/images.js';
import { revisionsOf } from '../shared/revisions.js';
import { partsOf } from '../shared/situation.js';
import { newestFirst } from '../shared/versions.js';
import { voiceOf } from '../shared/voice.js';
import { findWorkload } from '../shared/workload.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';

type Context = OfferContext<'kubernetes' | 'catalogue' | 'history' | 'images'>;

/** A registry that takes longer is asked in vain this time, and known the next. In milliseconds. */
const REGISTRY_MS = 1_200;

/**
 * The versions that can be deployed, newest first: what the registry lists, else what clusters and ledger have seen. Each
 * names the environments that run it. Undefined where no service is known yet.
 */
export async function versionOffers(context: Context): Promise<readonly Offer[] | undefined> {
  const { service, environment, clock, locale } = context;
  if (service === undefined) return undefined;
  const seen = await seenIn(context, service);
  const late = clock.sleep(REGISTRY_MS).then(() => undefined);
  const listed = await Promise.race([listedTags(context, seen), late]);
  const versions = newestFirst(listed ?? (await pastVersions(context, service, seen)));
  const voice = voiceOf({ en, ko }, locale);
  return versions.map((version): Offer => {
    const running = seen.filter((each) => each.version === version).map((each) => each.environment.name);
    if (running.length === 0) return { value: version, label: version };
    const environments = [...new Set(running)];
    const label = voice.text('offers.runs', { version, environments });
    return { value: version, label, current: environments.includes(environment?.name ?? '') };
  });
}

interface Seen {
  readonly environment: Environment;
  readonly target: Target;
  readonly deployment: Deployment;
  readonly container: string;
  readonly image: string;
  readonly version: string;
}

/** Where the service runs, as far as its clusters can be read: first where it will go, for that names the repository. */
async function seenIn({ ports, tenant, environment }: Context, service: Service): Promise<readonly Seen[]> {
  const all = ports.catalogue.environments(tenant);
  const places = [...all.filter(({ name }) => name === environment?.name), ...all].filter(
    (each, at, list) => list.indexOf(each) === at,
  );
  const found = await Promise.all(
    places.flatMap((place) =>
      place.targets.map((target) => unlessUnread(() => seenAt(ports, place, target, service))),
    ),
  );
  return found.flatMap((each) => each ?? []);
}

async function seenAt(
  { kubernetes }: Context['ports'],
  environment: Environment,
  target: Target,
  service: Service,
): Promise<Seen | undefined> {
  const workload = await findWorkload(kubernetes, target, service);
  if (workload.kind !== 'deployment') return undefined;
  const { deployment } = workload;
  const container = mainContainer(deployment.spec?.template?.spec, deployment.metadata.labels, service);
  if (container?.image === undefined) return undefined;
  const { name, image } = container;
  return { environment, target, deployment, container: name, image, version: versionOf(image) };
}

async function listedTags(
  { ports: { images } }: Context,
  [first]: readonly Seen[],
): Promise<readonly string[] | undefined> {
  if (first === undefined || images?.covers(first.image) !== true) return undefined;
  const { repository } = parseImage(first.image);
  const tags = await unlessUnread(() => images.tags(repository, { recent: true }));
  return tags === undefined || tags.length === 0 ? undefined : tags;
}

/** Of the Deployments' revisions, and what the ledger knows to have run healthy. */
async function pastVersions(
  { ports, tenant }: Context,
  service: Service,
  seen: readonly Seen[],
): Promise<readonly string[]> {
  const revisions = seen.map(({ target, deployment, container }) =>
    unlessUnread(async () => {
      const { replicaSets, pods } = await partsOf(ports.kubernetes, target, deployment);
      return revisionsOf(deployment, replicaSets, pods, container).map(({ version }) => version);
    }),
  );
  const healthy = ports.catalogue
    .environments(tenant)
    .map(({ name }) => unlessUnread(() => ports.history.healthyVersions(tenant, service.name, name)));
  const found = await Promise.all([...revisions, ...healthy]);
  return [...seen.map(({ version }) => version), ...found.flatMap((each) => each ?? [])];
}

/** A source that can't be read offers nothing, and the others do. */
async function unlessUnread<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}
