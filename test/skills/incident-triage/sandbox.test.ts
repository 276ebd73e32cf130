import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Environment } from '../../../src/contracts/catalogue.js';
import type { KubernetesPort } from '../../../src/contracts/ports/kubernetes.js';
import { createGithub } from '../../../src/integrations/github/index.js';
import { createJenkins } from '../../../src/integrations/jenkins/index.js';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { sandboxCatalogue, startSandbox, type Sandbox } from '../../../src/sandbox/index.js';
import { gather } from '../../../skills/incident-triage/gather.js';
import { examine as judge, type Report } from '../../../skills/incident-triage/triage.js';
import { nextSteps } from '../../../skills/incident-triage/next-steps.js';
import { triageSkill } from '../../../skills/incident-triage/index.js';
import { ask, atHome, block, texts } from '../asking.js';
import { silentLog, systemClock } from './surroundings.js';

let folder: string;
let sandbox: Sandbox;
let kubernetes: KubernetesPort;
const production = environmentNamed('production');

function environmentNamed(name: string): Environment {
  const found = sandboxCatalogue.environments.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the sandbox has no ${name}`);
  return found;
}
async function examine(environment: Environment): Promise<Report> {
  const [target] = environment.targets;
  if (target === undefined) throw new Error('no target');
  return judge(await gather(kubernetes, { environment, target }, { now: Date.now(), secrets: false }));
}

beforeAll(async () => {
  // The port imports the SDK at its first call, which takes long on a busy machine.
  await import('@kubernetes/client-node');
  folder = await mkdtemp(join(tmpdir(), 'triage-'));
  sandbox = await startSandbox({ stateFile: join(folder, 'world.json'), clock: systemClock, log: silentLog });
  kubernetes = createKubernetes({
    kubeconfig: { yaml: sandbox.kubeconfig() },
    clock: systemClock,
    log: silentLog,
  });
});
afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true });
});

describe('the sandbox as it starts', () => {
  it('is on a home page what is broken, a line each with what fixes it; nothing while all is well', async () => {
    const around = { kubernetes, environments: [production], clock: systemClock };
    const section = await atHome(triageSkill({ secrets: false }), around);
    if (section === undefined) throw new Error('no section');
    expect([section.title, section.reply.title]).toEqual(['What is broken', '2 things are broken']);
    expect(texts(section.reply, 'text')[0]).toMatch(/^• ad-service .*\n• payments-api /);
    expect(block(section.reply, 'actions').actions.map(({ command }) => command.intent)).toContain(
      'rollback',
    );
    const korean = await atHome(triageSkill({ secrets: false }), { ...around, locale: 'ko' });
    expect([korean?.title, korean?.reply.title]).toEqual(['지금 고장 난 곳', '2곳에 문제가 있어요']);
    const quiet = { ...around, environments: [environmentNamed('staging')] };
    expect(await atHome(triageSkill({ secrets: false }), quiet)).toBeUndefined();
  });

  it('shows both burning incidents in production as causes, each with the action that fixes it', async () => {
    const report = await examine(production);
    const causes = report.findings.filter(({ role }) => role === 'cause');
    expect(causes.map(({ mode, service }) => [mode, service]).sort()).toEqual([
      ['OutOfMemory', 'payments-api'],
      ['ScaledToZero', 'ad-service'],
    ]);
    expect(causes.map((cause) => nextSteps(cause)[0]).sort()).toEqual(
      expect.arrayContaining([
        { kind: 'rollback', service: 'payments-api' },
        { kind: 'scale', service: 'ad-service', replicas: 2 },
      ]),
    );
  });

  it('explains the stuck rollout by the memory', async () => {
    const report = await examine(production);
    const symptoms = report.findings.filter(({ role }) => role === 'symptom');
    expect(symptoms.map(({ mode, service }) => [mode, service])).toEqual([['RolloutStuck', 'payments-api']]);
  });

  it.each(['dev', 'staging'])('finds nothing in %s', async (name) => {
    expect((await examine(environmentNamed(name))).findings).toEqual([]);
  });

  it('answers what is broken in production', async () => {
    const reply = await ask(triageSkill({ secrets: false }), {
      kubernetes,
      environments: sandboxCatalogue.environments,
      environment: production,
    });
    expect(reply.title).toBe(
      'production: 2 causes; ad-service is scaled to 0 although a Service selects it; payments-api is running out of memory (limit 256Mi)',
    );
    expect(block(reply, 'actions').actions.map(({ say }) => say)).toEqual([
      'scale ad-service to 2 in production',
      'roll back payments-api in production',
    ]);
    expect(reply.speech).toBe(
      'In production, ad-service is scaled to zero. Also, payments-api is running out of memory.',
    );
  });

  it('names the Jenkins build and the GitHub run that the blamed version came from', async () => {
    const reply = await ask(triageSkill({ secrets: false }), {
      kubernetes,
      ...sandboxCatalogue,
      environment: production,
      // However busy the machine is, this answer waits for both.
      clock: { ...systemClock, sleep: () => new Promise<void>(() => undefined) },
      pipelines: {
        jenkins: createJenkins(sandbox.jenkins(), systemClock),
        github: createGithub(sandbox.github(), systemClock),
      },
    });
    const written = texts(reply, 'text').join('\n');
    const [, commit = ''] =
      /Built by Jenkins shop\/payments-api\/main #\d+ from (\w{7}) \(\w+\)/.exec(written) ?? [];
    expect(written).toMatch(new RegExp(`and GitHub .+ #\\d+ from ${commit} \\(\\w+\\)\\.`));
    expect(reply.links?.map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/^Jenkins shop\/payments-api\/main #\d+$/),
    );
  });
});
