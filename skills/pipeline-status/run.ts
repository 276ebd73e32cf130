import type { Service } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { Clock } from '../../src/contracts/ports/clock.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { ImagesPort } from '../../src/contracts/ports/images.js';
import type { JenkinsPort } from '../../src/contracts/ports/jenkins.js';
import type { Refusal } from '../../src/contracts/outcome.js';
import { unknownBranch } from '../shared/pipeline/branches.js';
import { parseImage } from '../shared/images.js';
import { survey, type Surveyed, type SurveyPorts } from '../shared/survey.js';
import { newestVersion } from '../shared/versions.js';
import { valueOf, type Fact, type NewestImage, type PipelineFacts, type ServicePipeline } from './facts.js';
import { behindFacts, commitFacts } from './github-facts.js';
import { buildFacts } from './jenkins-facts.js';
import { patience, type Patience } from './patience.js';
import type { PipelinePlan } from './plan.js';

export interface PipelinePorts extends SurveyPorts {
  readonly jenkins: JenkinsPort | undefined;
  readonly github: GithubPort | undefined;
  readonly images: ImagesPort | undefined;
}

/**
 * Asks every source at once and answers with what there is by the end of its patience.
 * A cluster that can't be read is among the facts too: the other half of the way is still worth telling.
 */
export async function readPipelines(
  ports: PipelinePorts,
  plan: PipelinePlan,
  clock: Clock,
  before?: PipelineFacts,
): Promise<PipelineFacts> {
  const patient = patience(clock);
  const now = clock.now();
  try {
    const running = surveyed(ports, plan, now, patient);
    const pipelines = await Promise.all(
      plan.services.map((service) => onePipeline(ports, plan, service, { running, patient, before })),
    );
    return { plan, pipelines, surveyed: await running, now };
  } finally {
    patient.end();
  }
}

/** A branch that every source that answered knows nothing of may not exist at all: then it is refused, with those that do. */
export async function missingBranch(
  sources: Pick<PipelinePorts, 'jenkins' | 'github'>,
  { plan: { branch, single }, pipelines: [pipeline] }: PipelineFacts,
): Promise<Refusal | undefined> {
  if (!single || branch === undefined || pipeline?.connected !== true) return undefined;
  const { commit, build, service } = pipeline;
  if (commit.state !== 'absent' || build.state !== 'absent') return undefined;
  try {
    return await unknownBranch(sources, service, branch);
  } catch (error) {
    if (error instanceof PortError) return undefined;
    throw error;
  }
}

async function surveyed(
  ports: SurveyPorts,
  plan: PipelinePlan,
  now: number,
  patient: Patience,
): Promise<readonly Surveyed[]> {
  const service = plan.single ? plan.services[0] : undefined;
  const unreadAll = (error: PortError): readonly Surveyed[] =>
    plan.places.map((place) => ({ state: 'unread', place, error }));
  try {
    return await patient.orElse(survey(ports, plan.places, service, now), () =>
      unreadAll(new PortError('timeout', 'it did not answer in time')),
    );
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    return unreadAll(error);
  }
}

interface Around {
  readonly running: Promise<readonly Surveyed[]>;
  readonly patient: Patience;
  readonly before: PipelineFacts | undefined;
}

async function onePipeline(
  ports: PipelinePorts,
  plan: PipelinePlan,
  service: Service,
  { running, patient, before }: Around,
): Promise<ServicePipeline> {
  const earlier = before?.pipelines.find((each) => each.service.name === service.name);
  const seen = earlier && valueOf(earlier.image);
  const [onGithub, onJenkins, image] = await Promise.all([
    commitFacts(ports.github, service, plan.branch, patient),
    buildFacts(ports.jenkins, service, plan, patient),
    running.then((found) => newestImage(ports.images, imageOf(found, service), plan.single, seen, patient)),
  ]);
  const versions = versionsOf(await running, service);
  const head = plan.single ? valueOf(onGithub.commit) : undefined;
  const known =
    valueOf(earlier?.commit ?? { state: 'absent' })?.sha === head?.sha ? earlier?.behind : undefined;
  const behind = await behindFacts(ports.github, service, { head, versions, known: known ?? [] }, patient);
  return { service, connected: isConnected(ports, service), ...onGithub, ...onJenkins, image, behind };
}

function isConnected({ jenkins, github }: PipelinePorts, { jenkinsJob, repository }: Service): boolean {
  return (
    (jenkins !== undefined && jenkinsJob !== undefined) || (github !== undefined && repository !== undefined)
  );
}

function workloadsOf(found: readonly Surveyed[], { name }: Service) {
  return found
    .flatMap((each) => (each.state === 'read' ? each.workloads : []))
    .filter((each) => each.service === name);
}

function versionsOf(found: readonly Surveyed[], service: Service): readonly string[] {
  return [...new Set(workloadsOf(found, service).map(({ version }) => version))];
}

function imageOf(found: readonly Surveyed[], service: Service): string | undefined {
  return workloadsOf(found, service)[0]?.image;
}

/** The newest version that the registry holds of what runs now; of one service also when it was built, once. */
async function newestImage(
  images: ImagesPort | undefined,
  image: string | undefined,
  dated: boolean,
  seen: NewestImage | undefined,
  patient: Patience,
): Promise<Fact<NewestImage>> {
  if (images === undefined || image === undefined || !images.covers(image)) return { state: 'absent' };
  const { repository } = parseImage(image);
  const newest = await patient.ask('registry', async () => newestVersion(await images.tags(repository)));
  if (newest.state !== 'read') return newest;
  const version = newest.value;
  if (seen?.version === version && seen.at !== undefined) return { state: 'read', value: seen };
  // Its version is worth telling without its age.
  const built = dated
    ? await patient.ask('registry', () => images.created(`${repository}:${version}`))
    : undefined;
  return { state: 'read', value: { version, at: built && valueOf(built) } };
}
