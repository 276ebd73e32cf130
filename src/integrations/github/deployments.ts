import { z } from 'zod';
import type {
  Deployment,
  DeploymentFilter,
  DeploymentRequest,
  DeploymentResult,
  DeploymentStatus,
  DeploymentStatusRequest,
} from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { readData, refusalOf } from './errors.js';
import { messageOf } from './limits.js';
import { isDone, maybe, readPages, timeSchema } from './read.js';
import { MARKER_INPUT } from './workflows.js';

const deploymentSchema = z.object({
  id: z.number(),
  sha: z.string(),
  ref: z.string(),
  environment: z.string(),
  description: maybe(z.string()),
  creator: maybe(z.object({ login: z.string() })),
  /** An object, or text that somebody else's tool put there. */
  payload: z.unknown().optional(),
  created_at: timeSchema,
  updated_at: timeSchema,
});

function deploymentOf(raw: z.infer<typeof deploymentSchema>): Deployment {
  const marker = z.looseObject({ [MARKER_INPUT]: z.string() }).safeParse(raw.payload).data?.[MARKER_INPUT];
  return {
    ...{ id: raw.id, sha: raw.sha, ref: raw.ref, environment: raw.environment },
    ...{ description: raw.description ?? '', creator: raw.creator?.login ?? '' },
    ...(typeof marker === 'string' && { marker }),
    ...{ createdAt: raw.created_at, updatedAt: raw.updated_at },
  };
}

const PATH = '/repos/{owner}/{repo}/deployments';

export async function readDeployments(
  send: Send,
  repository: string,
  { environment, sha, ref, marker, limit }: DeploymentFilter,
): Promise<readonly Deployment[]> {
  const params = {
    ...repo(repository),
    ...(environment !== undefined && { environment }),
    ...(sha !== undefined && { sha }),
    ...(ref !== undefined && { ref }),
  };
  const call: Call = { route: `GET ${PATH}`, params, what: `list deployments of ${repository}` };
  const wanted = marker === undefined ? limit : 100;
  const all = (await readPages(send, call, wanted, z.array(deploymentSchema), (page) => page)).map(
    deploymentOf,
  );
  return all.filter((each) => marker === undefined || each.marker === marker).slice(0, limit);
}

const statusSchema = z.object({
  id: z.number(),
  state: z.enum(['queued', 'pending', 'in_progress', 'success', 'failure', 'error', 'inactive']),
  description: maybe(z.string()),
  created_at: timeSchema,
  creator: maybe(z.object({ login: z.string() })),
  log_url: maybe(z.string()),
  target_url: maybe(z.string()),
});

function statusOf(raw: z.infer<typeof statusSchema>): DeploymentStatus {
  const url = [raw.log_url, raw.target_url].find((each) => each !== undefined && each !== '');
  return {
    ...{ id: raw.id, state: raw.state, description: raw.description ?? '', at: raw.created_at },
    ...{ creator: raw.creator?.login ?? '', ...(url !== undefined && { url }) },
  };
}

export async function readStatuses(
  send: Send,
  repository: string,
  id: number,
): Promise<readonly DeploymentStatus[]> {
  const params = { ...repo(repository), deployment_id: id };
  const call: Call = {
    route: `GET ${PATH}/{deployment_id}/statuses`,
    params,
    what: `read a deployment of ${repository}`,
  };
  return (await readPages(send, call, 100, z.array(statusSchema), (page) => page)).map(statusOf);
}

/**
 * Records a deployment once: one with the same marker is returned as it is. 202 means that GitHub merged the default
 * branch instead and created nothing; asked not to merge it should never say so, and if it does that is a conflict.
 */
export async function createDeployment(
  send: Send,
  repository: string,
  request: DeploymentRequest,
): Promise<DeploymentResult> {
  const { ref, environment, description, production, requiredContexts, marker, image } = request;
  const [known] = await readDeployments(send, repository, { environment, marker, limit: 1 });
  if (known !== undefined) return { state: 'found', deployment: known };
  const params = {
    ...{ ...repo(repository), ref, environment, description: description.slice(0, 140) },
    ...{ auto_merge: false, required_contexts: requiredContexts, production_environment: production },
    ...{
      transient_environment: false,
      payload: { [MARKER_INPUT]: marker, ...(image !== undefined && { image }) },
    },
  };
  const call: Call = { route: `POST ${PATH}`, params, what: `record a deployment of ${repository}` };
  const answer = await send(call);
  if (answer.status === 201)
    return { state: 'created', deployment: deploymentOf(readData(call, answer, deploymentSchema)) };
  if (answer.status === 202 || answer.status === 409) return { state: 'conflict', detail: messageOf(answer) };
  if (answer.status === 404 || (answer.status === 422 && /no ref found/i.test(messageOf(answer))))
    return { state: 'no_such_ref' };
  throw refusalOf(call, answer);
}

export async function setStatus(
  send: Send,
  repository: string,
  id: number,
  { state, description, environmentUrl, logUrl }: DeploymentStatusRequest,
): Promise<void> {
  const params = {
    ...{ ...repo(repository), deployment_id: id, state, description: description.slice(0, 140) },
    ...(environmentUrl !== undefined && { environment_url: environmentUrl }),
    ...(logUrl !== undefined && { log_url: logUrl }),
    auto_inactive: true,
  };
  const what = `tell how a deployment of ${repository} stands`;
  const call: Call = { route: `POST ${PATH}/{deployment_id}/statuses`, params, what };
  const answer = await send(call);
  if (!isDone(answer)) throw refusalOf(call, answer);
}
