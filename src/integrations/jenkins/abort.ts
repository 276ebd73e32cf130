import type { Clock } from '../../contracts/ports/clock.js';
import type { AbortResult, Build, BuildRef } from '../../contracts/ports/jenkins.js';
import type { Call, Send } from './call.js';
import { refusalOf } from './errors.js';
import { buildPath, buildWords } from './paths.js';
import { isDone } from './read.js';

/** Weakest first: ask the steps to end, end the program, forget the program (https://www.jenkins.io/doc/book/using/aborting-a-build/). */
const WAYS = ['stop', 'term', 'kill'] as const;
const LOOK_EVERY_MS = 500;

export interface Aborter {
  readonly send: Send;
  readonly clock: Clock;
  readonly graceMs: number;
  readonly read: (build: BuildRef) => Promise<Build | undefined>;
}

/** See JenkinsPort.abort. */
export async function abort(parts: Aborter, ref: BuildRef, signal?: AbortSignal): Promise<AbortResult> {
  const now = await parts.read(ref);
  if (now === undefined) return { state: 'no_such_build' };
  if (now.state !== 'running') return { state: 'already_ended', build: now };
  const tried: (typeof WAYS)[number][] = [];
  for (const way of WAYS) {
    if (signal?.aborted === true) break;
    if (!(await ask(parts.send, ref, way))) continue;
    tried.push(way);
    const ended = await waitForEnd(parts, ref, signal);
    if (ended !== undefined) return { state: 'stopped', by: way, build: ended };
  }
  return { state: 'still_running', tried };
}

/** False when this kind of build does not know that way: only pipelines have `term` and `kill`. */
async function ask(send: Send, ref: BuildRef, way: (typeof WAYS)[number]): Promise<boolean> {
  const call: Call = { method: 'POST', path: `${buildPath(ref)}/${way}`, what: `stop ${buildWords(ref)}` };
  const answer = await send(call);
  if (answer.status === 404) return false;
  if (!isDone(answer)) throw refusalOf(call, answer);
  return true;
}

async function waitForEnd(
  { clock, graceMs, read }: Aborter,
  ref: BuildRef,
  signal: AbortSignal | undefined,
): Promise<Build | undefined> {
  const until = clock.now() + graceMs;
  for (;;) {
    const build = await read(ref);
    if (build !== undefined && build.state !== 'running') return build;
    if (clock.now() >= until || signal?.aborted === true) return undefined;
    await clock.sleep(Math.min(LOOK_EVERY_MS, until - clock.now()), signal);
  }
}
