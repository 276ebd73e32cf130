import { z } from 'zod';
import type { TargetKey } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import type { DeploymentState } from '../../src/contracts/github.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { Plan } from '../../src/contracts/operation.js';
import type { GithubPort } from '../../src/contracts/ports/github.js';
import type { ReplyBlock } from '../../src/contracts/reply.js';
import type { Ending, Step, StepContext, WaveEnding } from '../../src/contracts/step.js';
import type { Scope } from './targets.js';
import { targetName } from './targets.js';
import { versionCommit } from './version-commit.js';
import type { Voice } from './voice.js';

/** Where what an operation does is written down as a GitHub deployment: part of its plan. */
export const recordingSchema = z.object({ repository: z.string(), production: z.boolean() });
export type Recording = z.infer<typeof recordingSchema>;

/** Undefined where GitHub is not connected or the service has no repository. */
export function recordingOf(
  github: GithubPort | undefined,
  { service: { repository }, environment }: Scope,
): Recording | undefined {
  if (github === undefined || repository === undefined) return undefined;
  return { repository, production: environment.protected };
}

const recordFacts = z.object({ recorded: z.number().nullable(), detail: z.string() });
type RecordFacts = z.infer<typeof recordFacts>;

const ENDINGS: Readonly<Record<WaveEnding, DeploymentState>> = {
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'inactive',
  outcome_unknown: 'error',
};

/** The notes of one wave: that it began, once its effect was applied, and how it ended. They never fail anything. */
export function recordNotes(
  github: GithubPort | undefined,
  recording: Recording | undefined,
  plan: Plan,
  version: string,
  wave: number,
): { readonly begun: readonly Step[]; readonly closing: (end: WaveEnding) => readonly Step[] } {
  const target = plan.targets[wave];
  if (github === undefined || recording === undefined || target === undefined)
    return { begun: [], closing: () => [] };
  const about = { ...recording, version, wave, skill: plan.skill, service: plan.service };
  const record = { ...about, environment: environmentOf(plan, target) };
  return {
    begun: [noteStep(github, record, `${wave}/record`, 'in_progress')],
    closing: (end) => [noteStep(github, record, `${wave}/recorded`, ENDINGS[end])],
  };
}

/** GitHub's name of the place: each target of several is one of its own. */
function environmentOf({ environment, targets }: Plan, target: TargetKey): string {
  return targets.length === 1 ? environment : `${environment} (${targetName(target, targets)})`;
}

interface Noted extends Recording {
  readonly version: string;
  readonly wave: number;
  readonly skill: string;
  readonly service: string;
  readonly environment: string;
}

function noteStep(github: GithubPort, record: Noted, id: string, state: DeploymentState): Step {
  return {
    id,
    kind: 'note',
    observe: () => Promise.resolve({ state: 'not_done' }),
    apply: async (context) => {
      try {
        return { state: 'done', facts: await write(github, record, state, context) };
      } catch (error) {
        if (!(error instanceof PortError)) throw error;
        return { state: 'done', facts: { recorded: null, detail: maskSecrets(error.message) } };
      }
    },
  };
}

/** Creating finds what carries the mark already, and a status that is there is not written again. */
async function write(
  github: GithubPort,
  record: Noted,
  state: DeploymentState,
  { operationId, number, asker }: StepContext,
): Promise<RecordFacts> {
  const { repository, version, environment, production, wave, skill, service } = record;
  const tag = await versionCommit(github, repository, version);
  if (tag === undefined) return { recorded: null, detail: `no tag v${version} in ${repository}` };
  const description = `${skill} ${service} ${version} (#${number}) by ${asker}`;
  const made = await github.createDeployment(repository, {
    ...{ ref: tag.ref, environment, description, production },
    ...{ requiredContexts: [], marker: `${operationId}-${wave}` },
  });
  if (made.state === 'conflict') return { recorded: null, detail: maskSecrets(made.detail) };
  if (made.state === 'no_such_ref') return { recorded: null, detail: `no ref ${tag.ref} in ${repository}` };
  const { id } = made.deployment;
  const [newest] = await github.deploymentStatuses(repository, id);
  if (newest?.state !== state) await github.setDeploymentStatus(repository, id, { state, description });
  return { recorded: id, detail: '' };
}

/** Says that something was not written down, and why. */
export function recordBlocks({ facts }: Ending, voice: Voice): readonly ReplyBlock[] {
  const failed = Object.entries(facts).flatMap(([step, value]) => {
    const found = step.endsWith('/recorded') ? recordFacts.safeParse(value) : undefined;
    return found?.success === true && found.data.recorded === null ? [found.data.detail] : [];
  });
  return [...new Set(failed)].map((detail) => ({
    kind: 'warning',
    text: voice.text('record.failed', { detail }),
  }));
}
