import { maskSecrets } from '../../../src/contracts/masking.js';
import type { Evidence } from '../../../src/contracts/operation.js';
import type { Build, JenkinsPort, JobRef } from '../../../src/contracts/ports/jenkins.js';
import { hasEnded } from '../../../src/contracts/run-state.js';
import { errorLines } from '../error-lines.js';
import type { AbortedRun, RunDriver, RunLook, RunTicket, RunView } from './run.js';

/** A job of Jenkins. The operation's mark is a declared parameter, so that the build is found after anything. */
export function jenkinsRun(
  jenkins: JenkinsPort,
  job: JobRef,
  parameters: Readonly<Record<string, string>>,
): RunDriver {
  const name = `Jenkins ${job.path}${job.branch === undefined ? '' : `/${job.branch}`}`;
  const where = ({ marker, id }: RunTicket) =>
    jenkins.follow(job, { marker, ...(id === null ? {} : { queueId: id }) });
  return {
    name,
    start: async (ticket) => {
      const asked = await jenkins.trigger(job, { parameters, marker: ticket.marker });
      if (asked.state === 'refused') return { state: 'refused', detail: asked.detail };
      return { state: 'started', ticket: { ...ticket, id: asked.ticket.queueId ?? null } };
    },
    find: async (ticket) => {
      const found = await where(ticket);
      if (found.state === 'absent') return { state: 'absent' };
      if (found.state === 'unmarked') return { state: 'unknown' };
      return {
        state: 'found',
        ticket: found.state === 'waiting' ? { ...ticket, id: found.queueId } : ticket,
      };
    },
    look: async (ticket) => {
      const found = await where(ticket);
      if (found.state === 'started') return { state: 'seen', run: await viewOf(jenkins, name, found.build) };
      if (found.state === 'waiting')
        return { state: 'seen', run: { state: 'queued', label: name, stage: found.why } };
      return { state: found.state === 'cancelled' ? 'withdrawn' : 'absent' } satisfies RunLook;
    },
    failure: async (ticket) => {
      const found = await where(ticket);
      return found.state === 'started' ? failureOf(jenkins, name, found.build) : [];
    },
    abort: async (ticket) => {
      const found = await where(ticket);
      if (found.state === 'waiting') {
        const withdrawn = await jenkins.unqueue(found.queueId);
        if (withdrawn) return { run: 'withdrawn', label: name };
        // It left the queue in between and is a build now.
        const now = await where(ticket);
        return now.state === 'started'
          ? abortBuild(jenkins, name, now.build)
          : { run: 'absent', label: name };
      }
      if (found.state === 'started') return abortBuild(jenkins, name, found.build);
      return { run: found.state === 'cancelled' ? 'withdrawn' : 'absent', label: name };
    },
  };
}

const labelOf = (name: string, build: Build): string => `${name} #${build.ref.number}`;

async function viewOf(jenkins: JenkinsPort, name: string, build: Build): Promise<RunView> {
  const view = { label: labelOf(name, build), url: build.url };
  if (hasEnded(build.state)) return { ...view, state: build.state };
  const stages = await jenkins.stages(build.ref);
  const last = stages.state === 'known' ? stages.stages.at(-1) : undefined;
  if (last === undefined) return { ...view, state: build.state };
  return { ...view, state: last.state === 'waiting' ? 'waiting' : build.state, stage: last.name };
}

async function failureOf(jenkins: JenkinsPort, name: string, build: Build): Promise<readonly Evidence[]> {
  const stages = await jenkins.stages(build.ref);
  const failed = stages.state === 'known' ? stages.stages.find(({ state }) => state === 'failed') : undefined;
  const log =
    (failed === undefined ? undefined : await jenkins.stageLog(build.ref, failed.id)) ??
    (await jenkins.log(build.ref, 0))?.text ??
    '';
  const object = failed === undefined ? labelOf(name, build) : `${labelOf(name, build)}, ${failed.name}`;
  const text = errorLines(log).join('\n');
  return [{ object, text: text === '' ? maskSecrets(failed?.error ?? build.state) : text }];
}

async function abortBuild(jenkins: JenkinsPort, name: string, build: Build): Promise<AbortedRun> {
  const told = await jenkins.abort(build.ref);
  const about = { label: labelOf(name, build), url: build.url };
  switch (told.state) {
    case 'stopped':
      return { run: 'stopped', ...about };
    case 'already_ended':
      return { run: 'ended', ...about };
    case 'still_running':
      return { run: 'still_running', ...about };
    case 'no_such_build':
      return { run: 'absent', ...about };
  }
}
