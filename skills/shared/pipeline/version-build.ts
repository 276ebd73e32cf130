import type { Build, JenkinsPort, Job, JobRef } from '../../../src/contracts/ports/jenkins.js';

/** How many of a job's builds are looked through for a version's. */
const LOOK_BACK = 100;

/**
 * The newest build of a version: by its commit, by a parameter of that value, or by the name that it gave itself. Undefined when
 * none of the job's newest builds is it.
 */
export async function versionBuild(
  jenkins: Pick<JenkinsPort, 'job' | 'builds'>,
  path: string,
  version: string,
  sha: string | undefined,
): Promise<Build | undefined> {
  const job = await jenkins.job({ path });
  const isIt = ({ commit, parameters, displayName }: Build): boolean =>
    (sha !== undefined && commit === sha) ||
    Object.values(parameters).includes(version) ||
    displayName.split(/\s+/).some((word) => word === version || word === `v${version}`);
  for (const ref of job === undefined ? [] : refsOf(job, version)) {
    const build = (await jenkins.builds(ref, LOOK_BACK)).find(isIt);
    if (build !== undefined) return build;
  }
  return undefined;
}

/** `shop/cart`, or `shop/cart/main` where the job has branches. */
export function jobName({ path, branch }: JobRef): string {
  return branch === undefined ? path : `${path}/${branch}`;
}

/** Of a multibranch job: its tag's own branch, where tags are built, then the trunk. */
function refsOf({ kind, ref, children }: Job, version: string): readonly JobRef[] {
  if (kind !== 'multibranch') return [ref];
  const wanted = [`v${version}`, version, 'main', 'master', 'trunk'];
  return wanted.filter((branch) => children.includes(branch)).map((branch) => ({ ...ref, branch }));
}
