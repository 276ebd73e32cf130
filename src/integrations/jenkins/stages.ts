import { z } from 'zod';
import type { BuildRef, Stage, Stages } from '../../contracts/ports/jenkins.js';
import type { RunState } from '../../contracts/run-state.js';
import type { Call, Send } from './call.js';
import { buildPath, buildWords } from './paths.js';
import { maybe, readOne } from './read.js';

/** The REST API of the Pipeline Stage View plugin (`wfapi`); every path answers 404 where it is not installed. */
const nodeSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: maybe(z.string()),
  error: maybe(z.object({ message: maybe(z.string()) })),
  startTimeMillis: maybe(z.number()),
  durationMillis: maybe(z.number()),
});
const runSchema = z.object({ stages: z.array(nodeSchema) });
const stageSchema = z.object({ stageFlowNodes: maybe(z.array(nodeSchema)) });
const logSchema = z.object({ text: maybe(z.string()) });

const STATES: Readonly<Record<string, RunState>> = {
  NOT_EXECUTED: 'skipped',
  IN_PROGRESS: 'running',
  PAUSED_PENDING_INPUT: 'waiting',
  SUCCESS: 'succeeded',
  UNSTABLE: 'unstable',
  FAILED: 'failed',
  ABORTED: 'cancelled',
};
const LARGEST_LOG = 65_536;

export async function readStages(send: Send, build: BuildRef): Promise<Stages> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(build)}/wfapi/describe`,
    what: `read the stages of ${buildWords(build)}`,
  };
  const run = await readOne(send, call, runSchema);
  return run === undefined
    ? { state: 'unavailable' }
    : { state: 'known', stages: run.stages.map((stage) => stageOf(stage)) };
}

function stageOf(raw: z.infer<typeof nodeSchema>): Stage {
  const began = (raw.startTimeMillis ?? 0) > 0;
  return {
    id: raw.id,
    name: raw.name,
    state: STATES[raw.status ?? ''] ?? 'unknown',
    ...(began && { startedAt: raw.startTimeMillis ?? 0 }),
    durationMs: raw.durationMillis ?? 0,
    ...(raw.error?.message !== undefined && { error: raw.error.message }),
  };
}

/** The log of the step that failed, or of the last step: a stage has none of its own. */
export async function readStageLog(send: Send, build: BuildRef, stage: string): Promise<string | undefined> {
  const what = `read a stage's log of ${buildWords(build)}`;
  const node = (id: string) => `${buildPath(build)}/execution/node/${encodeURIComponent(id)}/wfapi`;
  const described: Call = { method: 'GET', path: `${node(stage)}/describe`, what };
  const steps = (await readOne(send, described, stageSchema))?.stageFlowNodes ?? [];
  const step = steps.find(({ status }) => status === 'FAILED') ?? steps.at(-1);
  if (step === undefined) return undefined;
  const call: Call = { method: 'GET', path: `${node(step.id)}/log`, what };
  const log = await readOne(send, call, logSchema);
  return log && plainText(log.text ?? '').slice(-LARGEST_LOG);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#039;': "'",
  '&amp;': '&',
};

/** The plugin sends a log as HTML: links and colours are dropped, entities read back. */
function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp|#0?39);/g, (entity) => ENTITIES[entity] ?? entity);
}
