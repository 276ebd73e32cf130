import { z } from 'zod';
import type { BuildRef, InputAnswer, PendingInput } from '../../contracts/ports/jenkins.js';
import type { Call, Send } from './call.js';
import { refusalOf } from './errors.js';
import { parameterOf } from './jobs.js';
import { buildPath, buildWords } from './paths.js';
import { isDone, maybe, readOne } from './read.js';

const inputsSchema = z.array(
  z.object({
    id: z.string(),
    message: maybe(z.string()),
    proceedText: maybe(z.string()),
    inputs: maybe(
      z.array(
        z.object({
          name: z.string(),
          type: maybe(z.string()),
          description: maybe(z.string()),
          definition: maybe(
            z.object({ defaultVal: z.unknown().optional(), choices: maybe(z.array(z.string())) }),
          ),
        }),
      ),
    ),
  }),
);

export async function readInputs(send: Send, build: BuildRef): Promise<readonly PendingInput[]> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(build)}/wfapi/pendingInputActions`,
    what: `read what ${buildWords(build)} waits for`,
  };
  return ((await readOne(send, call, inputsSchema)) ?? []).map((raw) => ({
    id: raw.id,
    message: raw.message ?? '',
    proceed: raw.proceedText ?? 'Proceed',
    parameters: (raw.inputs ?? []).map(({ definition, name, type, description }) =>
      parameterOf({
        name,
        type,
        description,
        choices: definition?.choices,
        defaultParameterValue: definition && { value: definition.defaultVal },
      }),
    ),
  }));
}

/** See JenkinsPort.answerInput. An input with parameters takes them as the form that Jenkins' own page would send. */
export async function answerInput(
  send: Send,
  build: BuildRef,
  input: string,
  answer: InputAnswer,
): Promise<{ readonly state: 'answered' | 'gone' }> {
  const call = callOf(build, input, answer);
  const { status, headers, body } = await send(call);
  if (status === 404) return { state: 'gone' };
  if (!isDone({ status, headers, body })) throw refusalOf(call, { status, headers, body });
  return { state: 'answered' };
}

function callOf(build: BuildRef, input: string, answer: InputAnswer): Call {
  const what = `answer an input of ${buildWords(build)}`;
  const path = `${buildPath(build)}/input/${encodeURIComponent(input)}`;
  if (answer.say === 'abort') return { method: 'POST', path: `${path}/abort`, what };
  const values = Object.entries(answer.parameters ?? {});
  if (values.length === 0) return { method: 'POST', path: `${path}/proceedEmpty`, what };
  const parameter = values.map(([name, value]) => ({ name, value }));
  return {
    method: 'POST',
    path: `${buildPath(build)}/wfapi/inputSubmit`,
    query: { inputId: input },
    form: { json: JSON.stringify({ parameter }) },
    what,
  };
}
