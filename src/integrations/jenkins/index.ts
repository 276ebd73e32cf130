import type { Clock } from '../../contracts/ports/clock.js';
import type { BuildRef, JenkinsPort, TriggerResult } from '../../contracts/ports/jenkins.js';
import { abort } from './abort.js';
import { readBuild, readBuilds, type Reading } from './builds.js';
import type { Call, Send } from './call.js';
import { DEFAULT_GRACE_MS, DEFAULT_MARKER, type JenkinsSettings } from './config.js';
import { refusalOf } from './errors.js';
import { createExchange } from './exchange.js';
import { answerInput, readInputs } from './inputs.js';
import { readJob } from './jobs.js';
import { readLog } from './log.js';
import { buildWords } from './paths.js';
import { follow, queued, unqueue } from './queue.js';
import { readArtifact, readTests } from './results.js';
import { createSend } from './send.js';
import { readStageLog, readStages } from './stages.js';
import { refused, trigger } from './trigger.js';

export { readJenkinsWebhook } from './webhook.js';
export { jenkinsSchema, type JenkinsSettings } from './config.js';

/** Jenkins over HTTP. Nothing is loaded or connected before the first call. */
export function createJenkins(settings: JenkinsSettings, clock: Clock): JenkinsPort {
  const { marker = DEFAULT_MARKER, graceMs = DEFAULT_GRACE_MS } = settings;
  const send = createSend(createExchange(settings), clock);
  const reading = (): Reading => ({ now: clock.now(), marker });
  const read = (build: BuildRef) => readBuild(send, build, reading);
  return {
    server: () => server(send),
    job: (job) => readJob(send, job, marker),
    builds: (job, limit) => readBuilds(send, job, limit, reading),
    build: read,
    trigger: (job, request) => trigger(send, job, request, marker),
    follow: (job, ticket) => follow({ send, clock, reading }, job, ticket),
    queued: (job) => queued(send, job),
    unqueue: (id) => unqueue(send, id),
    rerun: (build, mark) => rerun(send, read, build, { marker, mark }),
    stages: (build) => readStages(send, build),
    log: (build, from) => readLog(send, build, from),
    stageLog: (build, stage) => readStageLog(send, build, stage),
    tests: (build) => readTests(send, build),
    artifact: (build, path, maxBytes) => readArtifact(send, build, path, maxBytes),
    abort: (build, signal) => abort({ send, clock, graceMs, read }, build, signal),
    inputs: (build) => readInputs(send, build),
    answerInput: (build, input, answer) => answerInput(send, build, input, answer),
  };
}

async function rerun(
  send: Send,
  read: (build: BuildRef) => ReturnType<JenkinsPort['build']>,
  ref: BuildRef,
  { marker, mark }: { readonly marker: string; readonly mark: string | undefined },
): Promise<TriggerResult> {
  const build = await read(ref);
  if (build === undefined) return refused('no_such_build', [], `there is no ${buildWords(ref)}`);
  const { [marker]: _old, ...parameters } = build.parameters;
  return trigger(send, ref.job, { parameters, ...(mark !== undefined && { marker: mark }) }, marker);
}

/** How the simulated Jenkins marks its version. */
const SANDBOX_MARK = 'coxswain-sandbox';

/** Every answer of a Jenkins names its version in a header. */
async function server(send: Send): Promise<{ version: string; sandbox: boolean }> {
  const call: Call = { method: 'GET', path: '/api/json', query: { tree: 'mode' }, what: 'ask who is there' };
  const answer = await send(call);
  if (answer.status !== 200) throw refusalOf(call, answer);
  const version = answer.headers['x-jenkins'] ?? '';
  return { version, sandbox: version.includes(SANDBOX_MARK) };
}
