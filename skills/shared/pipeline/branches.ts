import type { Service } from '../../../src/contracts/catalogue.js';
import { nearestNames } from '../../../src/contracts/nearest.js';
import { refuse, type Refusal } from '../../../src/contracts/outcome.js';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import type { Offer, OfferContext } from '../../../src/contracts/skill.js';

interface Sources {
  readonly jenkins: JenkinsPort | undefined;
  readonly github: GithubPort | undefined;
}

/** GitHub lists a page of runs at most. */
const RUNS = 100;
/** More names than this in a refusal are no longer read. */
const NAMED = 10;

/**
 * A branch that neither Jenkins nor GitHub has, with those that it may have been meant for: a branch is never taken for the
 * nearest one. Undefined: one of them has it.
 */
export async function unknownBranch(
  sources: Sources,
  service: Service,
  branch: string,
): Promise<Refusal | undefined> {
  const { github } = sources;
  const { repository, name } = service;
  const built = await builtBranches(sources.jenkins, service);
  if (built.includes(branch)) return undefined;
  const there =
    github === undefined || repository === undefined
      ? undefined
      : await github.commit(repository, `heads/${branch}`);
  if (there !== undefined) return undefined;
  const known = await branchesOf(sources, service);
  const nearest = nearestNames(branch, known);
  const [first] = nearest;
  const closest = first === undefined ? {} : { nearest, first };
  return refuse('unknown_branch', { service: name, branch, ...closest, known: known.slice(0, NAMED) });
}

/** What a menu or a question offers for a branch. */
export async function branchOffers(
  slot: string,
  { ports, service }: OfferContext<'jenkins' | 'github'>,
): Promise<readonly Offer[] | undefined> {
  if (slot !== 'branch' || service === undefined) return undefined;
  const known = await branchesOf(ports, service);
  return known.map((value) => ({ value, label: value }));
}

/** The branches that Jenkins builds, and those that GitHub ran something for of late; the default one first. */
async function branchesOf(sources: Sources, service: Service): Promise<readonly string[]> {
  const { github } = sources;
  const { repository } = service;
  const built = await builtBranches(sources.jenkins, service);
  if (github === undefined || repository === undefined) return built;
  const [found, runs] = await Promise.all([
    github.repository(repository),
    github.runs(repository, { limit: RUNS }),
  ]);
  const ran = runs.flatMap(({ branch }) => branch ?? []);
  return [...new Set([...(found === undefined ? [] : [found.defaultBranch]), ...built, ...ran])];
}

async function builtBranches(
  jenkins: JenkinsPort | undefined,
  { jenkinsJob }: Service,
): Promise<readonly string[]> {
  if (jenkins === undefined || jenkinsJob === undefined) return [];
  const job = await jenkins.job({ path: jenkinsJob });
  return job?.kind === 'multibranch' ? job.children : [];
}
