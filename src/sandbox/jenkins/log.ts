import type { Build, Delivery } from '../delivery/state.js';
import type { StageRow } from '../world/pipelines.js';
import { filled, planOf, type BuildPlan } from './plan.js';

/** When a log is looked at, and how long a simulated millisecond takes. */
export interface Look {
  readonly now: number;
  readonly pace: number;
}

/**
 * The console log as it is now. It only ever grows, and while a stage runs it grows by bytes: it may end in the middle
 * of a line and of a character, as a file does that is being written.
 */
export function logOf(delivery: Delivery, build: Build, look: Look): Buffer {
  const plan = planOf(delivery, build);
  if (plan === undefined) return Buffer.alloc(0);
  const head = [build.cause, '[Pipeline] Start of Pipeline'].map((line) => `${line}\n`).join('');
  const stages = build.stages.map((_stage, index) => stageText(build, plan, index, look));
  const tail = build.result === undefined ? [] : [Buffer.from(endOf(build))];
  return Buffer.concat([Buffer.from(head), ...stages, ...tail]);
}

/** What one stage has written so far. */
function stageText(build: Build, plan: BuildPlan, index: number, { now, pace }: Look): Buffer {
  const stage = build.stages[index];
  const row = plan.stages[index];
  if (stage === undefined || row === undefined) return Buffer.alloc(0);
  const opening = Buffer.from(`[Pipeline] stage\n[Pipeline] { (${row.name})\n${waitsFor(build, plan, row)}`);
  const body = Buffer.from(bodyOf(build, plan, index).join(''));
  const whole = stage.status === 'SUCCESS' || stage.status === 'FAILED';
  if (whole) return Buffer.concat([opening, body, Buffer.from('[Pipeline] }\n')]);
  if (stage.status === 'PAUSED_PENDING_INPUT') return opening;
  const elapsed = (stage.endedAt ?? now) - stage.startedAt;
  const share = Math.min(elapsed / Math.max(row.ms * pace, 1), 1);
  const shown = body.subarray(0, Math.floor(body.length * share));
  return Buffer.concat([opening, shown, ...(stage.endedAt === undefined ? [] : [Buffer.from('\n')])]);
}

function waitsFor(build: Build, plan: BuildPlan, { input }: StageRow): string {
  return input === undefined ? '' : `${filled(input.message, build, plan)}\n${input.ok} or Abort\n`;
}

/** Its lines. While it is not known how the stage ends, only those that it writes either way. */
function bodyOf(build: Build, plan: BuildPlan, index: number): string[] {
  const stage = build.stages[index];
  const row = plan.stages[index];
  if (stage === undefined || row === undefined) return [];
  const fails = stage.status === 'FAILED' || plan.commit?.fails === row.name;
  const { failing = row.lines, lines } = row;
  const open = row.does === 'wait-for-rollout' && stage.endedAt === undefined;
  const chosen = open ? lines.slice(0, 1) : fails ? failing : lines;
  const resumed = build.resumedAt
    .filter((at) => at >= stage.startedAt && at <= (stage.endedAt ?? Infinity))
    .map((at) => `Resuming build at ${new Date(at).toISOString()} after Jenkins restart`);
  return [...chosen.map((line) => filled(line, build, plan)), ...resumed].map((line) => `${line}\n`);
}

function endOf({ result }: Build): string {
  const why = result === 'ABORTED' ? 'Aborted by coxswain\n' : '';
  return `${why}[Pipeline] End of Pipeline\nFinished: ${result ?? ''}\n`;
}

/** What one stage wrote, for the stage view's API. */
export function stageLog(delivery: Delivery, build: Build, index: number): string {
  const plan = planOf(delivery, build);
  return plan === undefined ? '' : bodyOf(build, plan, index).join('');
}
