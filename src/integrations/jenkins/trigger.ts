import type { Job, JobRef, TriggerRequest, TriggerResult } from '../../contracts/ports/jenkins.js';
import type { Answer, Call, Send } from './call.js';
import { detailOf, refusalOf } from './errors.js';
import { readJob } from './jobs.js';
import { jobPath, jobWords } from './paths.js';

type Refused = Extract<TriggerResult, { state: 'refused' }>;

/** Asks for a build; what Jenkins would drop or misread is refused before anything is sent. */
export async function trigger(
  send: Send,
  ref: JobRef,
  { parameters, marker }: TriggerRequest,
  markerName: string,
): Promise<TriggerResult> {
  const job = await readJob(send, ref, markerName);
  if (job === undefined) return refused('no_such_job', [], `there is no job ${jobWords(ref)}`);
  const marked = marker !== undefined && job.marked;
  const form = marked ? { ...parameters, [markerName]: marker } : parameters;
  const problem = problemOf(job, form);
  if (problem !== undefined) return problem;
  const call: Call = {
    method: 'POST',
    path: `${jobPath(ref)}/${job.parameters.length > 0 ? 'buildWithParameters' : 'build'}`,
    form,
    what: `start job ${jobWords(ref)}`,
  };
  return resultOf(call, await send(call), marked ? { marker } : {});
}

/** Jenkins silently drops parameters that a job does not declare (SECURITY-170), and answers 500 to a wrong choice. */
function problemOf(job: Job, form: Readonly<Record<string, string>>): Refused | undefined {
  if (!job.buildable) return refused('not_buildable', [], 'it is disabled, or a folder of jobs');
  const declared = new Map(job.parameters.map((parameter) => [parameter.name, parameter]));
  const undeclared = Object.keys(form).filter((name) => !declared.has(name));
  if (undeclared.length > 0)
    return refused('undeclared_parameter', undeclared, `the job does not declare ${undeclared.join(', ')}`);
  const wrong = Object.entries(form).filter(([name, value]) => {
    const { choices, kind } = declared.get(name) ?? {};
    if (kind === 'Boolean') return value !== 'true' && value !== 'false';
    return choices !== undefined && !choices.includes(value);
  });
  if (wrong.length === 0) return undefined;
  const names = wrong.map(([name]) => name);
  return refused('invalid_value', names, `not one of the values that ${names.join(', ')} may have`);
}

function resultOf(call: Call, answer: Answer, mark: { readonly marker?: string }): TriggerResult {
  const queueId = queueIdOf(answer);
  const ticket = { ...mark, ...(queueId !== undefined && { queueId }) };
  const marked = mark.marker !== undefined;
  switch (answer.status) {
    case 200:
    case 201:
      return { state: 'queued', ticket, marked };
    case 303:
      return { state: 'folded', ticket };
    case 302: {
      const refusal = refusalOf(call, answer);
      if (refusal.code === 'credentials_expired') throw refusal;
      return refused('declined', [], 'Jenkins declined to queue it');
    }
    case 400:
      return refused('invalid_value', [], detailOf(answer));
    case 404:
      return refused('no_such_job', [], detailOf(answer));
    case 409:
      return refused('not_buildable', [], detailOf(answer));
    default:
      throw refusalOf(call, answer);
  }
}

function queueIdOf({ headers }: Answer): number | undefined {
  const id = /\/queue\/item\/(\d+)\/?$/.exec(headers['location'] ?? '')?.[1];
  return id === undefined ? undefined : Number(id);
}

export function refused(reason: Refused['reason'], names: readonly string[], detail: string): Refused {
  return { state: 'refused', reason, names, detail };
}
