import type { CataloguePort } from '../../src/contracts/ports/catalogue.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../src/contracts/ports/jenkins.js';
import { contentOf, type Content } from './content.js';
import type { Judged } from './triage.js';
import { runsOfVersion, type VersionRun } from './version-runs.js';

/** What else is known of a version that a finding blames: what it brought, and what built it. */
export interface Background {
  readonly content: Content | undefined;
  readonly runs: readonly VersionRun[];
}

/** Asked of GitHub and Jenkins at once; what they do not say in time is left out. */
export async function backgroundOf(
  ports: {
    readonly catalogue: CataloguePort;
    readonly github: GithubPort | undefined;
    readonly jenkins: JenkinsPort | undefined;
  },
  tenant: string,
  finding: Judged,
  clock: Clock,
): Promise<Background> {
  const [content, runs] = await Promise.all([
    contentOf(ports, tenant, finding, clock),
    runsOfVersion(ports, tenant, finding, clock),
  ]);
  return { content, runs };
}
