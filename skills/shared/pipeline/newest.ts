import type { Service } from '../../../src/contracts/catalogue.js';
import { compareVersions, isPrerelease, isVersion } from '../versions.js';
import type { Asking, Source } from './asking.js';
import { standingOf, type PipelinePorts } from './passed.js';

/** How many versions are asked about, newest first, before the search is given up. */
const ASKED = 10;
const TAGS = 100;
const BUILDS = 100;

export type Newest =
  | { readonly state: 'found'; readonly version: string }
  | { readonly state: 'none' }
  | { readonly state: 'unread'; readonly source: Source };

/** The newest version that passed its pipeline; pre-releases only where there are no releases. */
export async function newestPassed(ports: PipelinePorts, service: Service, ask: Asking): Promise<Newest> {
  const known = await versionsOf(ports, service, ask);
  if ('source' in known) return known;
  const releases = known.filter((version) => !isPrerelease(version));
  const order = [...(releases.length > 0 ? releases : known)].sort(compareVersions).reverse();
  for (const version of order.slice(0, ASKED)) {
    const standing = await standingOf(ports, service, version, ask);
    if (standing.state === 'passed') return { state: 'found', version };
    if (standing.state === 'unread') return standing;
  }
  return { state: 'none' };
}

/** Every version that has a tag, or that a build was told or called itself. */
async function versionsOf(
  { github, jenkins }: PipelinePorts,
  { repository, jenkinsJob }: Service,
  ask: Asking,
): Promise<readonly string[] | Extract<Newest, { state: 'unread' }>> {
  if (github !== undefined && repository !== undefined) {
    const tags = await ask('GitHub', () => github.tags(repository, TAGS));
    if (tags.state === 'unread') return tags;
    return tags.value.map(({ name }) => name.replace(/^v(?=\d)/, '')).filter(isVersion);
  }
  if (jenkins === undefined || jenkinsJob === undefined) return [];
  const builds = await ask('Jenkins', () => jenkins.builds({ path: jenkinsJob }, BUILDS));
  if (builds.state === 'unread') return builds;
  const said = builds.value.flatMap(({ parameters, displayName }) => [
    ...Object.values(parameters),
    ...displayName.split(/\s+/),
  ]);
  return [...new Set(said.filter((word) => isVersion(word) && /^v?\d+\./.test(word)))];
}
