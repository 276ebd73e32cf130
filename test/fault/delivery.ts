import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { botWith, type Bot } from '../acceptance/stage/bot.js';
import type { Running } from '../acceptance/stage/processes.js';
import { sandboxStage, type SandboxStage } from '../acceptance/stage/sandbox.js';
import { Proxy, type Moment, type Seen } from './proxy.js';

/** Who deploys the service, and how its trigger looks on the wire. */
const DRIVERS = {
  jenkins: {
    deploy: {
      driver: 'jenkins',
      job: 'deploy/checkout',
      parameters: { VERSION: '{version}', ENVIRONMENT: '{environment}' },
    },
    isTrigger: ({ method, path }: Seen): boolean =>
      method === 'POST' && path.startsWith('/jenkins/job/deploy/job/checkout/buildWithParameters'),
    isOurs: ({ path }: Seen): boolean => path.startsWith('/jenkins/'),
  },
  github: {
    deploy: {
      driver: 'github',
      workflow: 'deploy.yml',
      inputs: { version: '{version}', environment: '{environment}' },
    },
    isTrigger: ({ method, path }: Seen): boolean => method === 'POST' && path.endsWith('/dispatches'),
    isOurs: ({ path }: Seen): boolean => path.startsWith('/github/'),
  },
} as const;
export type DriverName = keyof typeof DRIVERS;

/** A death: `after` counts the driver's requests from its trigger on, which is the first. */
export interface DriverDeath {
  readonly driver: DriverName;
  readonly request: number;
  readonly moment: Moment;
  /** The run carries no mark, so that nothing can tell whether it began. */
  readonly unmarked?: boolean;
}

const tokensSchema = z.object({
  delivery: z.object({ jenkins: z.object({ token: z.string() }), github: z.object({ token: z.string() }) }),
});
const jenkinsSchema = z.object({
  builds: z.array(
    z.object({ job: z.string(), number: z.number(), parameters: z.record(z.string(), z.string()) }),
  ),
  queue: z.array(z.object({ job: z.string(), state: z.string() })),
});
const githubSchema = z.object({ runs: z.array(z.object({ id: z.number(), workflow: z.string() })) });

interface Port {
  readonly stage: SandboxStage;
  readonly bot: Bot;
  readonly proxy: Proxy & { readonly url: string; close(): Promise<void> };
  crash(): Promise<void>;
  /** Runs of the deploy job or workflow, in the world's own books. */
  runs(): Promise<number>;
  version(): Promise<string>;
  close(): Promise<void>;
}

async function embark(driver: DriverName): Promise<Port> {
  const stage = await sandboxStage();
  const proxy = await Proxy.before(stage.api.server);
  const world: unknown = JSON.parse(readFileSync(join(stage.folder, '.coxswain', 'sandbox.json'), 'utf8'));
  const { delivery } = tokensSchema.parse(world);
  const bot = botWith({
    kubernetes: { kubeconfig: stage.kubeconfig },
    environments: { staging: { context: stage.context, namespace: 'shop-staging' } },
    services: { checkout: { repository: 'shop/checkout', deploy: DRIVERS[driver].deploy } },
    jenkins: { url: `${proxy.url}/jenkins`, user: 'coxswain', token: delivery.jenkins.token },
    github: { url: `${proxy.url}/github/api/v3`, token: delivery.github.token },
  });
  let running: Running = await bot.start();
  return {
    stage,
    bot,
    proxy,
    crash: async () => {
      await running.kill();
      running = await bot.start();
    },
    runs: async () => {
      if (driver === 'github') {
        const { runs } = githubSchema.parse(await stage.api.must('GET', '/sandbox/github'));
        return runs.filter(({ workflow }) => workflow === 'deploy.yml').length;
      }
      const { builds, queue } = jenkinsSchema.parse(await stage.api.must('GET', '/sandbox/jenkins'));
      const waiting = queue.filter(({ state }) => state !== 'left' && state !== 'cancelled');
      return [...builds, ...waiting].filter(({ job }) => job === 'deploy/checkout').length;
    },
    version: async () => {
      const { spec } = await stage.api.deployment('shop-staging', 'checkout');
      return spec.template?.spec.containers[0]?.image.split(':').at(-1) ?? '';
    },
    close: async () => {
      await bot.close();
      await proxy.close();
      await stage.close();
    },
  };
}

/** The deaths of one driver on one world, one after the other, each with another version. */
export function driverDeaths(title: string, driver: DriverName, deaths: readonly DriverDeath[]): void {
  const versions = ['1.4.2', '1.4.0', '1.3.9', '1.4.1'];
  describe(`${title}: its run is started once, and followed [PIPE-4]`, () => {
    let port: Port;
    beforeAll(async () => {
      port = await embark(driver);
    });
    afterAll(() => port.close(), 60_000);

    it.each(deaths.map((death, index) => ({ ...death, index, unmarked: death.unmarked === true })))(
      'killed $moment request $request from the trigger on (no mark: $unmarked)',
      async ({ request, moment, index, unmarked }) => {
        const version = versions[index % versions.length] ?? '';
        await port.stage.api.must('POST', `/sandbox/${driver}`, { marked: !unmarked });
        const before = await port.runs();
        let crashed: Promise<void> = Promise.resolve();
        port.proxy.arm(nthFromTrigger(driver, request), moment, () => (crashed = port.crash()));
        const said = await port.bot.say(`deploy checkout ${version} to staging`);
        await crashed;
        expect(port.proxy.armed).toBe(false);
        expect((await port.runs()) - before).toBe(1);
        if (unmarked && request === 1) {
          expect(said.operation?.status).toBe('outcome_unknown');
          return;
        }
        expect(said).toMatchObject({ exit: 0, operation: { status: 'succeeded' } });
        expect(await port.version()).toBe(version);
      },
      90_000,
    );
  });
}

function nthFromTrigger(driver: DriverName, n: number): (seen: Seen) => boolean {
  let count = 0;
  return (seen) => {
    const { isTrigger, isOurs } = DRIVERS[driver];
    if (count === 0 ? !isTrigger(seen) : !isOurs(seen)) return false;
    count += 1;
    return count === n;
  };
}
