import { PortError } from '../../../src/contracts/errors.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import type { Build, JenkinsPort } from '../../../src/contracts/ports/jenkins.js';
import { hasEnded } from '../../../src/contracts/run-state.js';
import type { Step } from '../../../src/contracts/step.js';
import type { AbortedRun } from '../runs/run.js';
import { workflowAttempt } from '../runs/workflow-run.js';
import type { ActionPorts, PipelineAction } from './actions.js';
import { buildRef, jobRef } from './build-ref.js';

type Stop = Extract<PipelineAction, { kind: 'stop-build' | 'stop-queued' | 'stop-run' }>;

/** Tells a run to stop, harder each time, and says whether it did. Telling twice does no harm. */
export function stopStep(action: Stop, ports: ActionPorts, clock: Clock, id: string): Step {
  const { label } = action;
  return {
    id,
    kind: 'effect',
    observe: async (context) => {
      if (context.attempts === 0 || !(await isOver(action, ports))) return { state: 'not_done' };
      return { state: 'done', facts: { run: 'stopped', label } };
    },
    apply: async (context) => {
      await context.assertLease();
      const { run, url } = await stop(action, ports, clock);
      if (run !== 'still_running') return { state: 'done', facts: { run, label } };
      return { state: 'failed', code: 'run_failed', evidence: [{ object: label, text: url ?? run }] };
    },
  };
}

async function isOver(action: Stop, { jenkins, github }: ActionPorts): Promise<boolean> {
  if (action.kind === 'stop-build') {
    const build = await jenkins?.build(buildRef(action.build));
    return build !== undefined && hasEnded(build.state);
  }
  if (action.kind === 'stop-queued') {
    const now = await jenkins?.follow(jobRef(action), { queueId: action.queueId });
    if (now?.state === 'started') return hasEnded(now.build.state);
    return now !== undefined && now.state !== 'waiting';
  }
  const run = await github?.run(action.repository, action.run);
  return run !== undefined && hasEnded(run.state);
}

async function stop(action: Stop, { jenkins, github }: ActionPorts, clock: Clock): Promise<AbortedRun> {
  const { label } = action;
  if (action.kind === 'stop-run') {
    if (github === undefined) throw new PortError('unreachable', 'GitHub is no longer connected.');
    const attempt = workflowAttempt(github, clock, action.repository, label);
    return { ...(await attempt.abort({ marker: '', since: 0, id: action.run })), label };
  }
  if (jenkins === undefined) throw new PortError('unreachable', 'Jenkins is no longer connected.');
  if (action.kind === 'stop-queued') return stopQueued(jenkins, action);
  return stopBuild(jenkins, buildRef(action.build), label);
}

/** What waited when it was planned may have begun since: then the build is stopped. */
async function stopQueued(
  jenkins: JenkinsPort,
  action: Extract<Stop, { kind: 'stop-queued' }>,
): Promise<AbortedRun> {
  const { label, queueId } = action;
  if (await jenkins.unqueue(queueId)) return { run: 'withdrawn', label };
  const now = await jenkins.follow(jobRef(action), { queueId });
  if (now.state === 'started') return stopBuild(jenkins, now.build.ref, label);
  if (now.state === 'waiting') return { run: 'still_running', label };
  return { run: now.state === 'cancelled' ? 'withdrawn' : 'absent', label };
}

async function stopBuild(jenkins: JenkinsPort, build: Build['ref'], label: string): Promise<AbortedRun> {
  const told = await jenkins.abort(build);
  if (told.state === 'still_running') return { run: 'still_running', label };
  if (told.state === 'no_such_build') return { run: 'absent', label };
  return { run: told.state === 'stopped' ? 'stopped' : 'ended', label };
}
