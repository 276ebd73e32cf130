import { z } from 'zod';
import type { ReplyBlock } from '../../../src/contracts/reply.js';
import type { Ending } from '../../../src/contracts/step.js';
import type { PlainView } from '../operation-replies.js';
import type { Voice } from '../voice.js';
import { abortedSchema, type AbortedRun } from './run.js';
import type { RunStart } from './start.js';

/** What a planned run is called, before it has a number. */
export function runsOf(start: RunStart): readonly string[] {
  if (start.kind === 'jenkins') return [`Jenkins ${start.job}`];
  return [`GitHub ${start.repository} ${start.kind === 'workflow' ? start.workflow : 'deployment'}`];
}

const runFacts = z.object({ label: z.string(), url: z.string().optional() });

/** Which run it was, with its address, and what became of one that was told to stop. */
export function runBlocks(_view: PlainView, ending: Ending, voice: Voice): readonly ReplyBlock[] {
  const ended = Object.entries(ending.facts).flatMap(([step, facts]) => {
    const run = step.endsWith('/run') ? runFacts.safeParse(facts) : undefined;
    if (run?.success !== true) return [];
    return [voice.text('run.by', { run: [run.data.label, run.data.url ?? ''].join(' ').trim() })];
  });
  const stopped = stoppedRun(ending);
  const told = stopped === undefined ? [] : [voice.text(`run.${stopped.run}`, { run: labelOf(stopped) })];
  return [...ended, ...told].map((text) => ({ kind: 'text', text }));
}

function labelOf({ label, url = '' }: AbortedRun): string {
  return [label, url].join(' ').trim();
}

/** What became of the run that "stop" told to stop. */
export function stoppedRun({ facts }: Ending): AbortedRun | undefined {
  const found = Object.entries(facts).find(([step]) => step.endsWith('/abort'))?.[1];
  return abortedSchema.safeParse(found).data;
}
