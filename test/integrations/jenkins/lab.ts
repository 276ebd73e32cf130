import { afterEach, beforeAll } from 'vitest';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { PortError } from '../../../src/contracts/errors.js';
import type { BuildRef, JenkinsPort, JobRef, TriggerResult } from '../../../src/contracts/ports/jenkins.js';
import { createJenkins, type JenkinsSettings } from '../../../src/integrations/jenkins/index.js';
import { worldSchema } from '../../../src/sandbox/state/world.js';
import { parseJson } from '../../../src/trust-boundaries.js';
import { eventually, givenSandbox, realClock, type Given } from '../../sandbox/world.js';

export const MAIN: JobRef = { path: 'shop/checkout', branch: 'main' };
export const DEPLOY: JobRef = { path: 'deploy/checkout' };

export interface Lab extends Given {
  readonly jenkins: JenkinsPort;
  /** The same Jenkins, reached with a password: every POST needs a crumb. */
  readonly withPassword: () => Promise<JenkinsPort>;
  readonly control: (body: object) => Promise<void>;
  readonly fault: (body: object) => Promise<void>;
  /** Requests that could change something, as `METHOD path status`. */
  readonly requests: () => Promise<readonly string[]>;
}

// The client loads axios at its first call, which takes long enough to trip a test that polls.
beforeAll(async () => {
  await import('axios');
});

const open: Given[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.cleanUp()));
});

/** A sandbox with its Jenkins, twenty times as fast unless `pace` says otherwise, and the client that ships. */
export async function lab(pace = 0.05): Promise<Lab> {
  const given = await givenSandbox({ pace });
  open.push(given);
  const { sandbox, stateFile } = given;
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${sandbox.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const withSettings = (settings: Partial<JenkinsSettings>) =>
    createJenkins({ ...sandbox.jenkins(), graceMs: 400, ...settings }, realClock);
  return {
    ...given,
    jenkins: withSettings({}),
    async withPassword() {
      const world = worldSchema.parse(parseJson(await readFile(stateFile, 'utf8')));
      return withSettings({ token: world.delivery.jenkins.password });
    },
    control: (body) => post('/sandbox/jenkins', body),
    fault: (body) => post('/sandbox/faults', body),
    async requests() {
      const schema = z.object({
        requests: z.array(z.object({ method: z.string(), path: z.string(), status: z.number() })),
      });
      const answer: unknown = await (await fetch(`${sandbox.url}/sandbox/requests`)).json();
      return schema.parse(answer).requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
    },
  };
}

/** The build that a request led to. */
export async function started(jenkins: JenkinsPort, job: JobRef, result: TriggerResult): Promise<BuildRef> {
  if (result.state === 'refused') throw new Error(result.detail);
  const found = await eventually(
    () => jenkins.follow(job, result.ticket),
    ({ state }) => state === 'started',
  );
  if (found.state !== 'started') throw new Error(found.state);
  return found.build.ref;
}

export async function ended(jenkins: JenkinsPort, ref: BuildRef) {
  return eventually(
    () => jenkins.build(ref),
    (build) => build !== undefined && build.state !== 'running',
  );
}

export async function failure(work: Promise<unknown>): Promise<PortError> {
  const error: unknown = await work.then(
    (value) => new Error(`it succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PortError)) throw error;
  return error;
}
