import { z } from 'zod';
import type { Gate } from '../../contracts/github.js';
import { repo, type Call, type Send } from './call.js';
import { refusalOf } from './errors.js';
import { isDone, maybe, readOne } from './read.js';

const gatesSchema = z.array(
  z.object({
    environment: z.object({ id: maybe(z.number()), name: maybe(z.string()) }),
    current_user_can_approve: maybe(z.boolean()),
    reviewers: maybe(
      z.array(z.object({ reviewer: maybe(z.object({ login: maybe(z.string()), name: maybe(z.string()) })) })),
    ),
  }),
);
const PATH = '/repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments';

async function read(send: Send, repository: string, runId: number) {
  const params = { ...repo(repository), run_id: runId };
  const call: Call = { route: `GET ${PATH}`, params, what: `read what a run of ${repository} waits for` };
  return (await readOne(send, call, gatesSchema)) ?? [];
}

export async function readGates(send: Send, repository: string, runId: number): Promise<readonly Gate[]> {
  return (await read(send, repository, runId)).map((raw) => ({
    environment: raw.environment.name ?? '',
    mayAnswer: raw.current_user_can_approve ?? false,
    reviewers: (raw.reviewers ?? []).flatMap(({ reviewer }) => reviewer?.login ?? reviewer?.name ?? []),
  }));
}

export interface GateAnswer {
  readonly environments: readonly string[];
  readonly say: 'approve' | 'reject';
  readonly comment: string;
}

/** See GithubPort.answerGates. */
export async function answerGates(
  send: Send,
  repository: string,
  runId: number,
  { environments, say, comment }: GateAnswer,
): Promise<{ readonly state: 'answered' | 'not_waiting' | 'not_permitted' }> {
  const waiting = (await read(send, repository, runId)).filter(({ environment }) =>
    environments.includes(environment.name ?? ''),
  );
  if (waiting.length === 0) return { state: 'not_waiting' };
  if (waiting.some((gate) => gate.current_user_can_approve === false)) return { state: 'not_permitted' };
  const params = {
    ...{ ...repo(repository), run_id: runId, state: say === 'approve' ? 'approved' : 'rejected', comment },
    environment_ids: waiting.flatMap(({ environment }) => environment.id ?? []),
  };
  const call: Call = { route: `POST ${PATH}`, params, what: `answer what a run of ${repository} waits for` };
  const answer = await send(call);
  if (answer.status === 422) return { state: 'not_waiting' };
  if (answer.status === 403) return { state: 'not_permitted' };
  if (!isDone(answer)) throw refusalOf(call, answer);
  return { state: 'answered' };
}
