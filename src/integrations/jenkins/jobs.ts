import { z } from 'zod';
import type { Job, JobParameter, JobRef } from '../../contracts/ports/jenkins.js';
import type { Call, Send } from './call.js';
import { branchOf, jobPath, jobWords } from './paths.js';
import { maybe, readOne } from './read.js';

const definitionSchema = z.object({
  name: z.string(),
  type: maybe(z.string()),
  description: maybe(z.string()),
  defaultParameterValue: maybe(z.object({ value: z.unknown().optional() })),
  choices: maybe(z.array(z.string())),
});
const numberedSchema = maybe(z.object({ number: z.number() }));
const jobSchema = z.object({
  _class: maybe(z.string()),
  url: z.string(),
  buildable: maybe(z.boolean()),
  inQueue: maybe(z.boolean()),
  property: maybe(z.array(z.object({ parameterDefinitions: maybe(z.array(definitionSchema)) }))),
  jobs: maybe(z.array(z.object({ name: z.string() }))),
  lastBuild: numberedSchema,
  lastSuccessfulBuild: numberedSchema,
  lastFailedBuild: numberedSchema,
});
type RawJob = z.infer<typeof jobSchema>;

const TREE = [
  '_class,url,buildable,inQueue,jobs[name]',
  'lastBuild[number],lastSuccessfulBuild[number],lastFailedBuild[number]',
  'property[parameterDefinitions[name,type,description,choices,defaultParameterValue[value]]]',
].join(',');

export async function readJob(send: Send, ref: JobRef, marker: string): Promise<Job | undefined> {
  const call: Call = {
    method: 'GET',
    path: `${jobPath(ref)}/api/json`,
    query: { tree: TREE },
    what: `read job ${jobWords(ref)}`,
  };
  const raw = await readOne(send, call, jobSchema);
  return raw && jobOf(ref, raw, marker);
}

function jobOf(ref: JobRef, raw: RawJob, marker: string): Job {
  const kind = kindOf(raw);
  const parameters = (raw.property ?? []).flatMap(({ parameterDefinitions }) => parameterDefinitions ?? []);
  const names = (raw.jobs ?? []).map(({ name }) => (kind === 'multibranch' ? branchOf(name) : name));
  return {
    ref,
    url: raw.url,
    kind,
    buildable: kind === 'job' && raw.buildable !== false,
    parameters: parameters.map(parameterOf),
    marked: parameters.some(({ name }) => name === marker),
    children: names,
    ...(raw.lastBuild && { lastBuild: raw.lastBuild.number }),
    ...(raw.lastSuccessfulBuild && { lastSuccessful: raw.lastSuccessfulBuild.number }),
    ...(raw.lastFailedBuild && { lastFailed: raw.lastFailedBuild.number }),
    inQueue: raw.inQueue ?? false,
  };
}

function kindOf({ _class: type = '', jobs }: RawJob): Job['kind'] {
  if (/MultiBranch/.test(type)) return 'multibranch';
  return jobs === undefined ? 'job' : 'folder';
}

/** A password's default is never taken along. */
export function parameterOf(raw: z.infer<typeof definitionSchema>): JobParameter {
  const kind = (raw.type ?? 'String').replace(/Parameter(Definition|Value)?$/, '');
  const fallback = raw.defaultParameterValue?.value;
  const shown = fallback !== undefined && fallback !== null && kind !== 'Password';
  return {
    name: raw.name,
    kind,
    description: raw.description ?? '',
    ...(shown && { defaultValue: typeof fallback === 'string' ? fallback : JSON.stringify(fallback) }),
    ...(raw.choices && { choices: raw.choices }),
  };
}
