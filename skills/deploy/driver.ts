import type { DeployDriver, Service } from '../../src/contracts/catalogue.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { JenkinsPort } from '../../src/contracts/ports/jenkins.js';
import type { Warning } from '../shared/preflight-reads.js';
import type { RunStart } from '../shared/runs/start.js';
import type { Scope, Subject } from '../shared/targets.js';
import { versionCommit } from '../shared/version-commit.js';

export interface DriverPorts {
  readonly jenkins: JenkinsPort | undefined;
  readonly github: GithubPort | undefined;
}
type Outside = Exclude<DeployDriver, { driver: 'kubernetes' }>;

/** What deploys the service instead of this bot; undefined where nothing does. */
export function outsideDriver({ deploy }: Service): Outside | undefined {
  return deploy === undefined || deploy.driver === 'kubernetes' ? undefined : deploy;
}

/** What is deployed where, as the driver's values may name it. */
export interface Filling {
  readonly scope: Scope;
  readonly subject: Pick<Subject, 'key'>;
  readonly version: string;
  readonly image: string;
  /** Absent where no registry told it. */
  readonly digest?: string | undefined;
}

/** Fills `{version}` and the like; anything else in braces stays as it is. */
function filled(text: string, { scope, subject, version, image, digest }: Filling): string {
  const { cluster, namespace } = subject.key;
  const values: Readonly<Record<string, string>> = {
    ...{ service: scope.service.name, environment: scope.environment.name },
    ...{ version, image, cluster, namespace },
    ...(digest !== undefined && { digest }),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function allFilled(
  values: Readonly<Record<string, string>>,
  filling: Filling,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, filled(value, filling)]));
}

/** One run deploys one target: with several of them its values must say which. */
export function tellsTargetsApart(driver: Outside): boolean {
  return valuesOf(driver).some((value) => /\{(cluster|namespace)\}/.test(value));
}

/** Whether one of its values can't be filled without the image's digest. */
export function wantsDigest(driver: Outside): boolean {
  return valuesOf(driver).some((value) => value.includes('{digest}'));
}

/** Whether it is told exactly which image to deploy; a deployment's payload always says so. */
export function takesDigest(driver: Outside): boolean {
  if (driver.driver === 'github' && driver.workflow === undefined) return true;
  return wantsDigest(driver) || valuesOf(driver).some((value) => value.includes('{image}'));
}

function valuesOf(driver: Outside): readonly string[] {
  return Object.values(driver.driver === 'jenkins' ? driver.parameters : driver.inputs);
}

export interface Startable {
  readonly start: RunStart;
  readonly warnings: readonly Warning[];
}

/** The run that would be started, when its job or workflow can be started so and found again. */
export function startableOf(
  ports: DriverPorts,
  driver: Outside,
  filling: Filling,
): Promise<Startable | Refusal> {
  if (driver.driver === 'jenkins') return jenkinsStart(ports, driver, filling);
  const { workflow } = driver;
  return workflow === undefined
    ? deploymentStart(ports, driver, filling)
    : workflowStart(ports, { ...driver, workflow }, filling);
}

/**
 * Jenkins drops parameters that a job does not declare without a word. Without the one that carries the operation's id a
 * build could not be found again, so such a job is refused.
 */
async function jenkinsStart(
  { jenkins }: DriverPorts,
  driver: Extract<Outside, { driver: 'jenkins' }>,
  filling: Filling,
): Promise<Startable | Refusal> {
  const where = `Jenkins ${driver.job}`;
  if (jenkins === undefined) return refuse('run_not_startable', { where, unconnected: 'Jenkins' });
  const job = await jenkins.job({ path: driver.job });
  if (job?.buildable !== true) return refuse('run_not_startable', { where, gone: where });
  if (!job.marked) return refuse('run_not_startable', { where, unmarked: 'COXSWAIN_OPERATION' });
  const parameters = allFilled(driver.parameters, filling);
  const declared = new Map(job.parameters.map((parameter) => [parameter.name, parameter]));
  const undeclared = Object.keys(parameters).filter((name) => !declared.has(name));
  if (undeclared.length > 0) return refuse('run_not_startable', { where, undeclared });
  const wrong = Object.entries(parameters)
    .filter(([name, value]) => declared.get(name)?.choices?.includes(value) === false)
    .map(([name, value]) => `${name}=${value}`);
  if (wrong.length > 0) return refuse('run_not_startable', { where, wrong });
  return { start: { kind: 'jenkins', job: driver.job, parameters }, warnings: [] };
}

async function workflowStart(
  { github }: DriverPorts,
  driver: Extract<Outside, { driver: 'github' }> & { readonly workflow: string },
  filling: Filling,
): Promise<Startable | Refusal> {
  const { workflow: file } = driver;
  const { repository = '' } = filling.scope.service;
  const where = `GitHub ${repository} ${file}`;
  if (github === undefined) return refuse('run_not_startable', { where, unconnected: 'GitHub' });
  const ref =
    driver.ref === undefined
      ? (await github.repository(repository))?.defaultBranch
      : filled(driver.ref, filling);
  const workflow = ref === undefined ? undefined : await github.workflow(repository, file, ref);
  if (ref === undefined || workflow?.startable !== true || !workflow.active)
    return refuse('run_not_startable', { where, gone: where });
  const inputs = allFilled(driver.inputs, filling);
  const declared = new Map(workflow.inputs.map((input) => [input.name, input]));
  const undeclared = Object.keys(inputs).filter((name) => !declared.has(name));
  if (undeclared.length > 0) return refuse('run_not_startable', { where, undeclared });
  const wrong = [
    ...Object.entries(inputs)
      .filter(([name, value]) => declared.get(name)?.options?.includes(value) === false)
      .map(([name, value]) => `${name}=${value}`),
    ...workflow.inputs
      .filter(({ name, required, defaultValue }) => required && defaultValue === undefined && !inputs[name])
      .map(({ name }) => `${name}=`),
  ];
  if (wrong.length > 0) return refuse('run_not_startable', { where, wrong });
  const warnings = workflow.marked ? [] : [{ code: 'run_unmarked', params: { run: where } }];
  return { start: { kind: 'workflow', repository, workflow: file, ref, inputs }, warnings };
}

async function deploymentStart(
  { github }: DriverPorts,
  driver: Extract<Outside, { driver: 'github' }>,
  filling: Filling,
): Promise<Startable | Refusal> {
  const { service, environment } = filling.scope;
  const { repository = '' } = service;
  const where = `GitHub ${repository} deployment`;
  if (github === undefined) return refuse('run_not_startable', { where, unconnected: 'GitHub' });
  const ref =
    driver.ref === undefined
      ? (await versionCommit(github, repository, filling.version))?.ref
      : filled(driver.ref, filling);
  if (ref === undefined) return refuse('run_not_startable', { where, gone: `v${filling.version}` });
  const description = `${service.name} ${filling.version}`;
  const { image } = filling;
  const about = { environment: environment.name, production: environment.protected, description, image };
  return { start: { kind: 'deployment', repository, ref, ...about }, warnings: [] };
}
