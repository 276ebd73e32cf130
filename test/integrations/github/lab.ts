import { afterEach, beforeAll } from 'vitest';
import { z } from 'zod';
import type { GithubPort } from '../../../src/contracts/ports/github.js';
import { createGithub } from '../../../src/integrations/github/index.js';
import { eventually, givenSandbox, realClock, type Given } from '../../sandbox/world.js';

export const SHOP = 'shop/checkout';

export interface Lab extends Given {
  readonly github: GithubPort;
  readonly control: (body: object) => Promise<void>;
  readonly fault: (body: object) => Promise<void>;
  readonly push: (body: object) => Promise<string>;
  /** Requests that could change something, as `METHOD path status`. */
  readonly requests: () => Promise<readonly string[]>;
  /** What is left of the primary limit. */
  readonly remaining: () => Promise<number>;
}

// The client loads Octokit at its first call, which takes long enough to trip a test that polls.
beforeAll(async () => {
  await import('@octokit/rest');
  await import('@octokit/plugin-throttling');
});

const open: Given[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.cleanUp()));
});

/** A sandbox with its GitHub, twenty times as fast unless `pace` says otherwise, and the client that ships. */
export async function lab(pace = 0.05): Promise<Lab> {
  const given = await givenSandbox({ pace });
  open.push(given);
  const { url } = given.sandbox;
  const post = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const read = async <T>(path: string, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await (await fetch(`${url}${path}`)).json());
  return {
    ...given,
    github: createGithub(given.sandbox.github(), realClock),
    control: async (body) => {
      await post('/sandbox/github', body);
    },
    fault: async (body) => {
      await post('/sandbox/faults', body);
    },
    push: async (body) => z.object({ sha: z.string() }).parse(await post('/sandbox/push', body)).sha,
    async requests() {
      const entry = z.object({ method: z.string(), path: z.string(), status: z.number() });
      const { requests } = await read('/sandbox/requests', z.object({ requests: z.array(entry) }));
      return requests.map(
        ({ method, path, status }) => `${method} ${path.replace(/.*\/repos/, '')} ${status}`,
      );
    },
    remaining: async () =>
      (await read('/sandbox/github', z.object({ rate: z.object({ remaining: z.number() }) }))).rate.remaining,
  };
}

export async function ended(github: GithubPort, id: number) {
  return eventually(
    () => github.run(SHOP, id),
    (run) => run !== undefined && !['queued', 'running', 'waiting'].includes(run.state),
  );
}
